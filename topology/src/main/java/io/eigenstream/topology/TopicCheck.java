package io.eigenstream.topology;

import io.eigenstream.serdes.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;

/** What the application needs of its topics: how it creates them, and what is wrong with those that are there. */
final class TopicCheck {

    private final Settings settings;
    private final TopicNames names;
    private final List<String> problems = new ArrayList<>();

    TopicCheck(Settings settings) {
        this.settings = settings;
        this.names = settings.topics();
    }

    /** The configuration that a topic is created with. */
    static Map<String, String> required(String topic, Settings settings) {
        TopicNames names = settings.topics();
        String bytes = Integer.toString(settings.getInt(Settings.TOPIC_MAX_MESSAGE_BYTES));
        if (isCompacted(topic, names)) {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    bytes);
        }
        // a dead letter is a row with headers: it must fit where the row fitted
        return topic.equals(names.deadLetters()) ? Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes) : Map.of();
    }

    private static boolean isCompacted(String topic, TopicNames names) {
        return List.of(names.partials(), names.eigenvectors(), names.spectra(), names.models())
                .contains(topic);
    }

    /** Checks that there are not fewer partitions of rows than of their state; either may not be there yet. */
    void partitions(TopicDescription rowsTopic, TopicDescription changelog) {
        if (rowsTopic != null && changelog != null) {
            int rows = rowsTopic.partitions().size();
            int sketches = changelog.partitions().size();
            if (rows < sketches) {
                problems.add("the topic %s has %d partitions, but there are sketches of %d: give it %d again, or forget"
                                .formatted(rowsTopic.name(), rows, sketches, sketches)
                        + " the sketches by deleting all topics of the application that end in -changelog, and "
                        + names.partials());
            }
        }
    }

    void configuration(String topic, String cleanupPolicy, long maxMessageBytes) {
        boolean compacted = cleanupPolicy.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        if (isCompacted(topic, names) && !compacted) {
            problems.add(problem(
                    topic,
                    "cleanup.policy=" + cleanupPolicy + ", but the latest record of every matrix must stay",
                    "cleanup.policy=compact"));
        }
        if (!isCompacted(topic, names) && compacted) {
            problems.add(problem(
                    topic,
                    "cleanup.policy=" + cleanupPolicy + ", but its records share keys and would be dropped",
                    "cleanup.policy=delete"));
        }
        int wanted = settings.getInt(Settings.TOPIC_MAX_MESSAGE_BYTES);
        if (required(topic, settings).containsKey(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) && maxMessageBytes < wanted) {
            problems.add(problem(
                            topic,
                            "max.message.bytes=" + maxMessageBytes + ", but " + Settings.TOPIC_MAX_MESSAGE_BYTES
                                    + " is " + wanted,
                            "max.message.bytes=" + wanted)
                    + ", or set " + Settings.TOPIC_MAX_MESSAGE_BYTES + "=" + maxMessageBytes);
        }
    }

    private static String problem(String topic, String is, String fix) {
        return "the topic %s has %s: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s"
                .formatted(topic, is, topic, fix);
    }

    /** @throws KafkaException listing all problems, when there are any */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new KafkaException(String.join("\n", problems));
        }
    }
}
