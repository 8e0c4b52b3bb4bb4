package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.PrincipalComponents;

/** A matrix's sketch on the heap, with the scoring model of its last fold. */
final class LiveMatrix {

    private final MatrixSketch sketch;
    private final Settings settings;
    private final Scorer noModel;
    private Scorer scorer;

    LiveMatrix(String matrix, MatrixSketch sketch, Settings settings) {
        this.sketch = sketch;
        this.settings = settings;
        this.noModel = new Scorer(matrix, settings);
        refreshScorer();
    }

    private void refreshScorer() {
        scorer = sketch.foldedRows() == 0 ? noModel : noModel.with(components());
    }

    private PrincipalComponents components() {
        return sketch.lastFoldComponents(settings.getDouble(Settings.MODEL_ENERGY));
    }

    /** Absorbs the row; when that folded everything, the next row meets a new model. */
    void learn(MatrixRow row) {
        if (sketch.update(row.values(), weight(row))) {
            refreshScorer();
        }
    }

    AnomalyScore score(MatrixRow row) {
        return scorer.score(row);
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
