package io.eigenstream.quickstart;

import io.eigenstream.producers.ConnectionProblem;
import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import io.eigenstream.serdes.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the topology has committed to its output topics. It belongs to no group: it moves no one's offsets and
 * none of it stays in the cluster.
 */
final class OutputReader implements AutoCloseable {

    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(15);

    /** A topic that was created a moment ago may not have reached the broker that is asked. */
    private static final int NEW_TOPIC_ATTEMPTS = 10;

    private static final long ATTEMPT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MAX_POLL_RECORDS = 5000;

    private final RecordCodec<AnomalyScore> scores = RecordCodec.of(AnomalyScore.class);
    private final RecordCodec<GroupScore> groups = RecordCodec.of(GroupScore.class);
    private final RecordCodec<SubspaceChange> changes = RecordCodec.of(SubspaceChange.class);
    private final RecordCodec<Eigenvector> eigenvectors = RecordCodec.of(Eigenvector.class);
    private final RecordCodec<Spectrum> spectra = RecordCodec.of(Spectrum.class);
    private final RecordCodec<Model> models = RecordCodec.of(Model.class);

    private final TopicNames topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private OutputReader(TopicNames topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    /**
     * Reads the topics, which must exist, from their beginnings.
     *
     * @param client connection and security of Kafka's clients
     * @throws CommandFailure when the brokers do not answer or let nobody in, or a topic is missing or not to be read
     */
    static OutputReader fromTheBeginning(Map<String, String> client, TopicNames topics) {
        OutputReader reader = assigned(client, topics);
        reader.consumer.seekToBeginning(reader.consumer.assignment());
        return reader;
    }

    /** Reads the latest estimates and whatever is published from now on; of everything else, a few before. */
    static OutputReader live(Map<String, String> client, TopicNames topics, long recentRecords) {
        OutputReader reader = fromTheBeginning(client, topics);
        List<TopicPartition> histories = reader.consumer.assignment().stream()
                .filter(p -> List.of(topics.scores(), topics.groups(), topics.changes(), topics.deadLetters())
                        .contains(p.topic()))
                .toList();
        Map<TopicPartition, Long> first = reader.consumer.beginningOffsets(histories);
        reader.consumer
                .endOffsets(histories)
                .forEach((partition, end) ->
                        reader.consumer.seek(partition, Math.max(first.get(partition), end - recentRecords)));
        return reader;
    }

    private static OutputReader assigned(Map<String, String> client, TopicNames topics) {
        try {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    consumerSettings(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            return new OutputReader(topics, assigned(consumer, topics));
        } catch (KafkaException e) {
            String brokers = client.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
            throw new CommandFailure("cannot read from " + brokers + ": " + ConnectionProblem.of(e, client), e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> assigned(KafkaConsumer<byte[], byte[]> consumer, TopicNames topics) {
        try {
            consumer.assign(partitions(consumer, topics));
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static Map<String, Object> consumerSettings(Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG); // of the topology's group: a reader is in none
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        return settings;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, TopicNames topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        List<String> outputs = List.of(
                topics.scores(),
                topics.groups(),
                topics.changes(),
                topics.eigenvectors(),
                topics.spectra(),
                topics.models(),
                topics.deadLetters());
        for (String topic : outputs) {
            partitions(consumer, topic).forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        return partitions;
    }

    private static List<PartitionInfo> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        try {
            for (int attempt = 0; attempt < NEW_TOPIC_ATTEMPTS; attempt++) {
                List<PartitionInfo> found = consumer.partitionsFor(topic, METADATA_TIMEOUT);
                if (!found.isEmpty()) {
                    return found;
                }
                LockSupport.parkNanos(ATTEMPT_EVERY_NANOS);
            }
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "no broker answered within " + METADATA_TIMEOUT.toSeconds()
                            + " s; is it running, and are --bootstrap-servers and the security settings right?",
                    e);
        }
        throw new CommandFailure("there is no topic '" + topic
                + "'; the topology creates it when it starts, under its own topic.prefix");
    }

    /** Tells the listener of what has come, waiting at most so long for something; returns the number of records. */
    int poll(Duration timeout, OutputListener listener) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
        records.records(topics.scores()).forEach(record -> listener.score(scores.read(record.value())));
        records.records(topics.groups()).forEach(record -> listener.group(groups.read(record.value())));
        records.records(topics.changes()).forEach(record -> listener.change(changes.read(record.value())));
        records.records(topics.deadLetters()).forEach(record -> listener.deadLetter(DeadLetter.of(record)));
        tell(records.records(topics.eigenvectors()), eigenvectors, listener::eigenvector);
        tell(records.records(topics.spectra()), spectra, listener::spectrum);
        tell(records.records(topics.models()), models, listener::model);
        return records.count();
    }

    /** Whether all that is committed now has been read. */
    BooleanSupplier untilNow() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return () -> ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** A compacted topic may hold tombstones: matrices that someone deleted. */
    private static <T extends Record> void tell(
            Iterable<ConsumerRecord<byte[], byte[]>> records, RecordCodec<T> codec, Consumer<T> listener) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                listener.accept(codec.read(record.value()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
