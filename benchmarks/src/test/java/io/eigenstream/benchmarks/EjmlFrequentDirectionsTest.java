package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.ShrinkPolicy;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A peer is worth a ratio only when it computes the same thing. */
class EjmlFrequentDirectionsTest {

    private static final int FOLDS = 20;
    /** Rounding of twenty Gram matrices. */
    private static final double RELATIVE = 1e-9;

    @Test
    void shrinksByAsMuchAsFrequentDirections() {
        Sketches both = fold(128, 16);

        assertThat(both.ours.shrinkage()).isPositive();
        assertThat(both.peer.shrinkage())
                .isCloseTo(both.ours.shrinkage(), within(RELATIVE * both.ours.scatter()))
                .isCloseTo(both.ours.shrinkage(), within(1e-6 * both.ours.shrinkage()));
    }

    @Test
    void losesNothingWhereFrequentDirectionsDoesNot() {
        Sketches both = fold(38, 64);

        assertThat(both.peer.shrinkage()).isZero();
        assertThat(both.peer.squaredNorm()).isCloseTo(both.ours.scatter(), within(RELATIVE * both.ours.scatter()));
    }

    private static Sketches fold(int dimension, int size) {
        RowPool pool = new RowPool(dimension, 8, size);
        Sketches both = new Sketches(
                new IncrementalSvd(dimension, size, ShrinkPolicy.FREQUENT_DIRECTIONS),
                new EjmlFrequentDirections(dimension, size));
        for (int f = 0; f < FOLDS; f++) {
            RowBlock block = new RowBlock(size, dimension);
            DMatrixRMaj matrix = new DMatrixRMaj(size, dimension);
            for (int i = 0; i < size; i++) {
                double[] row = pool.row(f * size + i);
                block.add(row, 1);
                System.arraycopy(row, 0, matrix.data, i * dimension, dimension);
            }
            both.ours.fold(block);
            both.peer.fold(matrix);
        }
        return both;
    }

    private record Sketches(IncrementalSvd ours, EjmlFrequentDirections peer) {}
}
