package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SubspaceChange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A matrix's sketch on the heap, and what {@link LagEmbedding} puts behind its next row. */
final class LiveMatrix {

    private final MatrixSketch sketch;
    private Scorer scorer;
    private double[] behind;

    LiveMatrix(MatrixSketch sketch, Scorer scorer, double[] behind) {
        this.sketch = sketch;
        this.scorer = scorer;
        this.behind = behind;
    }

    Columns columns() {
        return scorer.columns();
    }

    void name(List<String> features) {
        scorer = scorer.naming(features);
    }

    /** What the next row is going to be embedded with: no values without lags. */
    double[] behind() {
        return behind;
    }

    /**
     * The row with those before it behind it; itself without lags.
     *
     * @throws RejectedRowException when it has another dimension than those
     */
    MatrixRow embedded(MatrixRow row) {
        if (row.values().length != columns().dimension()) {
            throw new RejectedRowException("the row has " + row.values().length + " values, expected "
                    + columns().dimension());
        }
        return behind.length == 0 ? row : row.withValues(LagEmbedding.embedded(row.values(), behind));
    }

    /**
     * The embedded row as it is to be scored and learned.
     *
     * @throws IllegalArgumentException when the sketch cannot absorb the row, saying why
     */
    CompletedRow completed(MatrixRow row) {
        CompletedRow completed = sketch.completed(row.values(), row.weight() == null ? 1 : row.weight());
        sketch.require(completed.values(), completed.weight());
        return completed;
    }

    /** By the model of the last fold. */
    AnomalyScore score(MatrixRow row, CompletedRow completed) {
        return sketch.judge(completed.values())
                .map(judgement -> scorer.score(row, completed, judgement))
                .orElseGet(() -> scorer.unscored(row, completed));
    }

    /**
     * Absorbs the embedded row; when that folded everything, the next row meets a new model.
     *
     * @param time when the row came, in milliseconds
     * @return the new regime that was found
     */
    Optional<SubspaceChange> learn(MatrixRow row, CompletedRow completed, long time) {
        behind = Arrays.copyOf(row.values(), behind.length);
        return sketch.update(completed.values(), completed.weight(), time) ? sketch.lastChange() : Optional.empty();
    }

    MatrixSketch sketch() {
        return sketch;
    }

    long heapBytes() {
        long model = 32L * sketch.parameters().dimension() * sketch.parameters().size() / 2;
        return sketch.heapBytes() + model + (long) Double.BYTES * behind.length;
    }
}
