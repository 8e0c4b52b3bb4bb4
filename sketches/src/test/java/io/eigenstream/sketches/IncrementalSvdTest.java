package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalSvdTest {

    private static final int SEEDS = Seeds.COUNT;
    private static final int ROWS = 300;
    private static final int DIMENSION = 24;
    private static final int SIZE = 8;
    /** Of ‖A‖_F²: the oracle and the sketch each round to about 10⁻¹⁴ of it. */
    private static final double ROUNDING = 1e-12;

    static Stream<Arguments> streams() {
        return Arrays.stream(TestMatrix.values())
                .flatMap(matrix ->
                        Stream.iterate(1L, seed -> seed + 1).limit(SEEDS).map(seed -> Arguments.of(matrix, seed)));
    }

    static Stream<Arguments> streamsAndPolicies() {
        return streams()
                .flatMap(stream -> Arrays.stream(ShrinkPolicy.values())
                        .map(policy -> Arguments.of(stream.get()[0], stream.get()[1], policy)));
    }

    static Stream<Arguments> matricesAndPolicies() {
        return Arrays.stream(TestMatrix.values())
                .flatMap(matrix -> Arrays.stream(ShrinkPolicy.values()).map(policy -> Arguments.of(matrix, policy)));
    }

    static IncrementalSvd sketch(double[][] rows, int size, int blockRows) {
        return sketch(rows, size, blockRows, ShrinkPolicy.FREQUENT_DIRECTIONS);
    }

    static IncrementalSvd sketch(double[][] rows, int size, int blockRows, ShrinkPolicy policy) {
        int d = rows[0].length;
        IncrementalSvd sketch = new IncrementalSvd(d, size, policy);
        for (int start = 0; start < rows.length; start += blockRows) {
            RowBlock block = new RowBlock(blockRows, d);
            for (int i = start; i < Math.min(rows.length, start + blockRows); i++) {
                block.add(rows[i], 1);
            }
            sketch.fold(block);
        }
        return sketch;
    }

    private static void assertTheorem(IncrementalSvd sketch, double[][] rows) {
        double rounding = ROUNDING * Dense.frobeniusSquared(rows) + Double.MIN_NORMAL;
        int d = rows[0].length;
        SimpleMatrix missing = Dense.gram(Dense.centred(rows), d).minus(Dense.gram(sketch.directions(), d));
        double[] eigenvalues = Dense.eigenvalues(missing);
        assertThat(eigenvalues[d - 1]).as("BᵀB is not above S").isGreaterThanOrEqualTo(-rounding);
        assertThat(eigenvalues[0]).as("S − BᵀB is not above ΔI").isLessThanOrEqualTo(sketch.shrinkage() + rounding);
        double error = Math.max(eigenvalues[0] - sketch.ridge(), sketch.ridge() - eigenvalues[d - 1]);
        assertThat(error).as("‖S − BᵀB − αI‖").isLessThanOrEqualTo(sketch.spectralError() + rounding);

        int paying = sketch.policy().shrunk(sketch.size());
        double[] spectrum = Dense.singularValues(rows);
        for (int k = 0; k <= paying; k++) {
            double tail = Arrays.stream(spectrum).skip(k).map(s -> s * s).sum();
            assertThat(sketch.shrinkage())
                    .as("Δ against ‖A − A_k‖² at k = %d", k)
                    .isLessThanOrEqualTo(tail / (paying + 1 - k) + rounding);
        }
    }

    @ParameterizedTest
    @MethodSource("streamsAndPolicies")
    void underestimatesEveryDirectionByAtMostShrinkage(TestMatrix matrix, long seed, ShrinkPolicy policy) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        assertTheorem(sketch(rows, SIZE, SIZE, policy), rows);
    }

    @ParameterizedTest
    @MethodSource("streamsAndPolicies")
    void keepsTheTheoremOverRandomMergeTrees(TestMatrix matrix, long seed, ShrinkPolicy policy) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        Random random = new Random(seed);
        List<IncrementalSvd> parts = new ArrayList<>();
        for (int start = 0; start < ROWS; ) {
            int end = Math.min(ROWS, start + 1 + random.nextInt(90));
            parts.add(sketch(Arrays.copyOfRange(rows, start, end), SIZE, SIZE, policy));
            start = end;
        }
        while (parts.size() > 1) {
            IncrementalSvd other = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(other);
        }
        assertTheorem(parts.get(0), rows);
        assertThat(parts.get(0).rows()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @MethodSource("matricesAndPolicies")
    void losesNothingWhenTheDimensionFitsTheSketch(TestMatrix matrix, ShrinkPolicy policy) {
        double[][] rows = matrix.rows(ROWS, SIZE, 3);
        IncrementalSvd sketch = sketch(rows, SIZE, SIZE, policy);
        assertThat(sketch.shrinkage()).isZero();
        assertTheorem(sketch, rows);
    }

    @ParameterizedTest
    @MethodSource("matricesAndPolicies")
    void losesNothingOfFewerRowsThanItsSize(TestMatrix matrix, ShrinkPolicy policy) {
        double[][] rows = matrix.rows(SIZE - 1, DIMENSION, 3);
        IncrementalSvd sketch = sketch(rows, SIZE, SIZE, policy);
        assertThat(sketch.shrinkage()).isZero();
        assertTheorem(sketch, rows);
    }

    @Test
    void thePoliciesDifferInWhoPays() {
        assertThat(Arrays.stream(ShrinkPolicy.values()).mapToInt(policy -> policy.shrunk(16)))
                .containsExactly(16, 16, 4, 0);
        double[][] rows = TestMatrix.NOISE.rows(2 * SIZE, DIMENSION, 29);
        double[] sigma = Dense.singularValues(Dense.centred(rows));
        double delta = sigma[SIZE] * sigma[SIZE];
        for (ShrinkPolicy policy : ShrinkPolicy.values()) {
            IncrementalSvd sketch = sketch(rows, SIZE, rows.length, policy);
            assertThat(sketch.shrinkage()).as("Δ of %s", policy).isCloseTo(delta, within(delta));
            for (int i = 0; i < SIZE; i++) {
                double paid = i < SIZE - policy.shrunk(SIZE) ? 0 : delta;
                assertThat(Dense.frobeniusSquared(new double[][] {sketch.directions()[i]}))
                        .as("row %d of %s", i, policy)
                        .isCloseTo(sigma[i] * sigma[i] - paid, within(sigma[0] * sigma[0]));
            }
        }
    }

    /** Four strong directions fill the sketch; after them every block brings less of a weak one than they have. */
    @Test
    void truncationLosesAWeakDirectionForGoodAndFrequentDirectionsDoesNot() {
        int size = 4;
        double[][] rows = new double[4_000][DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            int direction = i < 2 * size ? i / 2 : size;
            rows[i][direction] = (i % 2 == 0 ? 1 : -1) * (i < 2 * size ? 7 : 0.4);
        }
        double[] weak = new double[DIMENSION];
        weak[size] = 1;
        double truth = 0.16 * (rows.length - 2 * size);
        IncrementalSvd truncated = sketch(rows, size, size, ShrinkPolicy.TRUNCATION);
        assertThat(truncated.squaredNormAlong(weak)).isLessThan(ROUNDING * truth);
        assertThat(truncated.shrinkage()).isCloseTo(truth, within(truth));
        IncrementalSvd shrunk = sketch(rows, size, size);
        assertThat(shrunk.squaredNormAlong(weak)).isGreaterThan(0.8 * truth);
    }

    @Test
    void theRobustEstimateAddsHalfOfWhatIsMissing() {
        double[][] rows = TestMatrix.NOISE.rows(ROWS, DIMENSION, 31);
        IncrementalSvd plain = sketch(rows, SIZE, SIZE);
        IncrementalSvd robust = sketch(rows, SIZE, SIZE, ShrinkPolicy.ROBUST);
        assertThat(robust.shrinkage()).isEqualTo(plain.shrinkage()).isPositive();
        assertThat(robust.ridge()).isEqualTo(robust.shrinkage() / 2);
        assertThat(robust.spectralError()).isEqualTo(robust.shrinkage() / 2);
        assertThat(plain.ridge()).isZero();
        assertThat(plain.spectralError()).isEqualTo(plain.shrinkage());
        double[] axis = new double[DIMENSION];
        axis[3] = 1;
        assertThat(robust.squaredNormAlong(axis)).isEqualTo(plain.squaredNormAlong(axis) + robust.ridge());
    }

    /** Row i at √γ^(n−1−i): what the sketch that forgets is a sketch of. */
    private static double[][] forgotten(double[][] rows, double retention) {
        double[][] weighted = new double[rows.length][];
        Arrays.setAll(weighted, i -> {
            double weight = Math.pow(retention, (rows.length - 1 - i) / 2.0);
            return Arrays.stream(rows[i]).map(x -> weight * x).toArray();
        });
        return weighted;
    }

    private static IncrementalSvd forgetting(double[][] rows, int blockRows, double retention, ShrinkPolicy policy) {
        IncrementalSvd sketch = new IncrementalSvd(DIMENSION, SIZE, policy);
        for (int start = 0; start < rows.length; start += blockRows) {
            double[][] block = Arrays.copyOfRange(rows, start, Math.min(rows.length, start + blockRows));
            HalfLife halfLife = retention == 1 ? HalfLife.NEVER : HalfLife.ofRows(-Math.log(2) / Math.log(retention));
            RowBlock added = RowBlock.of(block);
            sketch.forget(halfLife.leftBefore(added, Double.NaN));
            sketch.fold(halfLife.aged(added, Double.NaN));
        }
        return sketch;
    }

    @ParameterizedTest
    @MethodSource("streamsAndPolicies")
    void boundsTheMatrixAtItsPresentWeights(TestMatrix matrix, long seed, ShrinkPolicy policy) {
        double retention = 0.98;
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        double[][] weighted = forgotten(rows, retention);
        IncrementalSvd sketch = forgetting(rows, 7, retention, policy);
        double energy = Dense.frobeniusSquared(weighted);
        assertThat(sketch.rows()).isEqualTo(ROWS);
        assertThat(sketch.weight()).isCloseTo((1 - Math.pow(retention, ROWS)) / (1 - retention), within(1 / retention));
        assertThat(sketch.energy()).isCloseTo(energy, within(energy));
        double[] meanDirection = sketch.meanDirection();
        double[][] whole = Arrays.copyOf(sketch.directions(), sketch.directions().length + 1);
        whole[whole.length - 1] = meanDirection;
        double[] eigenvalues = Dense.eigenvalues(Dense.gram(weighted, DIMENSION).minus(Dense.gram(whole, DIMENSION)));
        double rounding = ROUNDING * energy + Double.MIN_NORMAL;
        assertThat(eigenvalues[DIMENSION - 1]).as("below").isGreaterThanOrEqualTo(-rounding);
        assertThat(eigenvalues[0]).as("above").isLessThanOrEqualTo(sketch.shrinkage() + rounding);
    }

    @Test
    void forgettingEverythingButTheLastRowLeavesIt() {
        double[][] rows = TestMatrix.NOISE.rows(20, DIMENSION, 37);
        IncrementalSvd sketch = forgetting(rows, 5, 1e-30, ShrinkPolicy.FREQUENT_DIRECTIONS);
        assertThat(sketch.mean()).containsExactly(rows[19], org.assertj.core.data.Offset.offset(1e-15));
        assertThat(sketch.weight()).isEqualTo(1);
    }

    @Test
    void roundingIsForgottenToo() {
        double[][] rows = TestMatrix.NOISE.rows(ROWS, DIMENSION, 41);
        assertThat(forgetting(rows, 5, 0.5, ShrinkPolicy.ROBUST).relativeRounding())
                .isLessThan(forgetting(rows, 5, 1, ShrinkPolicy.ROBUST).relativeRounding());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0000001, Double.NaN})
    void refusesToForgetMoreThanEverything(double share) {
        IncrementalSvd sketch = new IncrementalSvd(2, 2, ShrinkPolicy.ROBUST);
        sketch.fold(RowBlock.of(new double[2]));
        assertThatThrownBy(() -> sketch.forget(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the share left is " + share);
        assertThat(sketch.weight()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void knowsMeanScatterAndEnergyExactly(TestMatrix matrix) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, 5);
        IncrementalSvd half = sketch(Arrays.copyOf(rows, ROWS / 3), SIZE, SIZE);
        half.merge(sketch(Arrays.copyOfRange(rows, ROWS / 3, ROWS), SIZE, SIZE));
        double energy = Dense.frobeniusSquared(rows);
        SimpleMatrix error = new SimpleMatrix(new double[][] {half.mean()})
                .minus(new SimpleMatrix(new double[][] {Dense.mean(rows)}));
        assertThat(error.normF()).isLessThan(ROUNDING * Math.sqrt(energy));
        assertThat(half.scatter()).isCloseTo(Dense.frobeniusSquared(Dense.centred(rows)), within(energy));
        assertThat(half.energy()).isCloseTo(energy, within(energy));
    }

    private static org.assertj.core.data.Offset<Double> within(double scale) {
        return org.assertj.core.data.Offset.offset(ROUNDING * scale);
    }

    @Test
    void aRowOfWeightThreeIsThreeRows() {
        double[][] rows = TestMatrix.SPIKED.rows(60, DIMENSION, 7);
        double[][] repeated =
                Arrays.stream(rows).flatMap(row -> Stream.of(row, row, row)).toArray(double[][]::new);
        IncrementalSvd weighted = new IncrementalSvd(DIMENSION, SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS);
        for (double[] row : rows) {
            RowBlock block = new RowBlock(1, DIMENSION);
            block.add(row, 3);
            weighted.fold(block);
        }
        assertThat(weighted.rows()).isEqualTo(60);
        assertThat(weighted.weight()).isEqualTo(180);
        assertThat(weighted.scatter())
                .isCloseTo(Dense.frobeniusSquared(Dense.centred(repeated)), within(Dense.frobeniusSquared(repeated)));
        assertTheorem(weighted, repeated);
    }

    @Test
    void scalesWithItsRows() {
        double[][] rows = TestMatrix.SPIKED.rows(ROWS, DIMENSION, 11);
        double[][] doubled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> 2 * x).toArray())
                .toArray(double[][]::new);
        IncrementalSvd one = sketch(rows, SIZE, SIZE);
        IncrementalSvd two = sketch(doubled, SIZE, SIZE);
        assertThat(two.shrinkage()).isEqualTo(4 * one.shrinkage());
        assertThat(two.scatter()).isEqualTo(4 * one.scatter());
    }

    @Test
    void holdsOrthogonalRowsInDescendingOrder() {
        IncrementalSvd sketch = sketch(TestMatrix.SPIKED.rows(ROWS, DIMENSION, 13), SIZE, SIZE);
        double[][] b = sketch.directions();
        assertThat(b.length).isEqualTo(SIZE);
        for (int i = 1; i < b.length; i++) {
            assertThat(Dense.cosine(b[i], b[i])).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(Dense.frobeniusSquared(new double[][] {b[i]}))
                    .as("length of row %d", i)
                    .isLessThanOrEqualTo(Dense.frobeniusSquared(new double[][] {b[i - 1]}));
            for (int j = 0; j < i; j++) {
                assertThat(Math.abs(Dense.cosine(b[i], b[j])))
                        .as("rows %d and %d", i, j)
                        .isLessThan(1e-9);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matricesAndPolicies")
    void theScatterPaysForTheShrinkage(TestMatrix matrix, ShrinkPolicy policy) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, 17);
        IncrementalSvd sketch = sketch(rows, SIZE, SIZE, policy);
        double kept = Dense.frobeniusSquared(sketch.directions());
        assertThat(kept + (policy.shrunk(SIZE) + 1) * sketch.shrinkage())
                .isLessThanOrEqualTo(sketch.scatter() + ROUNDING * Dense.frobeniusSquared(rows));
    }

    @Test
    void mergesOnlyItsOwnShape() {
        IncrementalSvd sketch = new IncrementalSvd(3, 4, ShrinkPolicy.ROBUST);
        List<IncrementalSvd> others = List.of(
                new IncrementalSvd(3, 5, ShrinkPolicy.ROBUST),
                new IncrementalSvd(2, 4, ShrinkPolicy.ROBUST),
                new IncrementalSvd(3, 4, ShrinkPolicy.TRUNCATION));
        for (IncrementalSvd other : others) {
            assertThatThrownBy(() -> sketch.merge(other))
                    .as(other.shape())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dimension 3, size 4 and policy ROBUST");
        }
    }

    @Test
    void mergingTheEmptySketchChangesNothing() {
        IncrementalSvd sketch = sketch(TestMatrix.NOISE.rows(20, 5, 19), SIZE, SIZE);
        double scatter = sketch.scatter();
        sketch.merge(new IncrementalSvd(5, SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS));
        assertThat(sketch.rows()).isEqualTo(20);
        assertThat(sketch.scatter()).isEqualTo(scatter);
    }

    @Test
    void roundingOfQrStaysBelowHalfItsAllowance() {
        double[][] rows = TestMatrix.BADLY_SCALED.rows(20_000, SIZE, 23);
        assertRoundingBelowHalfItsAllowance(sketch(rows, SIZE, SIZE), Dense.frobeniusSquared(rows), 2);
    }

    @Test
    void roundingOfGramMatricesStaysBelowHalfItsAllowance() {
        double[][] rows = TestMatrix.RANK_DEFICIENT.rows(20_000, DIMENSION, 23);
        IncrementalSvd sketch = sketch(rows, SIZE, SIZE);
        assertThat(sketch.shrinkage()).isLessThan(sketch.relativeRounding() * sketch.scatter());
        assertRoundingBelowHalfItsAllowance(sketch, Dense.frobeniusSquared(rows), 1);
    }

    /** A fold takes the products of these rows for zeros, so what they are adds to its error. */
    @ParameterizedTest
    @MethodSource("matricesAndPolicies")
    void theRowsStayOrthogonalToHalfTheAllowanceForRounding(TestMatrix matrix, ShrinkPolicy policy) {
        IncrementalSvd sketch = sketch(matrix.rows(20_000, DIMENSION, 29), SIZE, SIZE, policy);
        double[][] gram = Kernels.gram(sketch.directions());
        for (int i = 1; i < gram.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Math.abs(gram[i][j]))
                        .as("rows %d and %d", i, j)
                        .isLessThanOrEqualTo(0.5 * sketch.relativeRounding() * gram[0][0]);
            }
        }
    }

    /** The energy of B and of the mean is that of the rows: what differs is rounding, of σ₁ to the given power. */
    private static void assertRoundingBelowHalfItsAllowance(IncrementalSvd sketch, double energy, double factor) {
        double[] sigma = sketch.uncentred().values();
        double kept = Arrays.stream(sigma).map(s -> s * s).sum();
        double allowance = factor * sketch.relativeRounding() * sigma[0] * sigma[0];
        assertThat(Math.abs(kept - energy)).isLessThan(0.5 * allowance);
    }
}
