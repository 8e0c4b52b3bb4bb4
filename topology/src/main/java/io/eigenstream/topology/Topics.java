package io.eigenstream.topology;

import io.eigenstream.serdes.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of the application on the cluster. */
final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Admin admin;
    private final Settings settings;
    private final TopicNames names;

    private Topics(Admin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
        this.names = settings.topics();
    }

    /**
     * Creates those that are missing, and verifies those that are there already. When the rows topic has been given
     * more partitions, so are the changelogs beside it: a partition's sketches are its own, so nothing moves.
     *
     * @throws KafkaException when the cluster does not answer or refuses, naming the fix when a topic is not fit
     *     or rows that are in the sketches would be counted again
     */
    static void prepare(Settings settings) {
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            new Topics(admin, settings).prepare();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the topics could not be prepared at " + settings.bootstrapServers() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while preparing the topics", e);
        }
    }

    private void prepare() throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        createAllBut(existing);
        Set<String> present = new TreeSet<>(names.all());
        present.addAll(changelogs());
        present.retainAll(existing);
        Map<String, TopicDescription> described =
                admin.describeTopics(present).allTopicNames().get();
        TopicCheck check = new TopicCheck(settings);
        changelogs().forEach(changelog -> check.partitions(described.get(names.rows()), described.get(changelog)));
        verifyConfigurations(present, check);
        check.throwProblems();
        TopicDescription sketches = described.get(changelog(EigenstreamTopology.SKETCHES_STORE));
        if (sketches != null && settings.isExactlyOnce()) {
            LostOffsets.requireNone(admin, settings, sketches);
        }
        for (String changelog : changelogs()) {
            extend(described.get(changelog), described.get(names.rows()));
        }
    }

    /** Of the stores that have a partition for every one of the rows topic. */
    private List<String> changelogs() {
        return Stream.of(
                        EigenstreamTopology.SKETCHES_STORE,
                        EigenstreamTopology.LAST_ROWS_STORE,
                        EigenstreamTopology.FEATURES_STORE,
                        EigenstreamTopology.LAGS_STORE,
                        EigenstreamTopology.GROUPS_STORE,
                        EigenstreamTopology.UNSENT_PARTIALS_STORE)
                .map(this::changelog)
                .toList();
    }

    private String changelog(String store) {
        return settings.getString(Settings.APPLICATION_ID) + "-" + store + "-changelog";
    }

    private void createAllBut(Set<String> existing) throws ExecutionException, InterruptedException {
        List<NewTopic> missing = names.all().stream()
                .filter(name -> !existing.contains(name))
                .map(this::topic)
                .toList();
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, settings.topicPartitions(), settings.replicationFactor())
                .configs(TopicCheck.required(name, settings));
    }

    private void verifyConfigurations(Collection<String> present, TopicCheck check)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = present.stream()
                .filter(names.all()::contains)
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        try {
            admin.describeConfigs(resources)
                    .all()
                    .get()
                    .forEach((topic, config) -> check.configuration(
                            topic.name(),
                            config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                            Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                                    .value())));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.warn(
                    "cleanup policies and sizes of the topics are not verified: {}",
                    e.getCause().getMessage());
        }
    }

    private void extend(TopicDescription changelog, TopicDescription rows)
            throws ExecutionException, InterruptedException {
        if (changelog != null
                && rows != null
                && changelog.partitions().size() < rows.partitions().size()) {
            int partitions = rows.partitions().size();
            LOG.info("{} is given {} partitions, as many as {} has", changelog.name(), partitions, rows.name());
            admin.createPartitions(Map.of(changelog.name(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        }
    }
}
