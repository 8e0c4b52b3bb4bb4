package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.MatrixSketch;

/** A matrix's sketch on the heap. */
final class LiveMatrix {

    private final MatrixSketch sketch;
    private final Scorer scorer;

    LiveMatrix(String matrix, MatrixSketch sketch, Settings settings) {
        this.sketch = sketch;
        this.scorer = new Scorer(matrix, settings.getInt(Settings.CONTRIBUTIONS));
    }

    /** Absorbs the row; when that folded everything, the next row meets a new model. */
    void learn(MatrixRow row) {
        sketch.update(row.values(), weight(row));
    }

    /** By the model of the last fold. */
    AnomalyScore score(MatrixRow row) {
        return sketch.judge(row.values())
                .map(judgement -> scorer.score(row, judgement))
                .orElseGet(() -> scorer.unscored(row));
    }

    /** @throws IllegalArgumentException when the sketch cannot absorb the row, saying why */
    void require(MatrixRow row) {
        sketch.require(row.values(), weight(row));
    }

    private static double weight(MatrixRow row) {
        return row.weight() == null ? 1 : row.weight();
    }

    int dimension() {
        return sketch.parameters().dimension();
    }

    MatrixSketch sketch() {
        return sketch;
    }

    long heapBytes() {
        long model = 32L * sketch.parameters().dimension() * sketch.parameters().size() / 2;
        return sketch.heapBytes() + model;
    }
}
