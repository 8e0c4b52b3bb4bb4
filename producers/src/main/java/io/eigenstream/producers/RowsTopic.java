package io.eigenstream.producers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that rows are sent to, on the brokers that hold it. */
record RowsTopic(String name, int partitions, String brokers) {

    private static final int ANSWER_WITHIN_MILLIS = 15_000;
    private static final int REQUEST_MILLIS = 5_000;

    /** A topic that was created a moment ago may not have reached the brokers that are asked. */
    private static final int NEW_TOPIC_ATTEMPTS = 10;

    private static final long ATTEMPT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /**
     * Returns once the leader of every partition answers. A producer must not begin earlier: a leader that refuses its
     * first batch and takes the second one refuses the first ever after, as out of order (KAFKA-15591).
     *
     * @throws SendException when no broker answers in time or there is no such topic
     */
    static RowsTopic find(Map<String, String> kafka, String name) {
        String brokers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            for (int attempt = 1; attempt < NEW_TOPIC_ATTEMPTS; attempt++) {
                try {
                    return new RowsTopic(name, partitions(admin, name), brokers);
                } catch (UnknownTopicOrPartitionException e) {
                    LockSupport.parkNanos(ATTEMPT_EVERY_NANOS);
                }
            }
            return new RowsTopic(name, partitions(admin, name), brokers);
        } catch (UnknownTopicOrPartitionException e) {
            throw new SendException(
                    "there is no topic '" + name + "' at " + brokers
                            + "; the topology creates it when it starts, under its own topic.prefix",
                    e);
        } catch (TimeoutException e) {
            throw new SendException(
                    "no broker answered at " + brokers + " within " + ANSWER_WITHIN_MILLIS / 1000
                            + " s; is it running, and are --bootstrap-servers and the security settings right?",
                    e);
        } catch (AuthorizationException e) {
            throw new SendException("topic '" + name + "' at " + brokers + ": " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new SendException("cannot connect to " + brokers + ": " + ConnectionProblem.of(e, kafka), e);
        }
    }

    private static int partitions(Admin admin, String name) {
        try {
            TopicDescription topic =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            admin.listOffsets(topic.partitions().stream()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(name, partition.partition()),
                                    partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return topic.partitions().size();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    SendException failure(Exception e) {
        return new SendException("topic '" + name + "' at " + brokers + " did not accept a row: " + e.getMessage(), e);
    }
}
