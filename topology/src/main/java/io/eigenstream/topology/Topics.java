package io.eigenstream.topology;

import io.eigenstream.serdes.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the application on the cluster. */
final class Topics {

    /** A spectrum has ℓ+1 vectors of d doubles: 8.5 MB at (16384, 64). Kafka's own limit is 1 MiB. */
    static final int LARGEST_ESTIMATE_BYTES = 64 << 20;

    private static final Map<String, String> COMPACTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(LARGEST_ESTIMATE_BYTES));

    private Topics() {}

    /**
     * Creates those that are missing; what exists is left as it is.
     *
     * @throws KafkaException when the cluster does not answer or refuses, saying why
     */
    static void create(Settings settings) {
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics(settings)
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "the topics could not be created at " + settings.bootstrapServers() + ": "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating the topics", e);
        }
    }

    private static Stream<NewTopic> topics(Settings settings) {
        TopicNames names = settings.topics();
        Stream<NewTopic> kept =
                Stream.of(names.rows(), names.scores(), names.deadLetters()).map(name -> topic(name, settings));
        Stream<NewTopic> compacted = Stream.of(names.partials(), names.eigenvectors(), names.spectra(), names.models())
                .map(name -> topic(name, settings).configs(COMPACTED));
        return Stream.concat(kept, compacted);
    }

    private static NewTopic topic(String name, Settings settings) {
        return new NewTopic(name, settings.topicPartitions(), settings.replicationFactor());
    }
}
