package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.producers.InputOptions;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendException;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The rights that docs/SECURITY.md lists are enough, and none can be left out. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeastRightsTest {

    private static final String PASSWORD = "correct horse";
    private static final String MATRIX = "m";

    private static final int ROWS = 34;
    private static final int NORMAL_ROWS = 30;
    /** Sent before the restart and after it. */
    private static final String LINES = lines();

    /** Rows that name their columns and begin a new regime, one that is none, and the end of their group. */
    private static String lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            String values = i < NORMAL_ROWS ? Math.sin(i) + ", " + Math.cos(i) : "1e6, -1e6";
            lines.append("{\"values\": [")
                    .append(values)
                    .append("], \"features\": [\"a\", \"b\"], \"group\": \"g\"}\n");
        }
        return lines + "{\"values\": [3]}\n{\"values\": [], \"group\": \"g\"}\n";
    }

    @TempDir
    private static Path shared;

    private static SecuredBroker broker;

    @BeforeAll
    static void startTheBroker() throws Exception {
        broker = new SecuredBroker(shared);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    private static boolean isForTheFirstStart(AclBinding right) {
        return right.entry().operation() == AclOperation.CREATE
                && right.pattern().patternType() == PatternType.LITERAL;
    }

    private static List<AclBinding> rights(String application, String pagesUser) throws IOException {
        return new DocumentedAcls(application, application + ".").of(pagesUser, application);
    }

    private static List<AclBinding> topologyRights(String application) throws IOException {
        return rights(application, "topology").stream()
                .filter(right -> !isForTheFirstStart(right))
                .toList();
    }

    static Stream<Integer> topologyRights() throws IOException {
        return places(topologyRights("x"));
    }

    static Stream<Integer> firstStartRights() throws IOException {
        List<AclBinding> all = rights("x", "topology");
        return places(all).filter(place -> isForTheFirstStart(all.get(place)));
    }

    static Stream<Integer> producerRights() throws IOException {
        return places(rights("x", "producer"));
    }

    static Stream<Integer> readerRights() throws IOException {
        return places(rights("x", "reader"));
    }

    private static Stream<Integer> places(List<AclBinding> rights) {
        return IntStream.range(0, rights.size()).boxed();
    }

    /** Without the right itself; what every other one implies is left, so that it is not this that is missed. */
    private static List<AclBinding> without(int place, List<AclBinding> rights) {
        List<AclBinding> fewer = new ArrayList<>(rights);
        AclBinding missing = fewer.remove(place);
        if (missing.entry().operation() != AclOperation.CREATE) {
            AccessControlEntry entry = missing.entry();
            fewer.add(new AclBinding(
                    missing.pattern(),
                    new AccessControlEntry(
                            entry.principal(), entry.host(), AclOperation.DESCRIBE, entry.permissionType())));
        }
        return fewer;
    }

    private static void admit(String application, List<AclBinding> rights) throws Exception {
        broker.admit(List.of(application), PASSWORD, rights);
    }

    @Test
    void theTopologyRunsInTopicsThatAreThere() throws Exception {
        createTopics("whole");
        admit("whole", topologyRights("whole"));

        run("whole");

        assertThat(broker.topics())
                .filteredOn(name -> name.startsWith("whole-"))
                .hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("topologyRights")
    void theTopologyDoesNotRunWithoutAnyOne(int missing) throws Exception {
        String application = "without" + missing;
        createTopics(application);
        admit(application, without(missing, topologyRights(application)));

        assertThatThrownBy(() -> run(application)).hasRootCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void theTopologyMakesItsTopics() throws Exception {
        admit("first", rights("first", "topology"));

        run("first");

        assertThat(broker.topics()).containsAll(new TopicNames("first.").all());
    }

    @ParameterizedTest
    @MethodSource("firstStartRights")
    void theTopologyDoesNotMakeATopicThatItMayNot(int missing) throws Exception {
        String application = "first" + missing;
        List<AclBinding> all = rights(application, "topology");
        admit(application, without(missing, all));

        assertThatThrownBy(() -> run(application)).hasRootCauseInstanceOf(AuthorizationException.class);
        assertThat(broker.topics()).doesNotContain(all.get(missing).pattern().name());
    }

    @ParameterizedTest
    @MethodSource("producerRights")
    void aProducerSendsNothingWithoutItsRight(int missing) throws Exception {
        String application = "producer" + missing;
        createTopics(application);
        admit(application, without(missing, rights(application, "producer")));

        assertThatThrownBy(() -> send(settings(application), broker.client(application, PASSWORD)))
                .isInstanceOf(SendException.class)
                .hasRootCauseInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @MethodSource("readerRights")
    void aReaderReadsNothingWithoutAnyOne(int missing) throws Exception {
        String application = "reader" + missing;
        createTopics(application);
        List<AclBinding> all = rights(application, "reader");
        admit(application, without(missing, all));

        ReceivedRecords received = new ReceivedRecords();
        try (OutputReader reader = OutputReader.fromTheBeginning(
                broker.client(application, PASSWORD), new TopicNames(application + "."))) {
            assertThatThrownBy(() -> {
                        while (true) {
                            reader.poll(Duration.ofMillis(100), received);
                        }
                    })
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining(all.get(missing).pattern().name());
        }
    }

    /** All that there is to be published, and the same again with the state read back from the changelogs. */
    private static void run(String application) throws Exception {
        Settings settings = settings(application);
        runFromNoState(settings, ROWS, 1);
        runFromNoState(settings, 2 * ROWS, 2);
    }

    private static void runFromNoState(Settings settings, long rows, int deadLetters) throws Exception {
        try (TemporaryDirectory state = new TemporaryDirectory();
                EigenstreamApplication topology = EigenstreamApplication.start(
                        settings.with(Map.of("kafka.state.dir", state.path().toString())));
                OutputReader reader = OutputReader.fromTheBeginning(broker.administrator(), settings.topics())) {
            ReceivedRecords received = new ReceivedRecords();
            forget(settings.topics());
            send(settings, broker.administrator());
            while (!received.cover(rows)
                    || received.deadLetters().size() < deadLetters
                    || received.groups().size() < deadLetters
                    || received.changes().isEmpty()) {
                topology.failure().ifPresent(CommandFailure::throwForTopology);
                reader.poll(Duration.ofMillis(100), received);
            }
        }
    }

    private static void forget(TopicNames topics) throws Exception {
        Map<String, Object> client = Map.copyOf(broker.administrator());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.rows(), "another matrix", null))
                    .get();
        }
    }

    private static void send(Settings settings, Map<String, String> client) throws IOException {
        RowFeed feed = CommandLine.populateCommand(
                        new InputOptions(),
                        "--input",
                        Files.writeString(shared.resolve("rows.jsonl"), LINES).toString(),
                        "--matrix",
                        MATRIX)
                .open();
        try (RowSender sender = RowSender.connect(client, settings.topics(), settings.wireFormat())) {
            sender.send(feed, new SendOptions(), sent -> {});
            sender.requestEstimates(MATRIX, new SendOptions());
        }
    }

    private static Settings settings(String application) {
        Map<String, String> settings = new HashMap<>();
        broker.client(application, PASSWORD).forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put(Settings.BOOTSTRAP_SERVERS, settings.remove("kafka.bootstrap.servers"));
        settings.put(Settings.APPLICATION_ID, application);
        settings.put(Settings.TOPIC_PREFIX, application + ".");
        settings.put(Settings.TOPIC_PARTITIONS, "2");
        settings.put(Settings.THREAD_RESTARTS, "0");
        settings.put(Settings.SKETCH_SIZE, "2");
        settings.put(Settings.RELEARN_AFTER_ROWS, "2");
        return Settings.of(settings);
    }

    private static void createTopics(String application) throws Exception {
        broker.admin()
                .createTopics(new TopicNames(application + ".")
                        .all().stream()
                                .map(name -> new NewTopic(name, 2, (short) 1))
                                .toList())
                .all()
                .get();
    }
}
