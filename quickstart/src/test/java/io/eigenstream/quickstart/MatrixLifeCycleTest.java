package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.producers.InputOptions;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Matrices that are spread over the partitions of a real broker: how they end, grow, and how large they may be. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MatrixLifeCycleTest {

    private static final int PARTITIONS = 3;

    @TempDir
    private static Path shared;

    private static TemporaryDirectory data;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void startTheBroker() {
        data = new TemporaryDirectory();
        broker = EmbeddedBroker.start(data.path());
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
        data.close();
    }

    private static Settings settings(String application) {
        return settings(application, Duration.ofSeconds(10));
    }

    private static Settings settings(String application, Duration emitInterval) {
        return Settings.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                broker.bootstrapServers(),
                Settings.APPLICATION_ID,
                application,
                Settings.TOPIC_PREFIX,
                application + ".",
                Settings.TOPIC_PARTITIONS,
                Integer.toString(PARTITIONS),
                Settings.EMIT_INTERVAL_MS,
                Long.toString(emitInterval.toMillis()),
                "kafka.commit.interval.ms",
                "100",
                "kafka.state.dir",
                shared.resolve(application).toString()));
    }

    private static void send(Settings settings, String matrix, int rows, int dimension) throws Exception {
        send(settings, matrix, rows, dimension, true);
    }

    private static void send(Settings settings, String matrix, int rows, int dimension, boolean requested)
            throws Exception {
        String lines = IntStream.range(0, rows)
                .mapToObj(i -> IntStream.range(0, dimension)
                        .mapToObj(j -> Integer.toString((i + 1) * (j + 3) % 17))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
        InputOptions input = CommandLine.populateCommand(
                new InputOptions(),
                "--input",
                Files.writeString(shared.resolve("rows.csv"), lines).toString(),
                "--matrix",
                matrix);
        try (RowSender sender = RowSender.connect(settings.kafka(), settings.topics(), settings.wireFormat())) {
            sender.send(input.open(), SendOptions.spread(), sent -> {});
            if (requested) {
                sender.requestEstimates(matrix, SendOptions.spread());
            }
        }
    }

    private static Spectrum spectrumOf(Settings settings, long rows) {
        ReceivedRecords received = new ReceivedRecords();
        try (OutputReader reader = OutputReader.fromTheBeginning(settings.kafka(), settings.topics())) {
            while (!received.cover(rows)) {
                reader.poll(Duration.ofMillis(100), received);
            }
        }
        return received.lastSpectrum();
    }

    /** Starts, sends so many rows, waits until so many have been counted in all, and stops. */
    private static void sendAndCount(Settings settings, int rows, long all) throws Exception {
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            send(settings, "m", rows, 4);
            assertThat(spectrumOf(settings, all).rows()).isEqualTo(all);
            assertThat(application.failure()).isEmpty();
        }
    }

    private static void forget(Settings settings, String matrix) {
        CommandRun run = CommandRun.of(
                "forget",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic-prefix",
                settings.topics().prefix(),
                "--matrix",
                matrix);
        assertThat(run).isEqualTo(new CommandRun(0, "", "to be forgotten: " + matrix + "\n"));
    }

    /** Waits for so many tombstones, of those that are wanted. */
    private static void awaitTombstones(
            Settings settings, Collection<String> topics, int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<String, Object> client = Map.copyOf(settings.kafka());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(topics.stream()
                    .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            long found = 0;
            while (found < count) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    found += record.value() == null && wanted.test(record) ? 1 : 0;
                }
            }
        }
    }

    @Test
    void aTombstoneInOnePartitionForgetsTheMatrixInAll() throws Exception {
        Settings settings = settings("forgets");
        TopicNames topics = settings.topics();
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            send(settings, "m", 30, 4);
            assertThat(spectrumOf(settings, 30).dimension()).isEqualTo(4);

            forget(settings, "m");
            awaitTombstones(
                    settings, List.of(topics.eigenvectors(), topics.spectra(), topics.models()), 3, record -> true);
            // the row of state that makes a partial whole, of every partition
            awaitTombstones(settings, List.of(topics.partials()), PARTITIONS, MatrixLifeCycleTest::isHeader);

            send(settings, "m", 6, 5);
            assertThat(spectrumOf(settings, 6).sequence()).isLessThanOrEqualTo(PARTITIONS);
            assertThat(application.failure()).isEmpty();
        }
    }

    private static boolean isHeader(ConsumerRecord<byte[], byte[]> record) {
        int sectionFromTheEnd = 5;
        return record.key()[record.key().length - sectionFromTheEnd] == 0;
    }

    @Test
    void moreRowPartitionsAreFollowedAndNothingIsLost() throws Exception {
        Settings settings = settings("grows");
        sendAndCount(settings, 30, 30);
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            admin.createPartitions(Map.of(settings.topics().rows(), NewPartitions.increaseTo(PARTITIONS + 2)))
                    .all()
                    .get();
        }
        sendAndCount(settings, 20, 50);
    }

    @Test
    void rowsAreNotCountedAgainWhenTheOffsetsAreLost() throws Exception {
        Settings settings = settings("idle");
        sendAndCount(settings, 30, 30);
        Map<TopicPartition, OffsetAndMetadata> committed = loseOffsets("idle");
        assertThatThrownBy(() -> EigenstreamApplication.start(settings))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("the group idle has no offsets in the partitions 0,1,2 of idle.rows")
                .hasMessageContaining("--group idle --topic idle.rows:0,1,2 --reset-offsets");

        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            admin.alterConsumerGroupOffsets("idle", committed).all().get();
        }
        sendAndCount(settings, 20, 50);
    }

    @Test
    void lostOffsetsDoNoHarmWhereNothingIsKept() throws Exception {
        Settings settings = settings("empty");
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            send(settings, "m", 30, 4);
            spectrumOf(settings, 30);
            forget(settings, "m");
            awaitTombstones(settings, List.of(settings.topics().partials()), PARTITIONS, MatrixLifeCycleTest::isHeader);
            assertThat(application.failure()).isEmpty();
        }
        writeAndAbort(settings, new TopicPartition("empty-sketches-changelog", 0));
        loseOffsets("empty");
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            assertThat(application.failure()).isEmpty();
        }
    }

    /** As brokers do with those of a group that is away for long. */
    private static Map<TopicPartition, OffsetAndMetadata> loseOffsets(String group) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            assertThat(committed).isNotEmpty();
            admin.deleteConsumerGroups(List.of(group)).all().get();
            return committed;
        }
    }

    /** What an application leaves that is killed before its first commit. */
    private static void writeAndAbort(Settings settings, TopicPartition partition) {
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "killed");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), new byte[1], new byte[1]));
            producer.flush();
            producer.abortTransaction();
        }
    }

    @Test
    void whatWasNotPublishedIsPublishedAfterARestartWithoutAnotherRow() throws Exception {
        try (EigenstreamApplication application = EigenstreamApplication.start(settings("waits", Duration.ofDays(1)))) {
            send(settings("waits"), "m", 30, 4, false);
            awaitScores(settings("waits"), 30);
            assertThat(application.failure()).isEmpty();
        }
        Settings prompt = settings("waits", Duration.ofMillis(100));
        try (EigenstreamApplication application = EigenstreamApplication.start(prompt)) {
            assertThat(spectrumOf(prompt, 30).rows()).isEqualTo(30);
            assertThat(application.failure()).isEmpty();
        }
    }

    private static void awaitScores(Settings settings, int count) {
        ReceivedRecords received = new ReceivedRecords();
        try (OutputReader reader = OutputReader.fromTheBeginning(settings.kafka(), settings.topics())) {
            while (received.scores().size() < count) {
                reader.poll(Duration.ofMillis(100), received);
            }
        }
    }

    @Test
    void partialsAndEstimatesAboveTheBrokersLimitArrive() throws Exception {
        Settings settings = settings("large");
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            send(settings, "m", 200, 4096);
            Spectrum spectrum = spectrumOf(settings, 200);
            assertThat(spectrum.dimension()).isEqualTo(4096);
            assertThat(application.failure()).isEmpty();
        }
    }
}
