package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.ColumnNames;
import io.eigenstream.serdes.DoublesSerde;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.serdes.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology under Kafka's test driver: one partition, a commit after every record. */
final class Pipeline implements AutoCloseable {

    static final TopicNames TOPICS = new TopicNames("");
    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    private static final List<String> STORES =
            List.of(EigenstreamTopology.SKETCHES_STORE, EigenstreamTopology.PARTIALS_STORE);

    private final Map<String, String> settings;
    private final Instant now;
    private final Path stateDirectory;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> rows;

    Pipeline(Map<String, String> settings) {
        this(settings, Instant.EPOCH);
    }

    Pipeline(Map<String, String> settings, Instant now) {
        this.settings = settings;
        this.now = now;
        Settings all = settings(settings);
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.of(all));
        stateDirectory = temporaryDirectory();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(EigenstreamTopology.build(all), properties, now);
        rows = driver.createInputTopic(TOPICS.rows(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * A pipeline that goes on from this one's changelogs, as an instance does that starts on another machine. This one
     * is closed.
     */
    Pipeline restarted() {
        return restarted(settings);
    }

    /** The same with other settings. */
    Pipeline restarted(Map<String, String> others) {
        List<Consumer<Pipeline>> changelogs = new ArrayList<>();
        STORES.forEach(store -> changelogs.add(changelog(store, SlotKey.serde(), new DoublesSerde())));
        changelogs.add(changelog(EigenstreamTopology.GROUPS_STORE, Serdes.String(), new DoublesSerde()));
        changelogs.add(changelog(EigenstreamTopology.LAGS_STORE, Serdes.String(), new DoublesSerde()));
        changelogs.add(changelog(
                EigenstreamTopology.FEATURES_STORE,
                Serdes.String(),
                new RecordSerde<>(ColumnNames.class, WireFormat.AVRO)));
        close();
        Pipeline next = new Pipeline(others, now);
        changelogs.forEach(changelog -> changelog.accept(next));
        return next;
    }

    /** What another pipeline has to do to have this one's store. */
    private <K, V> Consumer<Pipeline> changelog(String store, Serde<K> keys, Serde<V> values) {
        List<TestRecord<K, V>> records = driver.createOutputTopic(
                        "eigenstream-" + store + "-changelog", keys.deserializer(), values.deserializer())
                .readRecordsToList();
        return next -> {
            KeyValueStore<K, V> restored = next.driver.getKeyValueStore(store);
            records.forEach(record -> restored.put(record.key(), record.value()));
        };
    }

    KeyValueStore<SlotKey, double[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** What is kept of the latest rows of matrices. */
    KeyValueStore<String, double[]> lagsStore() {
        return driver.getKeyValueStore(EigenstreamTopology.LAGS_STORE);
    }

    KeyValueStore<String, double[]> groupsStore() {
        return driver.getKeyValueStore(EigenstreamTopology.GROUPS_STORE);
    }

    /** What is kept of groups that are open. */
    Map<String, double[]> openGroups() {
        Map<String, double[]> open = new TreeMap<>();
        try (KeyValueIterator<String, double[]> all = groupsStore().all()) {
            all.forEachRemaining(entry -> open.put(entry.key, entry.value));
        }
        return open;
    }

    static Settings settings(Map<String, String> more) {
        Map<String, String> values = new HashMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, "nowhere:1");
        values.put(Settings.SKETCH_SIZE, "8");
        values.put(Settings.EMIT_INTERVAL_MS, "0");
        values.putAll(more);
        return Settings.of(values);
    }

    void send(String matrix, double... values) {
        send(matrix, MatrixRow.of(values));
    }

    void send(String matrix, MatrixRow row) {
        sendRaw(matrix, ROWS.toAvro(row));
    }

    void sendRaw(String key, byte[] value) {
        rows.pipeInput(new TestRecord<>(key == null ? null : key.getBytes(), value));
    }

    void send(String matrix, Instant time, double... values) {
        send(matrix, time, MatrixRow.of(values));
    }

    void send(String matrix, Instant time, MatrixRow row) {
        rows.pipeInput(new TestRecord<>(matrix.getBytes(), ROWS.toAvro(row), time));
    }

    void sendWithHeader(String key, byte[] value, String header, String text) {
        rows.pipeInput(new TestRecord<>(key.getBytes(), value, new RecordHeaders().add(header, text.getBytes())));
    }

    /** What is kept of matrices anywhere, by name. */
    Set<String> known() {
        Set<String> names = new TreeSet<>();
        for (String store : STORES) {
            try (KeyValueIterator<SlotKey, double[]> all = store(store).all()) {
                all.forEachRemaining(slot -> names.add(slot.key.matrix()));
            }
        }
        return names;
    }

    void askForEstimates(String matrix) {
        sendWithHeader(matrix, null, HeaderNames.EMIT, "");
    }

    void askForEstimates(String matrix, Instant time) {
        Headers headers = new RecordHeaders().add(HeaderNames.EMIT, new byte[0]);
        rows.pipeInput(new TestRecord<>(matrix.getBytes(), null, headers, time));
    }

    void advance(Duration wallClock) {
        driver.advanceWallClockTime(wallClock);
    }

    List<AnomalyScore> scores() {
        return read(TOPICS.scores(), AnomalyScore.class);
    }

    List<TestRecord<SlotKey, double[]>> partials() {
        return driver.createOutputTopic(
                        TOPICS.partials(), SlotKey.serde().deserializer(), new DoublesSerde().deserializer())
                .readRecordsToList();
    }

    List<Spectrum> spectra() {
        return read(TOPICS.spectra(), Spectrum.class);
    }

    List<Eigenvector> eigenvectors() {
        return read(TOPICS.eigenvectors(), Eigenvector.class);
    }

    List<Model> models() {
        return read(TOPICS.models(), Model.class);
    }

    List<GroupScore> groups() {
        return read(TOPICS.groups(), GroupScore.class);
    }

    List<SubspaceChange> changes() {
        return read(TOPICS.changes(), SubspaceChange.class);
    }

    private <T extends Record> List<T> read(String topic, Class<T> type) {
        RecordSerde<T> serde = new RecordSerde<>(type, WireFormat.AVRO);
        return driver.createOutputTopic(topic, new StringDeserializer(), serde.deserializer())
                .readValuesToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        TestOutputTopic<byte[], byte[]> topic = driver.createOutputTopic(
                TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return topic.readRecordsToList();
    }

    /** Why a record is a dead letter. */
    static String reason(TestRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader(HeaderNames.REASON).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(stateDirectory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("eigenstream-pipeline-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
