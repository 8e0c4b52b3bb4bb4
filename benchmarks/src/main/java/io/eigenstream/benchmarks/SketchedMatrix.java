package io.eigenstream.benchmarks;

import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.ShrinkPolicy;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;

/**
 * What is published of a matrix after its last row, and the incremental SVD behind it.
 *
 * @param directions the rows of B
 */
record SketchedMatrix(
        IncrementalSvd svd, double[][] directions, SpectrumEstimate spectrum, EigenvectorEstimate eigenvector) {

    /** The topology's default. */
    private static final int HEAVY_ROWS = 64;

    static SketchedMatrix of(StudyMatrix matrix, int size, ShrinkPolicy policy) {
        MatrixSketch sketch =
                new MatrixSketch(new SketchParameters(matrix.dimension(), size, policy, HEAVY_ROWS, matrix.seed()));
        for (double[] row : matrix.rows()) {
            sketch.update(row, 1);
        }
        MatrixSummary summary = sketch.summary();
        SpectrumEstimate spectrum = summary.spectrum();
        SketchState state = new SketchState();
        sketch.folded().writeTo(state);
        return new SketchedMatrix(
                IncrementalSvd.readFrom(state),
                state.rows(Section.DIRECTIONS),
                spectrum,
                summary.eigenvector(spectrum));
    }

    /** How many singular values of the oracle are between the certified bounds, up to the oracle's own rounding. */
    int valuesInside(BatchOracle oracle) {
        double[] truth = oracle.squaredSingularValues();
        int inside = 0;
        for (int i = 0; i < truth.length; i++) {
            boolean listed = i < spectrum.rank();
            double lower = listed ? spectrum.lowerBounds()[i] : 0;
            double upper = listed ? spectrum.upperBounds()[i] : spectrum.beyond();
            if (lower * lower - oracle.rounding() <= truth[i] && truth[i] <= upper * upper + oracle.rounding()) {
                inside++;
            }
        }
        return inside;
    }
}
