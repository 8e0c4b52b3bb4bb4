package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.ColumnNames;
import io.eigenstream.serdes.DoublesSerde;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.serdes.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: {@link SketchRows} keeps the sketches of every partition, {@link MergePartials} makes one answer of
 * them.
 *
 * <pre>
 *   rows ─▶ sketch-rows ─▶ scores, groups, changes
 *              │    └────▶ rows-dead-letter, and rows: to tell all partitions of a matrix that is forgotten
 *              └─▶ partials ─▶ merge-partials ─▶ eigenvectors, spectra, models
 * </pre>
 */
public final class EigenstreamTopology {

    static final String SKETCHES_STORE = "sketches";
    static final String LAST_ROWS_STORE = "last-rows";
    static final String GROUPS_STORE = "groups";
    static final String FEATURES_STORE = "features";
    static final String LAGS_STORE = "lags";
    static final String UNSENT_PARTIALS_STORE = "unsent-partials";
    static final String PARTIALS_STORE = "partials";
    static final String UNSENT_ESTIMATES_STORE = "unsent-estimates";
    static final String SCORES_SINK = "scores-sink";
    static final String GROUPS_SINK = "groups-sink";
    static final String CHANGES_SINK = "changes-sink";
    static final String DEAD_LETTER_SINK = "dead-letter-sink";
    static final String FORGOTTEN_SINK = "forgotten-sink";
    static final String PARTIALS_SINK = "partials-sink";
    static final String EIGENVECTORS_SINK = "eigenvectors-sink";
    static final String SPECTRA_SINK = "spectra-sink";
    static final String MODELS_SINK = "models-sink";

    private static final String ROWS_SOURCE = "rows-source";
    private static final String PARTIALS_SOURCE = "partials-source";
    private static final String SKETCH_ROWS = "sketch-rows";
    private static final String MERGE_PARTIALS = "merge-partials";

    private EigenstreamTopology() {}

    /** The topology for the settings; the topics it names must exist. */
    public static Topology build(Settings settings) {
        Topology topology = new Topology();
        addSketchRows(topology, settings);
        addMergePartials(topology, settings);
        return topology;
    }

    private static void addSketchRows(Topology topology, Settings settings) {
        TopicNames topics = settings.topics();
        ByteArrayDeserializer raw = new ByteArrayDeserializer();
        topology.addSource(ROWS_SOURCE, raw, raw, topics.rows())
                .addProcessor(
                        SKETCH_ROWS,
                        () -> (Processor<byte[], byte[], Object, Object>) new SketchRows(settings),
                        ROWS_SOURCE)
                .addStateStore(slotStore(SKETCHES_STORE, settings), SKETCH_ROWS)
                .addStateStore(onDisk(LAST_ROWS_STORE, Serdes.Long()), SKETCH_ROWS)
                .addStateStore(
                        onDisk(FEATURES_STORE, new RecordSerde<>(ColumnNames.class, WireFormat.AVRO)), SKETCH_ROWS)
                .addStateStore(onDisk(LAGS_STORE, new DoublesSerde()), SKETCH_ROWS)
                .addStateStore(onDisk(GROUPS_STORE, new DoublesSerde()), SKETCH_ROWS)
                .addStateStore(onDisk(UNSENT_PARTIALS_STORE, Serdes.ByteArray()), SKETCH_ROWS)
                .addSink(
                        DEAD_LETTER_SINK,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        SKETCH_ROWS)
                .addSink(
                        FORGOTTEN_SINK,
                        topics.rows(),
                        Forgotten.serializer(),
                        new ByteArraySerializer(),
                        Forgotten.toTheOthers(),
                        SKETCH_ROWS)
                .addSink(
                        PARTIALS_SINK,
                        topics.partials(),
                        SlotKey.serde().serializer(),
                        new DoublesSerde().serializer(),
                        byMatrix(),
                        SKETCH_ROWS);
        addSink(topology, SCORES_SINK, topics.scores(), serde(AnomalyScore.class, settings), SKETCH_ROWS);
        addSink(topology, GROUPS_SINK, topics.groups(), serde(GroupScore.class, settings), SKETCH_ROWS);
        addSink(topology, CHANGES_SINK, topics.changes(), serde(SubspaceChange.class, settings), SKETCH_ROWS);
    }

    private static void addMergePartials(Topology topology, Settings settings) {
        TopicNames topics = settings.topics();
        topology.addSource(
                        PARTIALS_SOURCE,
                        SlotKey.serde().deserializer(),
                        new DoublesSerde().deserializer(),
                        topics.partials())
                .addProcessor(
                        MERGE_PARTIALS,
                        () -> (Processor<SlotKey, double[], String, Object>) new MergePartials(settings),
                        PARTIALS_SOURCE)
                .addStateStore(slotStore(PARTIALS_STORE, settings), MERGE_PARTIALS)
                .addStateStore(onDisk(UNSENT_ESTIMATES_STORE, Serdes.ByteArray()), MERGE_PARTIALS);
        addSink(topology, EIGENVECTORS_SINK, topics.eigenvectors(), serde(Eigenvector.class, settings), MERGE_PARTIALS);
        addSink(topology, SPECTRA_SINK, topics.spectra(), serde(Spectrum.class, settings), MERGE_PARTIALS);
        addSink(topology, MODELS_SINK, topics.models(), serde(Model.class, settings), MERGE_PARTIALS);
    }

    private static <T> void addSink(Topology topology, String name, String topic, Serde<T> serde, String parent) {
        topology.addSink(name, topic, new StringSerializer(), serde.serializer(), parent);
    }

    private static <T extends Record> Serde<T> serde(Class<T> type, Settings settings) {
        return new RecordSerde<>(type, settings.wireFormat());
    }

    /** Written once per changed slot and commit: the cache absorbs the rest. */
    private static StoreBuilder<KeyValueStore<SlotKey, double[]>> slotStore(String name, Settings settings) {
        return Stores.keyValueStoreBuilder(bytes(name, settings), SlotKey.serde(), new DoublesSerde())
                .withCachingEnabled();
    }

    /** On disk in any case: without a store there, an instance cannot abort its own last transaction after a kill. */
    private static <V> StoreBuilder<KeyValueStore<String, V>> onDisk(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withCachingEnabled();
    }

    private static KeyValueBytesStoreSupplier bytes(String name, Settings settings) {
        return settings.getString(Settings.STATE_STORE).equals("memory")
                ? Stores.inMemoryKeyValueStore(name)
                : Stores.persistentKeyValueStore(name);
    }

    /** All of a matrix to one partition, the one that the matrix's name as a record key would go to. */
    private static StreamPartitioner<SlotKey, double[]> byMatrix() {
        return (topic, key, value, partitions) -> {
            byte[] name = key.matrix().getBytes(StandardCharsets.UTF_8);
            return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(name)) % partitions));
        };
    }
}
