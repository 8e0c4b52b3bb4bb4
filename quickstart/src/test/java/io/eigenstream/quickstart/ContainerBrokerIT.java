package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.producers.InputOptions;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.MountableFile;
import picocli.CommandLine;

/** The application over Kafka's own image, stopped and started again while rows are coming. */
@EnabledWhereDockerAnswers
class ContainerBrokerIT {

    private static final String MATRIX = "m";
    private static final int ROWS = 6000;
    private static final int SCORED_BEFORE_CLOSING = 2000;
    private static final long SENT_BEFORE_CLOSING = 3000;
    private static final long SENT_BEFORE_CLOSED = 5000;
    private static final int COLUMNS = 24;
    private static final int SKETCH_SIZE = 8;
    private static final int HEAVY_ROWS = 64;
    private static final long SKETCH_SEED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @AutoClose
    private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:4.3.1")
            .withCopyFileToContainer(
                    MountableFile.forHostPath("../config/broker-log4j2.yaml", 0644), "/mnt/shared/config/log4j2.yaml");

    @TempDir
    private Path directory;

    @BeforeAll
    static void startTheBroker() {
        BROKER.start();
    }

    @Test
    void rowsSpreadOverPartitionsAreScoredAndCountedOnceThroughARestart() throws IOException {
        double[][] rows = rows(5);
        ReceivedRecords received = sendThroughARestart(4, rows, SendOptions.spread());

        assertThat(received.deadLetters()).isEmpty();
        assertThat(received.scores().stream().map(AnomalyScore::index).sorted())
                .isEqualTo(LongStream.range(0, ROWS).boxed().toList());
        double[] truth = singularValues(rows);
        Spectrum spectrum = received.lastSpectrum();
        assertThat(spectrum.shrinkage()).isPositive();
        for (int i = 0; i < spectrum.rank(); i++) {
            assertThat(truth[i])
                    .as("singular value %d", i)
                    .isBetween(spectrum.singularValues()[i], spectrum.upperBounds()[i]);
        }
        assertEquals(received, library(rows, 4));
    }

    @Test
    void rowsOfOnePartitionGiveTheLibrarysBitsThroughARestart() throws IOException {
        double[][] rows = rows(6);
        ReceivedRecords received = sendThroughARestart(1, rows, new SendOptions());

        assertThat(received.deadLetters()).isEmpty();
        assertThat(received.scores())
                .extracting(AnomalyScore::index)
                .isEqualTo(LongStream.range(0, ROWS).boxed().toList());
        assertEquals(received, library(rows, 1));
    }

    private static void assertEquals(ReceivedRecords received, MatrixSummary expected) {
        SpectrumEstimate spectrum = expected.spectrum();
        Spectrum published = received.lastSpectrum();
        assertThat(published.singularValues()).containsExactly(spectrum.lowerBounds());
        assertThat(published.upperBounds()).containsExactly(spectrum.upperBounds());
        assertThat(published.rightSingularVectors())
                .isDeepEqualTo(spectrum.alignedTo(received.vectorsBefore()).vectors());
        assertThat(published.energy()).isEqualTo(spectrum.energy());
        EigenvectorEstimate eigenvector = expected.eigenvector(spectrum);
        Eigenvector leading = received.lastEigenvector();
        assertThat(leading.vector())
                .containsExactly(
                        eigenvector.alignedTo(received.eigenvectorBefore()).vectors()[0]);
        assertThat(leading.eigenvalueLower()).isEqualTo(eigenvector.eigenvalueLower());
        assertThat(leading.eigenvalueUpper()).isEqualTo(eigenvector.eigenvalueUpper());
    }

    private ReceivedRecords sendThroughARestart(int partitions, double[][] rows, SendOptions options)
            throws IOException {
        Settings settings = settings(partitions);
        ReceivedRecords received = new ReceivedRecords();
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        EigenstreamApplication first = EigenstreamApplication.start(settings);
        RowFeed feed = feed(rows);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(
                () -> send(feed, options, settings, Map.of(SENT_BEFORE_CLOSING, closing, SENT_BEFORE_CLOSED, closed)));
        try (OutputReader reader = OutputReader.fromTheBeginning(settings.kafka(), settings.topics())) {
            try (first) {
                read(reader, received, () -> received.scores().size() >= SCORED_BEFORE_CLOSING);
                closing.countDown();
            }
            closed.countDown();
            EigenstreamApplication second = EigenstreamApplication.start(settings);
            try (second) {
                read(reader, received, () -> received.scores().size() >= ROWS && received.cover(ROWS));
            }
        }
        sending.join();
        return received;
    }

    /** Sends the feed, but after so many rows not before that gate is open; then asks for the estimates. */
    private static void send(RowFeed feed, SendOptions options, Settings settings, Map<Long, CountDownLatch> gates) {
        try (RowSender sender = RowSender.connect(settings.kafka(), settings.topics(), settings.wireFormat())) {
            sender.send(feed, options, sent -> pass(gates.get(sent)));
            sender.requestEstimates(MATRIX, options);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertThat(gate == null || gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the gate was opened")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(OutputReader reader, ReceivedRecords received, BooleanSupplier isEnough) {
        long begin = System.nanoTime();
        while (!isEnough.getAsBoolean()) {
            reader.poll(Duration.ofMillis(100), received);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as(
                            "%d scores, %d spectra",
                            received.scores().size(), received.spectra().size())
                    .isLessThan(PATIENCE);
        }
    }

    private Settings settings(int partitions) {
        return Settings.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                BROKER.getBootstrapServers(),
                Settings.APPLICATION_ID,
                "over-" + partitions,
                Settings.TOPIC_PREFIX,
                "over-" + partitions + "-",
                Settings.TOPIC_PARTITIONS,
                Integer.toString(partitions),
                Settings.SKETCH_SIZE,
                Integer.toString(SKETCH_SIZE),
                Settings.HEAVY_ROWS,
                Integer.toString(HEAVY_ROWS),
                Settings.SKETCH_SEED,
                Long.toString(SKETCH_SEED),
                Settings.EMIT_EVERY_ROWS,
                "500",
                // The second application has to wait until the broker gives the first one up.
                "kafka.session.timeout.ms",
                "10000",
                "kafka.state.dir",
                directory.resolve("state").toString()));
    }

    /** What the library alone makes of the rows, dealt out to partitions in turn. */
    private static MatrixSummary library(double[][] rows, int partitions) {
        SketchParameters parameters = new SketchParameters(COLUMNS, SKETCH_SIZE, HEAVY_ROWS, SKETCH_SEED);
        MatrixSketch[] sketches = new MatrixSketch[partitions];
        Arrays.setAll(sketches, p -> new MatrixSketch(parameters.forPartition(MATRIX, p)));
        for (int i = 0; i < rows.length; i++) {
            sketches[i % partitions].update(rows[i], 1);
        }
        MatrixSummary merged = sketches[0].summary();
        for (int p = 1; p < partitions; p++) {
            merged.merge(sketches[p].summary());
        }
        return merged;
    }

    /** Of a batch decomposition of all rows, descending. */
    private static double[] singularValues(double[][] rows) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(rows.length, COLUMNS, false, false, true);
        assertThat(svd.decompose(new DMatrixRMaj(rows))).isTrue();
        double[] ascending = svd.getSingularValues().clone();
        Arrays.sort(ascending);
        double[] values = new double[COLUMNS];
        Arrays.setAll(values, i -> ascending[ascending.length - 1 - i]);
        return values;
    }

    /** Columns of falling strength with two common causes, around a mean. */
    private static double[][] rows(long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[ROWS][COLUMNS];
        for (double[] row : rows) {
            double first = 3 * random.nextGaussian();
            double second = 2 * random.nextGaussian();
            Arrays.setAll(
                    row, j -> 1 + first + (j % 2 == 0 ? second : -second) + random.nextGaussian() / Math.sqrt(1 + j));
        }
        return rows;
    }

    private RowFeed feed(double[][] rows) throws IOException {
        Iterable<String> lines = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
                .toList();
        Path file = Files.write(directory.resolve("rows.csv"), lines);
        return CommandLine.populateCommand(new InputOptions(), "--input", file.toString(), "--matrix", MATRIX)
                .open();
    }
}
