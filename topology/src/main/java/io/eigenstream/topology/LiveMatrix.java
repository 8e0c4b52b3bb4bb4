package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SubspaceChange;
import java.util.List;
import java.util.Optional;

/** A matrix's sketch on the heap. */
final class LiveMatrix {

    private final MatrixSketch sketch;
    private Scorer scorer;

    LiveMatrix(MatrixSketch sketch, Scorer scorer) {
        this.sketch = sketch;
        this.scorer = scorer;
    }

    /** Names of the columns; none where they have none. */
    List<String> features() {
        return scorer.features();
    }

    void name(List<String> features) {
        scorer = new Scorer(scorer.matrix(), scorer.contributions(), features);
    }

    /**
     * The row as it is to be scored and learned.
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
     * Absorbs the row; when that folded everything, the next row meets a new model.
     *
     * @return the new regime that was found
     */
    Optional<SubspaceChange> learn(CompletedRow completed) {
        return sketch.update(completed.values(), completed.weight()) ? sketch.lastChange() : Optional.empty();
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
