package io.eigenstream.topology;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SubspaceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The matrices that one partition has rows of: their sketches in a store, as many as fit on the heap too, and, when
 * idle ones are to be forgotten, the time of each one's last row, right to an eighth of the time that is idle;
 * what their columns are called; and the latest rows of those with lags.
 */
final class LocalMatrices {

    private static final int STEPS = 8;

    private final Settings settings;
    private final DetectorParameters detection;
    private final TornState torn;
    private final StateKernels kernels;
    private final int partition;
    private final KeyValueStore<SlotKey, double[]> sketches;
    private final KeyValueStore<String, Long> lastRows;
    private final FeatureNames features;
    private final LagEmbedding lags;
    private final LiveMatrices live;
    private final long idleMs;

    LocalMatrices(
            Settings settings,
            int partition,
            KeyValueStore<SlotKey, double[]> sketches,
            KeyValueStore<String, Long> lastRows,
            FeatureNames features,
            LagEmbedding lags) {
        this.settings = settings;
        this.detection = settings.detection();
        this.torn = settings.tornState();
        this.kernels = settings.stateKernels();
        this.partition = partition;
        this.sketches = sketches;
        this.lastRows = lastRows;
        this.features = features;
        this.lags = lags;
        this.live = new LiveMatrices(settings.getLong(Settings.SKETCH_HEAP_BYTES));
        this.idleMs = settings.getLong(Settings.MATRIX_IDLE_MS);
    }

    /** The matrix, from the heap or else from the store; null when it is in neither. */
    LiveMatrix get(String name) {
        LiveMatrix matrix = live.get(name);
        if (matrix != null) {
            return matrix;
        }
        MatrixSketch stored =
                torn.read(() -> "matrix " + name, () -> state(name).read(detection), () -> fresh(name));
        if (stored == null) {
            return null;
        }
        kernels.require(state(name));
        double[] behind = lags.behindNext(name, stored.parameters().dimension());
        matrix = live(name, stored, features.of(name), behind);
        live.put(name, matrix);
        return matrix;
    }

    /** Nothing: the matrix is begun by its next row. */
    private MatrixSketch fresh(String name) {
        forget(name);
        return null;
    }

    /**
     * A matrix without rows, for rows of this one's dimension; kept from its first {@link #learn}.
     *
     * @throws RejectedRowException when the dimension is too large
     */
    LiveMatrix begin(String name, MatrixRow row) {
        double[] behind = lags.behindFirst(name, row.values());
        SketchParameters parameters = new SketchParameters(
                        row.values().length + behind.length,
                        settings.getInt(Settings.SKETCH_SIZE),
                        settings.getInt(Settings.HEAVY_ROWS),
                        settings.getLong(Settings.SKETCH_SEED))
                .forPartition(name, partition);
        return live(name, new MatrixSketch(parameters, detection), List.of(), behind);
    }

    private LiveMatrix live(String name, MatrixSketch sketch, List<String> names, double[] behind) {
        Columns columns = new Columns(sketch.parameters().dimension() - behind.length, names);
        Scorer scorer = new Scorer(name, settings.getInt(Settings.CONTRIBUTIONS), columns);
        return new LiveMatrix(sketch, scorer, behind);
    }

    /** Names the columns when these are other names. */
    void name(String name, LiveMatrix matrix, List<String> names) {
        if (!names.equals(matrix.columns().names())) {
            matrix.name(names);
            features.put(name, names);
        }
    }

    /**
     * Absorbs an embedded row that the matrix does not refuse, on the heap and in the stores.
     *
     * @param time when the row came, in milliseconds
     * @return the new regime that was found
     */
    Optional<SubspaceChange> learn(String name, LiveMatrix matrix, MatrixRow row, CompletedRow completed, long time) {
        if (live.get(name) == null) {
            live.put(name, matrix);
        }
        Optional<SubspaceChange> change = matrix.learn(row, completed, time);
        if (matrix.sketch().rows() == 1) {
            kernels.record(state(name));
        }
        matrix.sketch().writeLastUpdateTo(state(name).writer());
        lags.put(name, matrix.behind());
        if (idleMs > 0) {
            seen(name, time);
        }
        return change;
    }

    private void seen(String name, long timestamp) {
        Long last = lastRows.get(name);
        if (last == null || timestamp - last >= Math.max(1, idleMs / STEPS)) {
            lastRows.put(name, timestamp);
        }
    }

    void forget(String name) {
        live.remove(name);
        state(name).delete();
        lastRows.delete(name);
        features.delete(name);
        lags.delete(name);
    }

    /** The matrices without rows for the time that is idle. */
    List<String> idleAt(long now) {
        List<String> idle = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = lastRows.all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> last = all.next();
                if (now - last.value >= idleMs) {
                    idle.add(last.key);
                }
            }
        }
        return idle;
    }

    /** How often to look for idle matrices, in milliseconds; 0 for never. */
    long idleStepMs() {
        return idleMs == 0 ? 0 : Math.max(1, idleMs / STEPS);
    }

    private SketchState state(String name) {
        return new SketchState(sketches, name, partition);
    }
}
