package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands on a cluster of TLS, passwords and access control, as users with the least rights. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecuredClusterTest {

    private static final String MATRIX = "m";
    private static final int ROWS = 700;
    private static final int COLUMNS = 12;
    private static final int SKETCH_SIZE = 8;
    private static final String PASSWORD = "correct horse";
    private static final String WRONG_PASSWORD = "battery staple";

    @TempDir
    private static Path shared;

    private static SecuredBroker broker;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startTheBroker() throws Exception {
        broker = new SecuredBroker(shared);
        DocumentedAcls acls = new DocumentedAcls("eigenstream", "");
        List<AclBinding> rights = new ArrayList<>();
        for (String user : List.of("topology", "producer", "reader")) {
            rights.addAll(acls.of(user, user));
        }
        broker.admit(List.of("topology", "producer", "reader", "stranger"), PASSWORD, rights);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @Test
    void usersWithTheLeastRightsGetWhatTheLibraryComputes() throws Exception {
        double[][] rows = rows();
        Settings settings = Settings.of(topologySettings());
        try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
            CommandRun produce = CommandRun.of(
                    "produce",
                    "--config",
                    config("producer", PASSWORD),
                    "--input",
                    csv(rows),
                    "--matrix",
                    MATRIX,
                    "--emit");
            assertThat(produce.exitCode()).as(produce.err()).isZero();

            ReceivedRecords received = new ReceivedRecords();
            try (OutputReader reader =
                    OutputReader.fromTheBeginning(broker.client("reader", PASSWORD), settings.topics())) {
                while (received.scores().size() < ROWS || !received.cover(ROWS)) {
                    reader.poll(Duration.ofMillis(100), received);
                    assertThat(application.failure()).isEmpty();
                }
            }
            assertIsOfTheLibrary(received, rows);

            CommandRun watch = CommandRun.of("watch", "--config", config("reader", PASSWORD), "--for", "2s");
            assertThat(watch.exitCode()).as(watch.err()).isZero();
            assertThat(watch.out())
                    .startsWith("eigenstream watch " + broker.bootstrapServers())
                    .containsPattern(MATRIX + " +" + ROWS);
        }
    }

    private static void assertIsOfTheLibrary(ReceivedRecords received, double[][] rows) {
        MatrixSketch sketch =
                new MatrixSketch(new SketchParameters(COLUMNS, SKETCH_SIZE, 64, 1).forPartition(MATRIX, 0));
        for (double[] row : rows) {
            sketch.update(row, 1);
        }
        SpectrumEstimate spectrum = sketch.summary().spectrum();
        EigenvectorEstimate eigenvector = sketch.summary().eigenvector(spectrum);
        assertThat(received.deadLetters()).isEmpty();
        assertThat(received.lastSpectrum().singularValues()).containsExactly(spectrum.lowerBounds());
        assertThat(received.lastSpectrum().upperBounds()).containsExactly(spectrum.upperBounds());
        assertThat(received.lastEigenvector().vector())
                .containsExactly(
                        eigenvector.alignedTo(received.eigenvectorBefore()).vectors()[0]);
    }

    /** The password is where Kafka's own provider finds it, the other settings as they are. */
    private Map<String, String> topologySettings() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "password=" + PASSWORD + "\n");
        Map<String, String> settings = new HashMap<>();
        broker.client("topology", "${secret:" + secrets + ":password}")
                .forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put("kafka.config.providers", "secret");
        settings.put(
                "kafka.config.providers.secret.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        settings.put(Settings.BOOTSTRAP_SERVERS, settings.remove("kafka.bootstrap.servers"));
        settings.put(Settings.TOPIC_PARTITIONS, "1");
        settings.put(Settings.SKETCH_SIZE, String.valueOf(SKETCH_SIZE));
        settings.put("kafka.state.dir", directory.resolve("state").toString());
        return settings;
    }

    @Test
    void aRunOfFilesGoesThroughASecuredCluster() throws IOException {
        Path config = Files.createFile(directory.resolve("administrator.properties"));
        store(broker.administrator(), config);
        CommandRun run = CommandRun.of(
                "run",
                "--config",
                config.toString(),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--input",
                csv(rows()),
                "--output",
                directory.resolve("out").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(new RunResults(directory.resolve("out")).scores()).hasSize(ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "produce --generate spiked --rows 9",
                "watch",
                "run --input ../examples/fleet.csv.gz --output OUT --bootstrap-servers BROKERS"
            })
    void aWrongPasswordIsToldByItsSettingAndNotShown(String command) throws IOException {
        CommandRun refused = run(command, config("reader", WRONG_PASSWORD));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Authentication failed", "is kafka.sasl.jaas.config right?", broker.bootstrapServers());
        assertThat(refused.out() + refused.err()).doesNotContain(WRONG_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce --generate spiked --rows 9", "watch"})
    void aCertificateThatIsNotTrustedIsToldByItsSettings(String command) throws Exception {
        TestCertificate other = TestCertificate.in(directory, "of another broker");
        Map<String, String> client = broker.client("reader", PASSWORD);
        client.put("ssl.truststore.location", other.certificate().toString());
        Path config = Files.createFile(directory.resolve("other.properties"));
        store(client, config);
        CommandRun refused = run(command, config.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("kafka.ssl.truststore.location", broker.bootstrapServers());
    }

    @Test
    void theTopologyStopsAtAWrongPassword() throws IOException {
        CommandRun refused = run("topology", config("topology", WRONG_PASSWORD));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Authentication failed", broker.bootstrapServers());
        assertThat(refused.out() + refused.err()).doesNotContain(WRONG_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce --generate spiked --rows 9", "watch"})
    void whatAUserMayNotUseIsNamed(String command) throws IOException {
        CommandRun refused = run(command, config("stranger", PASSWORD));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).containsPattern("'rows'.* authorization failed|Not authorized .*scores");
    }

    private CommandRun run(String command, String config) {
        String line = command.replace("OUT", directory.resolve("out").toString())
                .replace("BROKERS", broker.bootstrapServers())
                .concat(" --stacktrace --config ");
        return CommandRun.of((line + config).split(" "));
    }

    private String csv(double[][] rows) throws IOException {
        Iterable<String> lines = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
                .toList();
        return Files.write(directory.resolve("rows.csv"), lines).toString();
    }

    private static double[][] rows() {
        Random random = new Random(3);
        double[][] rows = new double[ROWS][COLUMNS];
        for (double[] row : rows) {
            double common = 3 * random.nextGaussian();
            Arrays.setAll(row, j -> 1 + common + random.nextGaussian() / (1 + j));
        }
        return rows;
    }

    private String config(String user, String password) throws IOException {
        Path file = Files.createTempFile(directory, user, ".properties");
        store(broker.client(user, password), file);
        return file.toString();
    }

    private static void store(Map<String, String> client, Path file) throws IOException {
        Properties settings = new Properties();
        client.forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put(Settings.BOOTSTRAP_SERVERS, settings.remove("kafka.bootstrap.servers"));
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
    }
}
