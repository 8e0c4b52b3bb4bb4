package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final int DIMENSION = 10;

    private static IncrementalSvd sketch(double[][] rows, int size) {
        IncrementalSvd sketch = new IncrementalSvd(rows[0].length, size, ShrinkPolicy.FREQUENT_DIRECTIONS);
        for (int i = 0; i < rows.length; i += size) {
            sketch.fold(RowBlock.of(Arrays.copyOfRange(rows, i, Math.min(rows.length, i + size))));
        }
        return sketch;
    }

    private static double[][] inUnits(double[][] rows, double[] units) {
        return Arrays.stream(rows)
                .map(row -> {
                    double[] other = row.clone();
                    Arrays.setAll(other, j -> row[j] * units[j]);
                    return other;
                })
                .toArray(double[][]::new);
    }

    private static double[] deviations(double[][] rows) {
        double[][] centred = Dense.centred(rows);
        double[] deviations = new double[rows[0].length];
        Arrays.setAll(
                deviations,
                j -> Math.sqrt(Arrays.stream(centred)
                                .mapToDouble(row -> row[j] * row[j])
                                .sum()
                        / (rows.length - 1)));
        return deviations;
    }

    private static double[] units() {
        double[] units = new double[DIMENSION];
        Arrays.setAll(units, j -> Math.pow(10, j - 5.0));
        return units;
    }

    @Test
    void standardComponentsAreThoseOfTheCorrelations() {
        double[][] rows = inUnits(TestMatrix.SPIKED.rows(500, DIMENSION, 1), units());
        PrincipalComponents model = sketch(rows, 16).principalComponents(RankRule.fixed(4), Scaling.STANDARD);
        double[] deviations = deviations(rows);
        for (int j = 0; j < DIMENSION; j++) {
            assertThat(model.scale()[j]).isCloseTo(deviations[j], within(1e-12 * deviations[j]));
        }
        SimpleMatrix inverse =
                SimpleMatrix.diag(Arrays.stream(deviations).map(s -> 1 / s).toArray());
        SimpleMatrix correlations = inverse.mult(Dense.gram(Dense.centred(rows), DIMENSION))
                .mult(inverse)
                .divide(rows.length - 1.0);
        double[] lambda = Dense.eigenvalues(correlations);
        assertThat(model.variances()).usingComparatorWithPrecision(1e-10).containsExactly(Arrays.copyOf(lambda, 4));
        double outside = Arrays.stream(lambda).skip(4).sum();
        assertThat(model.residualVariance()).isCloseTo(outside, within(1e-10));
        for (int i = 0; i < 4; i++) {
            SimpleMatrix axis = new SimpleMatrix(DIMENSION, 1, true, model.axes()[i]);
            assertThat(correlations.mult(axis).minus(axis.scale(lambda[i])).normF())
                    .as("axis %d", i)
                    .isLessThan(1e-9);
        }
    }

    @Test
    void unitsMakeNoDifferenceToStandardScores() {
        double[][] rows = TestMatrix.SPIKED.rows(500, DIMENSION, 2);
        double[][] others = inUnits(rows, units());
        PrincipalComponents plain = sketch(rows, 16).principalComponents(RankRule.energyShare(0.9), Scaling.STANDARD);
        PrincipalComponents scaled =
                sketch(others, 16).principalComponents(RankRule.energyShare(0.9), Scaling.STANDARD);
        assertThat(scaled.rank()).isEqualTo(plain.rank());
        double[][] probes = TestMatrix.NOISE.rows(50, DIMENSION, 3);
        double[][] probesInUnits = inUnits(probes, units());
        for (int i = 0; i < probes.length; i++) {
            RowScore expected = plain.score(probes[i]);
            RowScore score = scaled.score(probesInUnits[i]);
            assertThat(score.q()).isCloseTo(expected.q(), within(1e-9 * (1 + expected.q())));
            assertThat(score.t2()).isCloseTo(expected.t2(), within(1e-9 * (1 + expected.t2())));
            for (int j = 0; j < DIMENSION; j++) {
                double nearest = expected.expected(probes[i], j) * units()[j];
                assertThat(score.expected(probesInUnits[i], j))
                        .isCloseTo(nearest, within(1e-9 * (1 + Math.abs(probes[i][j])) * units()[j]));
            }
        }
    }

    @Test
    void constantColumnsAreDividedByOne() {
        Random random = new Random(4);
        double[][] rows = new double[200][];
        Arrays.setAll(rows, i -> new double[] {5 * random.nextGaussian(), 1e9 + 0.1, 0, random.nextGaussian()});
        PrincipalComponents model = sketch(rows, 8).principalComponents(RankRule.energyShare(0.99), Scaling.STANDARD);
        assertThat(model.scale()[1]).isEqualTo(1);
        assertThat(model.scale()[2]).isEqualTo(1);
        assertThat(model.scale()[0]).isCloseTo(5, within(1.0));
        double[][] zeros = new double[20][4];
        assertThat(sketch(zeros, 8)
                        .principalComponents(RankRule.energyShare(0.99), Scaling.STANDARD)
                        .scale())
                .containsOnly(1);
    }

    /** What is not exact is right in the sum, and the upper end of a variance is one. */
    @Test
    void aSketchThatLosesRowsKnowsTheScaleInTheMean() {
        int d = 60;
        double[][] rows = TestMatrix.SPIKED.rows(2000, d, 5);
        IncrementalSvd sketch = sketch(rows, 16);
        assertThat(sketch.shrinkage()).isPositive();
        PrincipalComponents model = sketch.principalComponents(RankRule.fixed(4), Scaling.STANDARD);
        double squares = Arrays.stream(model.scale()).map(s -> s * s).sum();
        assertThat(squares).isCloseTo(sketch.scatter() / (rows.length - 1), within(1e-9 * squares));
        double held = Arrays.stream(model.variances()).sum() + model.residualVariance();
        assertThat(held).as("the scaled columns have variance 1 each").isGreaterThanOrEqualTo(d * (1 - 1e-9));
        double[] deviations = deviations(rows);
        for (int j = 0; j < d; j++) {
            assertThat(model.scale()[j]).isCloseTo(deviations[j], within(0.5 * deviations[j]));
        }
    }

    @Test
    void noScalingIsOnes() {
        double[][] rows = TestMatrix.SPIKED.rows(100, DIMENSION, 6);
        assertThat(sketch(rows, 16).principalComponents(RankRule.fixed(2)).scale())
                .containsOnly(1);
    }
}
