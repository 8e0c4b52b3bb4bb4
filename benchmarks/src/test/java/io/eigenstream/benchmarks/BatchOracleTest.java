package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class BatchOracleTest {

    /** AᵀA = S = diag(18, 8, 2). */
    private static final double[][] BALANCED = {{3, 0, 0}, {-3, 0, 0}, {0, 2, 0}, {0, -2, 0}, {0, 0, 1}, {0, 0, -1}};

    private static final double[] E1 = {1, 0, 0};
    private static final double[] E2 = {0, 1, 0};
    private static final double[] E3 = {0, 0, 1};
    /** Of numbers that are sums of a few small integers. */
    private static final double EXACT = 1e-13;

    private final BatchOracle oracle = new BatchOracle(BALANCED);

    @Test
    void knowsTheSpectrum() {
        assertThat(oracle.squaredSingularValues()).containsExactly(new double[] {18, 8, 2}, within(EXACT));
        assertThat(oracle.energy()).isCloseTo(28, within(EXACT));
        assertThat(oracle.gap()).isCloseTo(2.25, within(EXACT));
    }

    @Test
    void dividesTheTailByThoseThatPayForTheBound() {
        assertThat(oracle.leastTail(0)).isCloseTo(28, within(EXACT));
        assertThat(oracle.leastTail(1)).isCloseTo(10, within(EXACT));
        assertThat(oracle.leastTail(2)).isCloseTo(2, within(EXACT));
        assertThat(oracle.leastTail(5)).isCloseTo(0, within(EXACT));
    }

    @Test
    void takesTheSketchAndTheRidgeFromTheScatter() {
        double[][] sketch = {{Math.sqrt(18), 0, 0}};

        assertThat(oracle.spectralError(new double[0][], 0)).isCloseTo(18, within(EXACT));
        assertThat(oracle.spectralError(sketch, 0)).isCloseTo(8, within(EXACT));
        assertThat(oracle.spectralError(sketch, 1)).isCloseTo(7, within(EXACT));
        assertThat(oracle.spectralError(sketch, 6)).isCloseTo(6, within(EXACT));
    }

    @Test
    void comparesAProjectionWithTheBestOfItsRank() {
        assertThat(oracle.projectionRatio(new double[][] {E1}, 1).orElseThrow()).isCloseTo(1, within(EXACT));
        assertThat(oracle.projectionRatio(new double[][] {E2, E1}, 1).orElseThrow())
                .isCloseTo(2, within(EXACT));
        assertThat(oracle.projectionRatio(new double[][] {E1, E3}, 2).orElseThrow())
                .isCloseTo(4, within(EXACT));
    }

    @Test
    void hasNoProjectionToCompareBeyondTheVectorsOrTheRank() {
        assertThat(oracle.projectionRatio(new double[][] {E1}, 2)).isEmpty();
        assertThat(oracle.projectionRatio(new double[][] {E1, E2, E3}, 3)).isEmpty();
    }

    @Test
    void measuresTheAngleToTheLeadingEigenvectorWithEitherSign() {
        double tiny = 1e-12;

        assertThat(oracle.sinSquared(E1)).isCloseTo(0, within(1e-30));
        assertThat(oracle.sinSquared(E2)).isCloseTo(1, within(EXACT));
        assertThat(oracle.sinSquared(new double[] {-0.6, 0, 0.8})).isCloseTo(0.64, within(EXACT));
        assertThat(oracle.sinSquared(new double[] {1, tiny, 0})).isCloseTo(tiny * tiny, within(1e-4 * tiny * tiny));
    }

    @Test
    void centresForTheScatterAlone() {
        double[][] shifted = Arrays.stream(BALANCED)
                .map(row -> new double[] {row[0], row[1], row[2] + 10})
                .toArray(double[][]::new);
        BatchOracle uncentred = new BatchOracle(shifted);

        assertThat(uncentred.squaredSingularValues()).containsExactly(new double[] {602, 18, 8}, within(1e-11));
        assertThat(uncentred.sinSquared(E3)).isCloseTo(0, within(1e-26));
        assertThat(uncentred.spectralError(new double[0][], 0)).isCloseTo(18, within(EXACT));
        assertThat(uncentred.leastTail(2)).isCloseTo(2, within(EXACT));
    }

    /** 2,500 rows are three blocks, the last one short. */
    @Test
    void agreesWithASingularValueDecompositionUpToItsRounding() {
        for (long seed = 1; seed <= 5; seed++) {
            double[][] rows = gaussian(2500, 6, seed);
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(2500, 6, false, false, true);
            assertThat(svd.decompose(new DMatrixRMaj(rows))).isTrue();
            double[] squared = Arrays.stream(svd.getSingularValues())
                    .map(sigma -> -sigma * sigma)
                    .sorted()
                    .map(square -> -square)
                    .toArray();
            BatchOracle batch = new BatchOracle(rows);

            assertThat(batch.squaredSingularValues())
                    .describedAs("seed %d", seed)
                    .containsExactly(squared, within(batch.rounding()));
        }
    }

    @Test
    void resolvesAnglesTheBetterTheWiderTheGap() {
        assertThat(oracle.rounding()).isCloseTo(3 * 0x1.0p-53 * 9 * 28, within(1e-25));
        assertThat(oracle.angleResolution()).isCloseTo(Math.pow(oracle.rounding() / 10, 2), within(1e-40));
    }

    static double[][] gaussian(int n, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> 2 + (j + 1) * random.nextGaussian());
        }
        return rows;
    }
}
