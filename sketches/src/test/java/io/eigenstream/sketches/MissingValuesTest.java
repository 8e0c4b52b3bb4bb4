package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The theorem of {@link PrincipalComponents#completed}, against dense linear algebra. */
class MissingValuesTest {

    private static final int DIMENSION = 9;
    private static final int SIZE = 16;

    /** Three causes behind nine columns of different units, with noise. */
    private static double[][] rows(int n, double noise, Random random) {
        double[][] mixing = new double[3][];
        Arrays.setAll(mixing, i -> TestMatrix.gaussian(DIMENSION, new Random(5 + i)));
        double[][] rows = new double[n][];
        Arrays.setAll(rows, r -> {
            double[] row = new double[DIMENSION];
            for (double[] cause : mixing) {
                TestMatrix.add(random.nextGaussian(), cause, row);
            }
            for (int j = 0; j < DIMENSION; j++) {
                row[j] = Math.pow(2, j) * (7 + row[j] + noise * random.nextGaussian());
            }
            return row;
        });
        return rows;
    }

    private static PrincipalComponents model(double[][] rows, RankRule rule, Scaling scaling) {
        IncrementalSvd sketch = new IncrementalSvd(DIMENSION, SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS);
        sketch.fold(RowBlock.of(rows));
        return sketch.principalComponents(rule, scaling);
    }

    private static double[] without(double[] row, boolean[] isMissing) {
        double[] holes = row.clone();
        for (int j = 0; j < holes.length; j++) {
            holes[j] = isMissing[j] ? Double.NaN : row[j];
        }
        return holes;
    }

    private static boolean[] someMissing(Random random) {
        boolean[] missing = new boolean[DIMENSION];
        double share = random.nextDouble();
        for (int j = 0; j < DIMENSION; j++) {
            missing[j] = random.nextDouble() < share;
        }
        return missing;
    }

    /** C = VΛVᵀ + σ²(I − VVᵀ), whose Mahalanobis distance D² is, in the units of the rows. */
    private static SimpleMatrix covariance(PrincipalComponents model) {
        SimpleMatrix c = SimpleMatrix.identity(DIMENSION).scale(model.noiseVariance());
        for (int i = 0; i < model.rank(); i++) {
            SimpleMatrix axis = new SimpleMatrix(DIMENSION, 1, true, model.axes()[i]);
            c = c.plus(axis.mult(axis.transpose()).scale(model.variances()[i] - model.noiseVariance()));
        }
        SimpleMatrix scale = SimpleMatrix.diag(model.scale());
        return scale.mult(c).mult(scale);
    }

    /** (x−μ)_Oᵀ C_OO⁻¹ (x−μ)_O. */
    private static double distanceOfObserved(PrincipalComponents model, double[] row, boolean[] isMissing) {
        int[] observed =
                IntStream.range(0, DIMENSION).filter(j -> !isMissing[j]).toArray();
        SimpleMatrix c = covariance(model);
        SimpleMatrix block = new SimpleMatrix(observed.length, observed.length);
        SimpleMatrix x = new SimpleMatrix(observed.length, 1);
        for (int a = 0; a < observed.length; a++) {
            x.set(a, row[observed[a]] - model.mean()[observed[a]]);
            for (int b = 0; b < observed.length; b++) {
                block.set(a, b, c.get(observed[a], observed[b]));
            }
        }
        return observed.length == 0
                ? 0
                : x.transpose().mult(block.invert()).mult(x).get(0);
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void aCompletedRowIsAsFarOutAsItsObservedValues(Scaling scaling) {
        for (long seed = 0; seed < Seeds.COUNT; seed++) {
            Random random = new Random(seed);
            double[][] rows = rows(300, 0.5, random);
            for (RankRule rule : new RankRule[] {RankRule.fixed(1), RankRule.energyShare(0.9), RankRule.fixed(8)}) {
                PrincipalComponents model = model(rows, rule, scaling);
                double[] row = rows(1, 2, random)[0];
                boolean[] isMissing = someMissing(random);
                double[] completed = model.completed(without(row, isMissing));
                double expected = distanceOfObserved(model, row, isMissing);
                assertThat(model.score(completed).combined())
                        .as("seed %d, rank %d", seed, model.rank())
                        .isCloseTo(expected, within(1e-9 * (1 + expected)));
                for (int j = 0; j < DIMENSION; j++) {
                    if (!isMissing[j]) {
                        assertThat(completed[j]).isEqualTo(row[j]);
                    }
                }
            }
        }
    }

    @Test
    void noCompletionIsNearer() {
        Random random = new Random(3);
        PrincipalComponents model = model(rows(300, 0.5, random), RankRule.energyShare(0.95), Scaling.STANDARD);
        for (int i = 0; i < 200; i++) {
            double[] row = rows(1, 1, random)[0];
            boolean[] isMissing = someMissing(random);
            double[] completed = model.completed(without(row, isMissing));
            double least = model.score(completed).combined();
            assertThat(least).isLessThanOrEqualTo(model.score(row).combined() * (1 + 1e-12));
            for (int j = 0; j < DIMENSION; j++) {
                if (isMissing[j]) {
                    double[] other = completed.clone();
                    other[j] += (random.nextBoolean() ? 1e-3 : -1e-3) * Math.pow(2, j);
                    assertThat(model.score(other).combined()).isGreaterThan(least);
                }
            }
        }
    }

    @Test
    void withoutNoiseTheObservedValuesDetermineTheOthers() {
        Random random = new Random(4);
        PrincipalComponents model = model(rows(300, 0, random), RankRule.energyShare(0.999999), Scaling.NONE);
        assertThat(model.rank()).isEqualTo(3);
        double[] row = rows(1, 0, random)[0];
        boolean[] isMissing = new boolean[DIMENSION];
        Arrays.fill(isMissing, 0, DIMENSION - 4, true);
        assertThat(model.completed(without(row, isMissing)))
                .usingComparatorWithPrecision(1e-4)
                .containsExactly(row);
    }

    @Test
    void withoutObservedValuesTheRowIsTheMeanAndAWholeOneIsItself() {
        PrincipalComponents model = model(rows(300, 0.5, new Random(6)), RankRule.energyShare(0.9), Scaling.STANDARD);
        double[] nothing = new double[DIMENSION];
        Arrays.fill(nothing, Double.NaN);
        assertThat(model.completed(nothing)).containsExactly(model.mean());
        double[] row = new double[DIMENSION];
        assertThat(model.completed(row)).isSameAs(row);
        assertThatThrownBy(() -> model.completed(new double[1])).hasMessageContaining("expected 9");
    }

    @Test
    void degenerateModelsCompleteToNumbers() {
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] holes = {1, Double.NaN, 3, Double.NaN, 5, 6, 7, 8, 9};
        double[][] equal = new double[40][];
        Arrays.fill(equal, row);
        assertThat(model(equal, RankRule.energyShare(0.99), Scaling.STANDARD).completed(holes))
                .containsExactly(row);
        double[][] line = new double[40][];
        Arrays.setAll(line, i -> Arrays.stream(row).map(x -> x * i).toArray());
        for (Scaling scaling : Scaling.values()) {
            assertThat(model(line, RankRule.energyShare(0.99), scaling).completed(holes))
                    .as("%s", scaling)
                    .usingComparatorWithPrecision(1e-5)
                    .containsExactly(row);
        }
    }

    /** Rows of noise behind one cause, and a column that never changes; some have holes, the last one a wild value. */
    private static MatrixSketch withHoles(DetectorParameters parameters, double constant) {
        Random random = new Random(10);
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(DIMENSION, SIZE, 8, 1), parameters);
        for (int i = 0; i < 2000; i++) {
            double cause = random.nextGaussian();
            double[] row = new double[DIMENSION];
            Arrays.setAll(row, j -> 0.1 * (cause + 1e-6 * random.nextGaussian()));
            row[8] = constant;
            if (i >= 200 && i % 50 == 0) {
                row[3] = 1e9;
            }
            for (int j = 0; i > SIZE && j < DIMENSION; j++) {
                row[j] = random.nextInt(5) == 0 ? Double.NaN : row[j];
            }
            CompletedRow completed = sketch.completed(row, 1);
            for (int j = 0; j < DIMENSION; j++) {
                double value = completed.values()[j];
                if (Double.isNaN(row[j]) && j != 3) {
                    assertThat(Math.abs(value - (j == 8 ? constant : 0)))
                            .as("row %d, column %d", i, j)
                            .isLessThan(j == 8 ? 1e-15 * (1 + Math.abs(constant)) : 5);
                }
            }
            sketch.update(completed.values(), completed.weight());
        }
        return sketch;
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void oneWildValueMakesNoOthers(Scaling scaling) {
        for (double constant : new double[] {0, 5, 1e-30}) {
            MatrixSketch sketch = withHoles(DetectorParameters.standard().withScaling(scaling), constant);
            double[] mean = sketch.lastFoldComponents(RankRule.energyShare(0.9)).mean();
            assertThat(mean[0]).isCloseTo(0, within(0.1));
            assertThat(mean[8]).isCloseTo(constant, within(1e-15 * (1 + constant)));
        }
    }

    private static MatrixSketch sketch() {
        return new MatrixSketch(new SketchParameters(DIMENSION, SIZE, 8, 1), DetectorParameters.standard());
    }

    @Test
    void beforeTheFirstModelTheWaitingRowsTell() {
        MatrixSketch sketch = sketch();
        double[] holes = new double[DIMENSION];
        holes[4] = Double.NaN;
        assertThatThrownBy(() -> sketch.completed(holes, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values are missing");
        double[] four = new double[DIMENSION];
        Arrays.fill(four, 4);
        sketch.update(four, 3);
        double[] eight = new double[DIMENSION];
        Arrays.fill(eight, 8);
        sketch.update(eight, 1);
        CompletedRow completed = sketch.completed(holes, 2);
        assertThat(completed.values()).containsExactly(0, 0, 0, 0, 5, 0, 0, 0, 0);
        assertThat(completed.weight()).isCloseTo(2 * 8 / 9.0, within(1e-15));
        assertThat(completed.missing()).isEqualTo(1);
        assertThat(sketch.completed(four, 2)).isEqualTo(new CompletedRow(four, 2, 0));
        double[] nothing = new double[DIMENSION];
        Arrays.fill(nothing, Double.NaN);
        assertThatThrownBy(() -> sketch.completed(nothing, 1)).hasMessageContaining("all 9 values are missing");
        assertThatThrownBy(() -> sketch.completed(new double[2], 1)).hasMessageContaining("expected 9");
        MatrixSketch blind = new MatrixSketch(new SketchParameters(DIMENSION, SIZE, 8, 1));
        assertThatThrownBy(() -> blind.completed(four, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterwardsTheModelOfTheLastFoldTells() {
        MatrixSketch sketch = sketch();
        for (double[] row : rows(2 * SIZE, 0.1, new Random(8))) {
            sketch.update(row, 1);
        }
        double[] holes = rows(1, 0.1, new Random(9))[0];
        holes[2] = Double.NaN;
        PrincipalComponents model = sketch.lastFoldComponents(RankRule.energyShare(0.99));
        assertThat(sketch.completed(holes, 1).values()).containsExactly(model.completed(holes));
    }
}
