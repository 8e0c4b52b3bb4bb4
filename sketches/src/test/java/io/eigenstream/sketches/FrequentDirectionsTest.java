package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class FrequentDirectionsTest {

    private static final int SEEDS = 20;
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

    static FrequentDirections sketch(double[][] rows, int size, int blockRows) {
        int d = rows[0].length;
        FrequentDirections sketch = new FrequentDirections(d, size);
        for (int start = 0; start < rows.length; start += blockRows) {
            RowBlock block = new RowBlock(blockRows, d);
            for (int i = start; i < Math.min(rows.length, start + blockRows); i++) {
                block.add(rows[i], 1);
            }
            sketch.fold(block);
        }
        return sketch;
    }

    private static void assertTheorem(FrequentDirections sketch, double[][] rows) {
        double rounding = ROUNDING * Dense.frobeniusSquared(rows) + Double.MIN_NORMAL;
        int d = rows[0].length;
        SimpleMatrix missing = Dense.gram(Dense.centred(rows), d).minus(Dense.gram(sketch.directions(), d));
        double[] eigenvalues = Dense.eigenvalues(missing);
        assertThat(eigenvalues[d - 1]).as("BᵀB is not above S").isGreaterThanOrEqualTo(-rounding);
        assertThat(eigenvalues[0]).as("S − BᵀB is not above ΔI").isLessThanOrEqualTo(sketch.shrinkage() + rounding);

        double[] spectrum = Dense.singularValues(rows);
        for (int k = 0; k <= sketch.size(); k++) {
            double tail = Arrays.stream(spectrum).skip(k).map(s -> s * s).sum();
            assertThat(sketch.shrinkage())
                    .as("Δ against ‖A − A_k‖² at k = %d", k)
                    .isLessThanOrEqualTo(tail / (sketch.size() + 1 - k) + rounding);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void underestimatesEveryDirectionByAtMostShrinkage(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        assertTheorem(sketch(rows, SIZE, SIZE), rows);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void keepsTheTheoremOverRandomMergeTrees(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        Random random = new Random(seed);
        List<FrequentDirections> parts = new ArrayList<>();
        for (int start = 0; start < ROWS; ) {
            int end = Math.min(ROWS, start + 1 + random.nextInt(90));
            parts.add(sketch(Arrays.copyOfRange(rows, start, end), SIZE, SIZE));
            start = end;
        }
        while (parts.size() > 1) {
            FrequentDirections other = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(other);
        }
        assertTheorem(parts.get(0), rows);
        assertThat(parts.get(0).rows()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void losesNothingWhenTheDimensionFitsTheSketch(TestMatrix matrix) {
        double[][] rows = matrix.rows(ROWS, SIZE, 3);
        FrequentDirections sketch = sketch(rows, SIZE, SIZE);
        assertThat(sketch.shrinkage()).isZero();
        assertTheorem(sketch, rows);
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void losesNothingOfFewerRowsThanItsSize(TestMatrix matrix) {
        double[][] rows = matrix.rows(SIZE - 1, DIMENSION, 3);
        FrequentDirections sketch = sketch(rows, SIZE, SIZE);
        assertThat(sketch.shrinkage()).isZero();
        assertTheorem(sketch, rows);
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void knowsMeanScatterAndEnergyExactly(TestMatrix matrix) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, 5);
        FrequentDirections half = sketch(Arrays.copyOf(rows, ROWS / 3), SIZE, SIZE);
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
        FrequentDirections weighted = new FrequentDirections(DIMENSION, SIZE);
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
        FrequentDirections one = sketch(rows, SIZE, SIZE);
        FrequentDirections two = sketch(doubled, SIZE, SIZE);
        assertThat(two.shrinkage()).isEqualTo(4 * one.shrinkage());
        assertThat(two.scatter()).isEqualTo(4 * one.scatter());
    }

    @Test
    void holdsOrthogonalRowsInDescendingOrder() {
        FrequentDirections sketch = sketch(TestMatrix.SPIKED.rows(ROWS, DIMENSION, 13), SIZE, SIZE);
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

    @Test
    void theScatterPaysForTheShrinkage() {
        for (TestMatrix matrix : TestMatrix.values()) {
            double[][] rows = matrix.rows(ROWS, DIMENSION, 17);
            FrequentDirections sketch = sketch(rows, SIZE, SIZE);
            double kept = Dense.frobeniusSquared(sketch.directions());
            assertThat(kept + (SIZE + 1) * sketch.shrinkage())
                    .as("%s", matrix)
                    .isLessThanOrEqualTo(sketch.scatter() + ROUNDING * Dense.frobeniusSquared(rows));
        }
    }

    @Test
    void mergesOnlyItsOwnShape() {
        assertThatThrownBy(() -> new FrequentDirections(3, 4).merge(new FrequentDirections(3, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension 3 and size 5");
        assertThatThrownBy(() -> new FrequentDirections(3, 4).merge(new FrequentDirections(2, 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mergingTheEmptySketchChangesNothing() {
        FrequentDirections sketch = sketch(TestMatrix.NOISE.rows(20, 5, 19), SIZE, SIZE);
        double scatter = sketch.scatter();
        sketch.merge(new FrequentDirections(5, SIZE));
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
        FrequentDirections sketch = sketch(rows, SIZE, SIZE);
        assertThat(sketch.shrinkage()).isLessThan(sketch.relativeRounding() * sketch.scatter());
        assertRoundingBelowHalfItsAllowance(sketch, Dense.frobeniusSquared(rows), 1);
    }

    /** The energy of B and of the mean is that of the rows: what differs is rounding, of σ₁ to the given power. */
    private static void assertRoundingBelowHalfItsAllowance(FrequentDirections sketch, double energy, double factor) {
        double[] sigma = sketch.uncentred().values();
        double kept = Arrays.stream(sigma).map(s -> s * s).sum();
        double allowance = factor * sketch.relativeRounding() * sigma[0] * sigma[0];
        assertThat(Math.abs(kept - energy)).isLessThan(0.5 * allowance);
    }
}
