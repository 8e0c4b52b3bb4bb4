package io.eigenstream.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** Type, default, permitted values and meaning of every setting. */
final class SettingDefinitions {

    static final String RANK_BY_ENERGY = "energy";
    static final String RANK_BY_GAP = "gap";

    private SettingDefinitions() {}

    static ConfigDef all() {
        return operation(endings(learning(detection(model(estimates(topics(new ConfigDef())))))));
    }

    private static ConfigDef topics(ConfigDef settings) {
        return settings.define(
                        Settings.BOOTSTRAP_SERVERS,
                        STRING,
                        NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        HIGH,
                        "Brokers to begin with, host:port separated by commas.")
                .define(
                        Settings.APPLICATION_ID,
                        STRING,
                        "eigenstream",
                        new NonEmptyString(),
                        HIGH,
                        "Name of the consumer group and prefix of the changelog topics. Instances that share it share"
                                + " the work.")
                .define(Settings.TOPIC_PREFIX, STRING, "", MEDIUM, "Put before the name of every topic.")
                .define(
                        Settings.TOPIC_PARTITIONS,
                        INT,
                        4,
                        Range.between(1, 10_000),
                        MEDIUM,
                        "Partitions of the topics that the application creates.")
                .define(
                        Settings.TOPIC_REPLICATION_FACTOR,
                        INT,
                        -1,
                        Range.between(-1, 100),
                        MEDIUM,
                        "Replicas of the topics that the application creates; -1 is the brokers' default.")
                .define(
                        Settings.TOPIC_MAX_MESSAGE_BYTES,
                        INT,
                        64 << 20,
                        Range.atLeast(1 << 20),
                        MEDIUM,
                        "Largest record of the topics that the application creates, its changelogs among them. A"
                                + " spectrum takes 8(ℓ+1)d bytes: 2.1 MB for d = 4096 and ℓ = 64.")
                .define(
                        Settings.WIRE_FORMAT,
                        STRING,
                        "avro",
                        ValidString.in("avro", "json"),
                        MEDIUM,
                        "How scores and estimates are written: avro (single-object encoding) or json. Rows are read in"
                                + " both.");
    }

    private static ConfigDef estimates(ConfigDef settings) {
        return settings.define(
                        Settings.SKETCH_SIZE,
                        INT,
                        64,
                        Range.between(2, 4096),
                        HIGH,
                        "ℓ: rows kept of every matrix, and rows in a block. The error Δ is at most ‖A−A_k‖_F²/(ℓ+1−k)"
                                + " for every k ≤ ℓ, and 0 for matrices of at most ℓ columns.")
                .define(
                        Settings.SKETCH_SEED,
                        LONG,
                        1,
                        LOW,
                        "Seed of the random numbers. The same rows and seed give the same answers.")
                .define(
                        Settings.SKETCH_HEAP_BYTES,
                        LONG,
                        256L << 20,
                        Range.atLeast(0),
                        MEDIUM,
                        "Heap for live sketches of one partition, 0 for one sketch; what does not fit is read back from"
                                + " the state store.")
                .define(
                        Settings.HEAVY_ROWS,
                        INT,
                        64,
                        Range.between(2, 4096),
                        LOW,
                        "Largest rows that the random-order eigenvector keeps whole.")
                .define(
                        Settings.EMIT_EVERY_ROWS,
                        LONG,
                        4096,
                        Range.atLeast(1),
                        HIGH,
                        "Publish a matrix's estimates after this many new rows.")
                .define(
                        Settings.EMIT_INTERVAL_MS,
                        LONG,
                        1000,
                        Range.atLeast(0),
                        HIGH,
                        "Publish the estimates of every matrix that has new rows this often; 0 is never.");
    }

    private static ConfigDef model(ConfigDef settings) {
        return settings.define(
                        Settings.MODEL_RANK,
                        STRING,
                        RANK_BY_ENERGY,
                        LambdaValidator.with(
                                SettingDefinitions::requireRank, () -> "energy, gap or a number from 1 on"),
                        MEDIUM,
                        "How many axes the scoring model keeps: energy (as model.energy says), gap (those before the"
                                + " widest certain gap) or their number.")
                .define(
                        Settings.MODEL_ENERGY,
                        DOUBLE,
                        0.99,
                        Range.between(0.01, 0.999999),
                        HIGH,
                        "With model.rank=energy, the scoring model keeps the fewest axes that hold this share of the"
                                + " variance.")
                .define(
                        Settings.SCALING,
                        STRING,
                        "none",
                        ValidString.in("none", "standard"),
                        HIGH,
                        "What the scoring model divides centred columns by: none (nothing, for columns of one unit) or"
                                + " standard (their standard deviations, for columns of different units).")
                .define(
                        Settings.LAGS,
                        LIST,
                        List.of(),
                        LambdaValidator.with(SettingDefinitions::requireLags, () -> Lags.FORMAT),
                        MEDIUM,
                        "Matrices whose rows are judged, and learned, together with the K rows before them in their"
                                + " partition, separated by commas: pump=20, and *=20 for all that are not named. For"
                                + " series, whose order says more than their values; everything published is then"
                                + " about rows of d(K+1) columns. A matrix keeps the K that it begins with.")
                .define(
                        Settings.MISSING_VALUES,
                        STRING,
                        "reject",
                        ValidString.in("reject", "impute"),
                        MEDIUM,
                        "What to do with a row that has a NaN: reject (a dead letter) or impute (judge it by its other"
                                + " values, and learn it with the most likely value in its place, at the weight of"
                                + " the share that was there). Values that a row's mask says are missing are always"
                                + " imputed.");
    }

    private static void requireRank(String name, Object value) {
        String rank = (String) value;
        boolean isNumber = rank.matches("[1-9][0-9]{0,3}");
        if (!isNumber && !rank.equals(RANK_BY_ENERGY) && !rank.equals(RANK_BY_GAP)) {
            throw new ConfigException(name, value, "expected energy, gap or a number from 1 to 9999");
        }
    }

    private static void requireLags(String name, Object value) {
        Lags.parse(((List<?>) value).stream().map(String::valueOf).toList());
    }

    private static ConfigDef detection(ConfigDef settings) {
        return settings.define(
                        Settings.FALSE_ALARM_RATE,
                        DOUBLE,
                        0.001,
                        Range.between(1e-9, 0.5),
                        HIGH,
                        "Share of the rows that are to be flagged when nothing is wrong.")
                .define(
                        Settings.CONTRIBUTIONS,
                        INT,
                        3,
                        Range.between(0, 1000),
                        LOW,
                        "Columns that are named in every score, the largest parts first.");
    }

    private static ConfigDef learning(ConfigDef settings) {
        return settings.define(
                        Settings.LEARNING,
                        STRING,
                        "bounded",
                        ValidString.in("all", "bounded", "exclude"),
                        MEDIUM,
                        "What strange rows teach the scoring model: all (as much as any), bounded (beyond fifteen times"
                                + " the limit the less, the farther out) or exclude (nothing, when flagged).")
                .define(
                        Settings.START_ROWS,
                        INT,
                        1024,
                        Range.between(0, 65_536),
                        MEDIUM,
                        "First rows of a matrix and partition that are kept until those among them that do not belong"
                                + " can be told, and teach the scoring model little; 0 is none. Without effect where"
                                + " anomaly.learning is all.")
                .define(
                        Settings.RELEARN_AFTER_ROWS,
                        LONG,
                        1024,
                        Range.atLeast(0),
                        MEDIUM,
                        "So many rows in a row, most of them beyond ten times the limit, are a new regime: the scoring"
                                + " model is learned from them anew, and a record on the topic changes says what"
                                + " changed; 0 is never.")
                .define(
                        Settings.FREEZE_AFTER_ROWS,
                        LONG,
                        0,
                        Range.atLeast(0),
                        LOW,
                        "Rows that the scoring model of a matrix and partition learns from, 0 for all. Its limits go"
                                + " on.")
                .define(
                        Settings.HALF_LIFE_ROWS,
                        LONG,
                        0,
                        Range.atLeast(0),
                        MEDIUM,
                        "Rows after which a row counts half in the scoring model and its limits; 0 is never. The other"
                                + " estimates never forget.")
                .define(
                        Settings.HALF_LIFE_MS,
                        LONG,
                        0,
                        Range.atLeast(0),
                        MEDIUM,
                        "Time after which a row counts half in the scoring model and its limits, by the timestamps of"
                                + " the records; 0 is never. In place of anomaly.half.life.rows, where rows do not come"
                                + " at an even pace. A late row counts as of the latest one before it, a timestamp in"
                                + " the future as now.");
    }

    private static ConfigDef endings(ConfigDef settings) {
        return settings.define(
                        Settings.MATRIX_IDLE_MS,
                        LONG,
                        0,
                        Range.atLeast(0),
                        MEDIUM,
                        "Forget what a partition knows of a matrix that has had no rows there for this long, by the"
                                + " timestamps of the partition's records; 0 is never.")
                .define(
                        Settings.GROUP_IDLE_MS,
                        LONG,
                        60_000,
                        Range.atLeast(0),
                        MEDIUM,
                        "End a group of rows without its end marker when none of its rows has come for this long, by"
                                + " the timestamps of the partition's records; 0 is never: such groups then stay in the"
                                + " state until their matrix is forgotten.")
                .define(
                        Settings.DIMENSION_CHANGE,
                        STRING,
                        "reject",
                        ValidString.in("reject", "reset"),
                        MEDIUM,
                        "What to do with a row of another dimension than its matrix: reject (a dead letter) or reset"
                                + " (forget the matrix and begin it again with the row).");
    }

    private static ConfigDef operation(ConfigDef settings) {
        return settings.define(
                        Settings.STATE_STORE,
                        STRING,
                        "rocksdb",
                        ValidString.in("rocksdb", "memory"),
                        MEDIUM,
                        "Where state is kept beside its changelog: rocksdb (on disk, in kafka.state.dir) or memory.")
                .define(
                        Settings.ACCEPT_APPROXIMATE,
                        BOOLEAN,
                        false,
                        LOW,
                        "Allows kafka.processing.guarantee=at_least_once, with which a failure counts rows twice or not"
                                + " at all; and going on with state that other kernels have computed, with other last"
                                + " bits.")
                .define(
                        Settings.THREAD_RESTARTS,
                        INT,
                        3,
                        Range.between(0, 1000),
                        LOW,
                        "Times in ten minutes that a failed thread is replaced; after one failure more the process"
                                + " ends.")
                .define(
                        Settings.HEALTH_HOST,
                        STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        LOW,
                        "Address that answers /health/live and /health/ready when the topology runs as a command.")
                .define(
                        Settings.HEALTH_PORT,
                        INT,
                        8080,
                        Range.between(0, 65_535),
                        LOW,
                        "Port of that address; 0 is any free one.");
    }
}
