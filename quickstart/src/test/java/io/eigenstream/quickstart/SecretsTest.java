package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is printed or logged, at INFO of Kafka's classes and DEBUG of ours, has a secret in it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {

    /** A password and part of every other secret. */
    private static final String SECRET = "hush4711";

    private static final String PRODUCE = "produce --generate spiked --rows 9 --emit";

    private static final String RUN = "run --input ../examples/fleet.csv.gz --output OUT --bootstrap-servers BROKERS";

    private static final String TOPOLOGY_DOES_NOT_SAY_WHY = "Failed to create new KafkaAdminClient";

    @TempDir
    private static Path shared;

    private static SecuredBroker broker;
    private static TestCertificate own;
    private static Path truststore;
    private static Path logging;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startTheBroker() throws Exception {
        broker = new SecuredBroker(shared);
        own = TestCertificate.in(Files.createDirectory(shared.resolve("own")), SECRET);
        truststore = own.trusting(broker.certificate());
        DocumentedAcls acls = new DocumentedAcls("eigenstream", "");
        List<AclBinding> rights = new ArrayList<>();
        for (String user : List.of("topology", "producer", "reader")) {
            rights.addAll(acls.of(user, user));
        }
        broker.admit(List.of("topology", "producer", "reader"), SECRET, rights);
        logging = Files.writeString(shared.resolve("log4j2.properties"), """
                appender.stderr.type = Console
                appender.stderr.name = stderr
                appender.stderr.target = SYSTEM_ERR
                appender.stderr.layout.type = PatternLayout
                appender.stderr.layout.pattern = %level %c %m%n%throwable
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                logger.own.name = io.eigenstream
                logger.own.level = debug
                """);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    /** Everything that may be secret: known to Kafka, unknown, behind the prefixes that Kafka Streams knows. */
    private static Map<String, String> settings(String user) {
        Map<String, String> settings = new TreeMap<>();
        broker.client(user, SECRET).forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put(Settings.BOOTSTRAP_SERVERS, settings.remove("kafka.bootstrap.servers"));
        settings.put("kafka.ssl.truststore.type", "PKCS12");
        settings.put("kafka.ssl.truststore.location", truststore.toString());
        settings.put("kafka.ssl.truststore.password", SECRET);
        settings.put("kafka.ssl.keystore.type", "PKCS12");
        settings.put("kafka.ssl.keystore.location", own.keystore().toString());
        settings.put("kafka.sasl.oauthbearer.client.credentials.client.secret", SECRET);
        for (String prefix : List.of("", "producer.", "consumer.", "main.consumer.", "restore.consumer.", "admin.")) {
            settings.put("kafka." + prefix + "ssl.keystore.password", SECRET);
            settings.put("kafka." + prefix + "ssl.key.password", SECRET);
            settings.put("kafka." + prefix + "no.such.setting", SECRET);
        }
        return settings;
    }

    private String file(Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        return Files.write(Files.createTempFile(directory, "app", ".properties"), lines)
                .toString();
    }

    @Test
    void runningCommandsTellNone() throws Exception {
        Map<String, String> topology = settings("topology");
        topology.put("kafka.state.dir", directory.resolve("state").toString());
        topology.put(Settings.TOPIC_PARTITIONS, "1");
        topology.put(Settings.HEALTH_PORT, "0");
        try (ChildProcess running = command("topology", topology)) {
            running.awaitLine("reading rows at " + broker.bootstrapServers());
            assertTellsNone(command(PRODUCE, settings("producer")), 0);
            assertTellsNone(command("watch --for 2s", settings("reader")), 0);
            running.stop();
            assertThat(running.printed())
                    .contains("sasl.jaas.config = [hidden]", "ssl.key.password = [hidden]")
                    .contains("no.such.setting")
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topology", PRODUCE, "watch", RUN})
    void refusedLoginsTellNone(String command) throws Exception {
        Map<String, String> settings = settings("reader");
        settings.compute("kafka.sasl.jaas.config", (key, login) -> login.replace(SECRET, SECRET + "x"));

        assertThat(assertTellsNone(command(command, settings), 1)).contains("Authentication failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topology", PRODUCE, "watch", RUN})
    void loginsThatAreNotUnderstoodTellNone(String command) throws Exception {
        Map<String, String> settings = settings("reader");
        settings.compute("kafka.sasl.jaas.config", (key, login) -> login.replace('"' + SECRET, "a " + SECRET));

        assertThat(assertTellsNone(command(command, settings), 1))
                .containsAnyOf("'***' in JAAS config", TOPOLOGY_DOES_NOT_SAY_WHY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topology", PRODUCE, "watch", RUN})
    void keysThatCannotBeReadTellNone(String command) throws Exception {
        Map<String, String> settings = settings("reader");
        settings.put("kafka.ssl.keystore.password", SECRET + "x");

        assertThat(assertTellsNone(command(command, settings), 1))
                .containsAnyOf("Failed to load SSL keystore " + own.keystore(), TOPOLOGY_DOES_NOT_SAY_WHY);
    }

    @Test
    void theListOfSettingsTellsNone() throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("EIGENSTREAM_KAFKA_SASL_JAAS_CONFIG", SECRET);
        variables.put("EIGENSTREAM_KAFKA_SSL_KEY_PASSWORD", SECRET);

        assertTellsNone(new ChildProcess(logging, variables, "topology", "--settings"), 0);
    }

    /** Kafka resolves the variable, in a process that nothing else tells the password. */
    @Test
    void aVariableCanHoldThePassword() throws Exception {
        Map<String, String> settings = settings("producer");
        settings.compute("kafka.sasl.jaas.config", (key, login) -> login.replace(SECRET, "${env:PASSWORD_OF_MINE}"));
        settings.put("kafka.config.providers", "env");
        settings.put(
                "kafka.config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        broker.admin()
                .createTopics(List.of(new NewTopic("env.rows", 1, (short) 1)))
                .all()
                .get();
        broker.admit(List.of(), SECRET, new DocumentedAcls("eigenstream", "env.").of("producer", "producer"));

        String[] produce = (PRODUCE + " --topic-prefix env. --config " + file(settings)).split(" ");
        assertTellsNone(new ChildProcess(logging, Map.of("PASSWORD_OF_MINE", SECRET), produce), 0);
    }

    @Test
    void settingsTellNone() {
        Settings settings = Settings.of(settings("topology"));

        assertThat(Stream.of(settings.toString(), settings.values().toString(), Settings.reference()))
                .noneMatch(text -> text.contains(SECRET));
        assertThat(settings.kafka().toString()).as("what goes to Kafka").contains(SECRET);
    }

    private ChildProcess command(String command, Map<String, String> settings) throws IOException {
        String line = command.replace("OUT", directory.resolve("out").toString())
                .replace("BROKERS", broker.bootstrapServers())
                .concat(" --stacktrace --config ");
        Map<String, String> variables = Map.of("EIGENSTREAM_KAFKA_NO_SUCH_VARIABLE", SECRET);
        return new ChildProcess(logging, variables, (line + file(settings)).split(" "));
    }

    private static String assertTellsNone(ChildProcess command, int exitCode) throws Exception {
        try (command) {
            String printed = command.printed();
            assertThat(command.exitCode()).as(printed).isEqualTo(exitCode);
            assertThat(printed).isNotBlank().doesNotContain(SECRET);
            return printed;
        }
    }
}
