package io.eigenstream.topology;

import io.eigenstream.serdes.TopicNames;
import io.eigenstream.serdes.WireFormat;
import io.eigenstream.sketches.Arithmetic;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.HalfLife;
import io.eigenstream.sketches.RankRule;
import io.eigenstream.sketches.Scaling;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.statistics.TailProbability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The application's settings, typed and checked: {@link #DEFINITION} documents each one. Keys that begin with
 * {@code kafka.} go to Kafka's clients without that prefix; any other unknown key is an error.
 */
public final class Settings {

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String APPLICATION_ID = "application.id";
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String TOPIC_PARTITIONS = "topic.partitions";
    public static final String TOPIC_REPLICATION_FACTOR = "topic.replication.factor";
    public static final String TOPIC_MAX_MESSAGE_BYTES = "topic.max.message.bytes";
    public static final String WIRE_FORMAT = "wire.format";
    public static final String SKETCH_SIZE = "sketch.size";
    public static final String SKETCH_SEED = "sketch.seed";
    public static final String SKETCH_HEAP_BYTES = "sketch.heap.bytes";
    public static final String HEAVY_ROWS = "sketch.heavy.rows";
    public static final String EMIT_EVERY_ROWS = "emit.every.rows";
    public static final String EMIT_INTERVAL_MS = "emit.interval.ms";
    public static final String MODEL_RANK = "model.rank";
    public static final String MODEL_ENERGY = "model.energy";
    public static final String FALSE_ALARM_RATE = "anomaly.false.alarm.rate";
    public static final String LEARNING = "anomaly.learning";
    public static final String SCALING = "anomaly.scaling";
    public static final String LAGS = "lags";
    public static final String MISSING_VALUES = "missing.values";
    public static final String START_ROWS = "anomaly.start.rows";
    public static final String RELEARN_AFTER_ROWS = "anomaly.relearn.after.rows";
    public static final String FREEZE_AFTER_ROWS = "anomaly.freeze.after.rows";
    public static final String HALF_LIFE_ROWS = "anomaly.half.life.rows";
    public static final String HALF_LIFE_MS = "anomaly.half.life.ms";
    public static final String CONTRIBUTIONS = "anomaly.contributions";
    public static final String STATE_STORE = "state.store";
    public static final String ACCEPT_APPROXIMATE = "accept.approximate";
    public static final String THREAD_RESTARTS = "thread.restarts";
    public static final String MATRIX_IDLE_MS = "matrix.idle.ms";
    public static final String GROUP_IDLE_MS = "group.idle.ms";
    public static final String DIMENSION_CHANGE = "matrix.dimension.change";
    public static final String HEALTH_HOST = "health.host";
    public static final String HEALTH_PORT = "health.port";

    static final String KAFKA_PREFIX = "kafka.";

    /** With the name of a matrix, what else is beside the values of a row of state, and room to spare. */
    private static final int LARGEST_KEY_BYTES = 8192;

    /** Every setting of the application, with its documentation. */
    public static final ConfigDef DEFINITION = SettingDefinitions.all();

    private final AbstractConfig config;
    private final Map<String, String> given;

    private Settings(AbstractConfig config, Map<String, String> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * Checks the settings.
     *
     * @throws ConfigException listing every problem at once
     */
    public static Settings of(Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        Map<String, String> own = new TreeMap<>();
        values.forEach((key, value) -> {
            if (DEFINITION.names().contains(key)) {
                own.put(key, value);
            } else if (!key.startsWith(KAFKA_PREFIX)) {
                problems.add("unknown setting " + key + ": did you mean " + nearest(key) + "?");
            }
        });
        List<ConfigValue> checked = DEFINITION.validate(own);
        for (ConfigValue value : checked) {
            // A value that cannot be read is found missing besides, when it is checked further.
            value.errorMessages().stream().limit(1).forEach(problems::add);
        }
        if (isPositive(checked, HALF_LIFE_ROWS) && isPositive(checked, HALF_LIFE_MS)) {
            problems.add(HALF_LIFE_ROWS + " is " + own.get(HALF_LIFE_ROWS) + " and " + HALF_LIFE_MS + " is "
                    + own.get(HALF_LIFE_MS) + ": set one of them, a row has one half-life");
        }
        problems.addAll(StreamsSettings.problems(kafka(values), Boolean.parseBoolean(own.get(ACCEPT_APPROXIMATE))));
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("\n", problems));
        }
        return new Settings(new AbstractConfig(DEFINITION, own, false), new TreeMap<>(values));
    }

    private static boolean isPositive(List<ConfigValue> values, String key) {
        return values.stream()
                .anyMatch(value -> value.name().equals(key) && value.value() instanceof Long number && number > 0);
    }

    /** These settings with others on top. */
    public Settings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(given);
        all.putAll(more);
        return of(all);
    }

    public String bootstrapServers() {
        return config.getString(BOOTSTRAP_SERVERS);
    }

    public TopicNames topics() {
        return new TopicNames(config.getString(TOPIC_PREFIX));
    }

    public int topicPartitions() {
        return config.getInt(TOPIC_PARTITIONS);
    }

    public short replicationFactor() {
        return config.getInt(TOPIC_REPLICATION_FACTOR).shortValue();
    }

    public WireFormat wireFormat() {
        return WireFormat.parse(config.getString(WIRE_FORMAT));
    }

    public String getString(String key) {
        return config.getString(key);
    }

    public long getLong(String key) {
        return config.getLong(key);
    }

    public int getInt(String key) {
        return config.getInt(key);
    }

    public double getDouble(String key) {
        return config.getDouble(key);
    }

    /** How rows are scored, and what is learned from them. */
    public DetectorParameters detection() {
        return new DetectorParameters(
                rank(),
                Scaling.valueOf(upperCase(SCALING)),
                TailProbability.of(config.getDouble(FALSE_ALARM_RATE)),
                DetectorParameters.Learning.valueOf(upperCase(LEARNING)),
                config.getInt(START_ROWS),
                config.getLong(FREEZE_AFTER_ROWS),
                config.getLong(RELEARN_AFTER_ROWS),
                halfLife());
    }

    private HalfLife halfLife() {
        long rows = config.getLong(HALF_LIFE_ROWS);
        long milliseconds = config.getLong(HALF_LIFE_MS);
        if (rows > 0) {
            return HalfLife.ofRows(rows);
        }
        return milliseconds > 0 ? HalfLife.ofMillis(milliseconds) : HalfLife.NEVER;
    }

    /** Whether a row's state, outputs and offset are committed together. */
    boolean isExactlyOnce() {
        String guarantee = kafka(given).get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        return !StreamsConfig.AT_LEAST_ONCE.equals(guarantee);
    }

    /** What is done about state that was written in part. */
    TornState tornState() {
        return new TornState(!isExactlyOnce());
    }

    /** What is done about state that other kernels have computed. */
    StateKernels stateKernels() {
        return new StateKernels(Arithmetic.inUse(), config.getBoolean(ACCEPT_APPROXIMATE));
    }

    /** Columns that a matrix has at most: a row of state, with its key, is one record of a changelog. */
    int largestDimension() {
        int state = config.getInt(TOPIC_MAX_MESSAGE_BYTES) - LARGEST_KEY_BYTES;
        return Math.min(SketchParameters.LARGEST, state / Double.BYTES);
    }

    /** With how many rows before them the rows of a matrix are judged. */
    Lags lags() {
        return Lags.parse(config.getList(LAGS));
    }

    private RankRule rank() {
        String rank = config.getString(MODEL_RANK);
        return switch (rank) {
            case SettingDefinitions.RANK_BY_ENERGY -> RankRule.energyShare(config.getDouble(MODEL_ENERGY));
            case SettingDefinitions.RANK_BY_GAP -> RankRule.gap();
            default -> RankRule.fixed(Integer.parseInt(rank));
        };
    }

    private String upperCase(String key) {
        return config.getString(key).toUpperCase(Locale.ROOT);
    }

    /** The value of every setting of the application, defaults included; nothing that goes to Kafka's clients. */
    public Map<String, Object> values() {
        return new TreeMap<>(config.values());
    }

    /** What goes to Kafka's clients: the {@code kafka.} settings without their prefix. Secrets may be in it. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = kafka(given);
        kafka.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return kafka;
    }

    private static Map<String, String> kafka(Map<String, String> values) {
        Map<String, String> kafka = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                kafka.put(key.substring(KAFKA_PREFIX.length()), value);
            }
        });
        return kafka;
    }

    /** Every setting of the application as a Markdown table, in the order of their names. */
    public static String reference() {
        StringBuilder table = new StringBuilder("| setting | default | values | meaning |\n|---|---|---|---|\n");
        for (ConfigDef.ConfigKey key : new TreeMap<>(DEFINITION.configKeys()).values()) {
            String given = key.hasDefault() ? String.valueOf(key.defaultValue) : "(required)";
            String values = key.validator == null ? key.type.name().toLowerCase(Locale.ROOT) : key.validator.toString();
            table.append(String.format("| `%s` | %s | %s | %s |%n", key.name, given, values, key.documentation));
        }
        return table.toString();
    }

    private static String nearest(String key) {
        return DEFINITION.names().stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElseThrow();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
