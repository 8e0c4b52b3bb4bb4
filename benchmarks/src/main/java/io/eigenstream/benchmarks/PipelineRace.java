package io.eigenstream.benchmarks;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topology, an application that does nothing, and the library alone, one after the other on the same rows of one
 * matrix, in as many rounds as wanted. Broker and party are processes of their own, new ones for every party, which go
 * through the first rows to warm up. The rows lie on the broker before, in one partition, and none comes meanwhile.
 *
 * <p>Time is taken where a transaction commits the consumer's offset: from the first one after the rows of the warm-up
 * to the first one after those that are measured, with enough rows left that nobody waits for the end of them.
 */
final class PipelineRace implements AutoCloseable {

    /** The topology's default. */
    static final int HEAVY_ROWS = 64;

    private static final TopicNames TOPICS = new TopicNames("");
    private static final String MATRIX = "matrix";
    private static final int RANK = 8;
    private static final int BLOCK = 64;
    private static final int POLL_MS = 50;
    private static final double MARGIN = 0.2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** As the launcher and the image have it. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    private static final String KERNELS = "-Dio.eigenstream.kernels=";

    /** What is gone through: how many rows warm up, and at least how many are measured. */
    record Course(Shape shape, int warmUp, int measured) {

        int rows() {
            return (int) ((warmUp + measured) * (1 + MARGIN));
        }
    }

    private final Course course;
    private final Path directory;
    private final Consumer<PipelinePoint> told;
    private final JavaProcess broker;
    private final String servers;
    private final Admin admin;
    private int runs;

    PipelineRace(Course course, Path directory, Consumer<PipelinePoint> told) throws IOException, InterruptedException {
        this.course = course;
        this.directory = directory;
        this.told = told;
        broker = BrokerProcess.start(directory);
        servers = BrokerProcess.bootstrapServers(broker, directory);
        admin = Admin.create(Map.of(Settings.BOOTSTRAP_SERVERS, servers));
    }

    static RowPool rows(Shape shape) {
        return new RowPool(shape.dimension(), RANK, BLOCK);
    }

    /** The points of the topology come first in every round. */
    List<PipelinePoint> run(int rounds, List<String> kernels) throws IOException, InterruptedException {
        create();
        send();
        List<PipelinePoint> points = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (String set : kernels) {
                points.add(told(topology(round, set)));
                await(admin.deleteTopics(List.of(TOPICS.partials())).all());
            }
            byte[] answer = lastScore();
            points.add(told(passThrough(round, answer)));
            for (String set : kernels) {
                points.add(told(library(round, set)));
            }
        }
        return points;
    }

    private PipelinePoint told(PipelinePoint point) {
        told.accept(point);
        return point;
    }

    private void create() throws InterruptedException {
        await(admin.createTopics(
                        List.of(new NewTopic(TOPICS.rows(), 1, (short) 1), new NewTopic(TOPICS.scores(), 1, (short) 1)))
                .all());
    }

    private void send() {
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);
        RowPool pool = rows(course.shape);
        byte[] key = MATRIX.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> client = Map.of(
                Settings.BOOTSTRAP_SERVERS,
                servers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 18);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < course.rows(); i++) {
                byte[] row = codec.toAvro(MatrixRow.of(pool.row(i % pool.size())));
                producer.send(new ProducerRecord<>(TOPICS.rows(), key, row));
            }
        }
    }

    private PipelinePoint topology(int round, String kernels) throws IOException, InterruptedException {
        String application = nextApplication();
        Map<String, String> settings = Map.of(
                Settings.BOOTSTRAP_SERVERS,
                servers,
                Settings.APPLICATION_ID,
                application,
                Settings.TOPIC_PARTITIONS,
                "1",
                Settings.SKETCH_SIZE,
                Integer.toString(course.shape.size()),
                "kafka.num.stream.threads",
                "1",
                "kafka.state.dir",
                directory.resolve(application).toString());
        try (JavaProcess process = JavaProcess.topology(jvm(kernels), settings, log(application))) {
            return timed("topology", kernels, round, application, process);
        }
    }

    private PipelinePoint passThrough(int round, byte[] answer) throws IOException, InterruptedException {
        String application = nextApplication();
        List<String> arguments = List.of(
                servers,
                application,
                directory.resolve(application).toString(),
                Base64.getEncoder().encodeToString(answer));
        try (JavaProcess process =
                JavaProcess.start(List.of(COLLECTOR), PassThrough.class, arguments, log(application))) {
            return timed("pass-through", "", round, application, process);
        }
    }

    private PipelinePoint library(int round, String kernels) throws IOException, InterruptedException {
        Path seconds = directory.resolve("library-seconds");
        List<String> arguments = List.of(
                course.shape.toString(),
                Integer.toString(course.warmUp),
                Integer.toString(course.measured),
                seconds.toString());
        try (JavaProcess process =
                JavaProcess.start(jvm(kernels), LibraryAlone.class, arguments, log("library-" + runs++))) {
            process.finish();
            double cpu = Double.parseDouble(Files.readString(seconds));
            return new PipelinePoint("library", kernels, course.shape, round, course.measured, cpu, cpu, 0);
        }
    }

    private static List<String> jvm(String kernels) {
        return kernels.equals("plain")
                ? List.of(COLLECTOR, KERNELS + kernels)
                : List.of(COLLECTOR, "--add-modules", "jdk.incubator.vector", KERNELS + kernels);
    }

    private String nextApplication() {
        return "run-" + runs++;
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private PipelinePoint timed(String party, String kernels, int round, String application, JavaProcess process)
            throws IOException, InterruptedException {
        Lap begin = lapAfter(course.warmUp, application, process);
        Lap end = lapAfter(course.warmUp + course.measured, application, process);
        return new PipelinePoint(
                party,
                kernels,
                course.shape,
                round,
                end.rows - begin.rows,
                (end.nanos - begin.nanos) / 1e9,
                end.cpuSeconds - begin.cpuSeconds,
                end.brokerCpuSeconds - begin.brokerCpuSeconds);
    }

    private record Lap(long rows, long nanos, double cpuSeconds, double brokerCpuSeconds) {}

    /** When the first transaction commits that many rows or more. */
    private Lap lapAfter(long rows, String application, JavaProcess process) throws IOException, InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        long committed = committed(application);
        while (committed < rows) {
            process.requireAlive();
            if (System.nanoTime() > patience) {
                throw new IllegalStateException(
                        application + " has committed " + committed + " rows of " + rows + " in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            committed = committed(application);
        }
        return new Lap(committed, System.nanoTime(), process.cpuSeconds(), broker.cpuSeconds());
    }

    private long committed(String application) throws InterruptedException {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(TOPICS.rows(), 0));
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            return 0; // there is no such group yet
        }
    }

    /** The last one that a model has been there for, and the topic is emptied. */
    private byte[] lastScore() throws InterruptedException {
        TopicPartition scores = new TopicPartition(TOPICS.scores(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(Settings.BOOTSTRAP_SERVERS, servers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(scores));
            long end = consumer.endOffsets(List.of(scores)).get(scores);
            byte[] last = null;
            for (long from = Math.max(0, end - BLOCK); last == null; from = Math.max(0, from - BLOCK)) {
                consumer.seek(scores, from);
                for (ConsumerRecord<byte[], byte[]> score : consumer.poll(Duration.ofSeconds(1))) {
                    last = score.value();
                }
            }
            await(admin.deleteRecords(Map.of(scores, RecordsToDelete.beforeOffset(end)))
                    .all());
            return last;
        }
    }

    private static void await(KafkaFuture<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
