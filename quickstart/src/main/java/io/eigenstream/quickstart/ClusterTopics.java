package io.eigenstream.quickstart;

import io.eigenstream.producers.ConnectionProblem;
import io.eigenstream.topology.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** What one application has in a cluster: its topics, its internal topics and its consumer group. */
final class ClusterTopics implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Settings settings;
    private final Admin admin;

    ClusterTopics(Settings settings) {
        this.settings = settings;
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try {
            this.admin = Admin.create(client);
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    /**
     * Checks that a run would begin with nothing, as its results could not be told from earlier ones.
     *
     * @throws CommandFailure when the brokers do not answer or let nobody in, or when the rows topic exists
     */
    void requireNew() {
        String rows = settings.topics().rows();
        if (names().contains(rows)) {
            throw new CommandFailure("topic " + rows + " exists already: choose another prefix with --set "
                    + Settings.TOPIC_PREFIX + "=…, or leave it out to get an unused one");
        }
    }

    /** Deletes everything of the application. What is missing or may not be deleted is left alone. */
    void delete() {
        String internal = applicationId() + "-";
        List<String> doomed = new ArrayList<>(settings.topics().all());
        names().stream().filter(name -> name.startsWith(internal)).forEach(doomed::add);
        admin.deleteTopics(doomed).topicNameValues().values().forEach(this::awaitQuietly);
        awaitQuietly(admin.deleteConsumerGroups(Set.of(applicationId())).all());
    }

    private String applicationId() {
        return settings.values().get(Settings.APPLICATION_ID).toString();
    }

    private Set<String> names() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while listing topics", e);
        }
    }

    private CommandFailure noAnswer(Exception e) {
        return new CommandFailure(
                "no answer from --bootstrap-servers " + settings.bootstrapServers() + ": "
                        + ConnectionProblem.of(e, settings.kafka()),
                e);
    }

    private void awaitQuietly(KafkaFuture<Void> deletion) {
        try {
            deletion.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException leftBehind) {
            // A run's results do not depend on it, and an operator finds what is left by its prefix.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        admin.close(TIMEOUT);
    }
}
