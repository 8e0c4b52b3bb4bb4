package io.eigenstream.benchmarks;

import io.eigenstream.quickstart.EmbeddedBroker;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.WireFormat;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;

/** A broker of its own, one partition of rows, and what the state of the topology on it costs. */
final class StatePipeline implements AutoCloseable {

    private static final String APPLICATION = "state";
    private static final int POLL_MS = 20;

    private final EmbeddedBroker broker;
    private final Path directory;
    private final Settings settings;
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<MatrixRow> serializer = new RecordSerde<>(MatrixRow.class, WireFormat.AVRO).serializer();
    private final Admin admin;
    private long sent;

    /** With the settings over those of a topology of one partition on the heap of this process. */
    StatePipeline(Path directory, Map<String, String> more) {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        Map<String, String> values = new HashMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        values.put(Settings.APPLICATION_ID, APPLICATION);
        values.put(Settings.TOPIC_PARTITIONS, "1");
        values.put("kafka.state.dir", directory.resolve("application").toString());
        values.putAll(more);
        settings = Settings.of(values);
        Map<String, Object> client = new HashMap<>(settings.kafka());
        admin = Admin.create(client);
        client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        client.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    Settings settings() {
        return settings;
    }

    Path directory() {
        return directory;
    }

    /** Starts an instance in this process and waits until all of its state is restored. */
    EigenstreamApplication start() throws InterruptedException {
        EigenstreamApplication application = EigenstreamApplication.start(settings);
        while (application.state() != KafkaStreams.State.RUNNING) {
            application.failure().ifPresent(StatePipeline::fail);
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return application;
    }

    private static void fail(Throwable cause) {
        throw new IllegalStateException("the application stopped", cause);
    }

    void send(String matrix, double[] row) {
        producer.send(new ProducerRecord<>(
                settings.topics().rows(),
                matrix,
                serializer.serialize(settings.topics().rows(), MatrixRow.of(row))));
        sent++;
    }

    /** Waits until a transaction has committed every row sent. */
    void awaitCommitted() throws InterruptedException {
        producer.flush();
        TopicPartition rows = new TopicPartition(settings.topics().rows(), 0);
        while (committed(rows) < sent) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private long committed(TopicPartition rows) throws InterruptedException {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(rows);
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Bytes of a topic on the broker's disk. */
    long bytes(String topic) throws InterruptedException {
        try {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values().stream()
                    .flatMap(log -> log.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .map(Map.Entry::getValue)
                    .mapToLong(ReplicaInfo::size)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    long rowsBytes() throws InterruptedException {
        return bytes(settings.topics().rows());
    }

    /** Of the sketches, of which every row must be there when its transaction commits. */
    long changelogBytes() throws InterruptedException {
        return bytes(APPLICATION + "-sketches-changelog");
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.close();
    }
}
