package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.RankChoice.Reason;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    private static final int ROWS = 2000;
    private static final int DIMENSION = 12;

    private static PrincipalComponents components(double[][] rows, double share) {
        return SpectrumEstimateTest.summary(rows, 16, 1).principalComponents(share);
    }

    /** Rows with standard deviations 1, ½, ¼, … along the axes, about a mean of 5. */
    private static double[][] decaying(int n, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> {
            double[] row = TestMatrix.gaussian(DIMENSION, random);
            for (int j = 0; j < DIMENSION; j++) {
                row[j] = 5 + row[j] * Math.pow(0.5, j);
            }
            return row;
        });
        return rows;
    }

    @Test
    void equalsBatchPca() {
        double[][] rows = decaying(ROWS, 1);
        PrincipalComponents model = components(rows, 0.99);
        SimpleMatrix covariance = Dense.gram(Dense.centred(rows), DIMENSION).divide(ROWS - 1);
        double[] lambda = Dense.eigenvalues(covariance);
        assertThat(model.rows()).isEqualTo(ROWS);
        assertThat(model.mean()).usingComparatorWithPrecision(1e-12).containsExactly(Dense.mean(rows));
        for (int i = 0; i < model.rank(); i++) {
            assertThat(model.variances()[i]).as("λ_%d", i).isCloseTo(lambda[i], within(1e-12));
            SimpleMatrix axis = new SimpleMatrix(new double[][] {model.axes()[i]}).transpose();
            assertThat(covariance.mult(axis).minus(axis.scale(lambda[i])).normF())
                    .as("axis %d", i)
                    .isLessThan(1e-9);
        }
        double outside = Arrays.stream(lambda).skip(model.rank()).sum();
        assertThat(model.residualVariance()).isCloseTo(outside, within(1e-12));
    }

    @Test
    void takesTheFewestAxesThatHoldTheShare() {
        double[][] rows = decaying(ROWS, 2);
        double[] lambda = Dense.eigenvalues(Dense.gram(Dense.centred(rows), DIMENSION));
        double total = Arrays.stream(lambda).sum();
        for (double share : new double[] {0.3, 0.76, 0.94, 0.99, 0.999}) {
            PrincipalComponents model = components(rows, share);
            double held = Arrays.stream(lambda).limit(model.rank()).sum() / total;
            double withoutLast = Arrays.stream(lambda).limit(model.rank() - 1L).sum() / total;
            assertThat(held).as("share %s", share).isGreaterThanOrEqualTo(share);
            assertThat(withoutLast).as("share %s", share).isLessThan(share);
            assertThat(model.rankReason()).isEqualTo(Reason.ENERGY);
        }
    }

    @Test
    void keepsTheAxesThatItsRuleChooses() {
        double[][] rows = decaying(ROWS, 3);
        MatrixSketch sketch = SpectrumEstimateTest.sketch(rows, 16, 1);
        PrincipalComponents most = sketch.lastFoldComponents(RankRule.fixed(DIMENSION));
        assertThat(most.rank()).isEqualTo(DIMENSION - 1);
        assertThat(most.rankReason()).isEqualTo(Reason.CAPPED);
        for (int rank = 1; rank < DIMENSION; rank++) {
            PrincipalComponents model = sketch.summary().principalComponents(RankRule.fixed(rank));
            assertThat(model.rankReason()).isEqualTo(Reason.FIXED);
            assertThat(model.variances()).containsExactly(Arrays.copyOf(most.variances(), rank));
            assertThat(model.axes()).isDeepEqualTo(Arrays.copyOf(most.axes(), rank));
        }
        PrincipalComponents half = sketch.lastFoldComponents(RankRule.errorTolerance(0.6));
        assertThat(half.rankReason()).isEqualTo(Reason.TOLERANCE);
        assertThat(half.rank()).as("1 − 0.6² is 0.64 < 0.75").isEqualTo(1);
    }

    @Test
    void capsTheRankBelowTheDimensionAndAtHalfTheSketch() {
        double[][] noise = TestMatrix.NOISE.rows(500, DIMENSION, 3);
        PrincipalComponents whole = components(noise, 0.999);
        assertThat(whole.rank()).isEqualTo(DIMENSION - 1);
        assertThat(whole.rankReason()).isEqualTo(Reason.CAPPED);
        PrincipalComponents sketched = SpectrumEstimateTest.summary(noise, 8, 1).principalComponents(0.999);
        assertThat(sketched.rank()).isEqualTo(4);
        assertThat(sketched.rankReason()).isEqualTo(Reason.CAPPED);
    }

    @Test
    void splitsTheDistanceToTheMeanByPythagoras() {
        double[][] rows = decaying(ROWS, 4);
        PrincipalComponents model = components(rows, 0.9);
        for (double[] row : TestMatrix.NOISE.rows(50, DIMENSION, 5)) {
            RowScore score = model.score(row);
            double[] centred = row.clone();
            TestMatrix.add(-1, model.mean(), centred);
            double inside = 0;
            double t2 = 0;
            for (int i = 0; i < model.rank(); i++) {
                double z = Kernels.dot(model.axes()[i], centred);
                inside += z * z;
                t2 += z * z / model.variances()[i];
                assertThat(Kernels.dot(model.axes()[i], score.residual()))
                        .as("axis %d", i)
                        .isCloseTo(0, within(1e-12));
            }
            assertThat(score.q() + inside).isCloseTo(Kernels.squaredNorm(centred), within(1e-11));
            assertThat(score.t2()).isCloseTo(t2, within(1e-9 * t2));
            assertThat(Kernels.squaredNorm(score.residual())).isEqualTo(score.q());
        }
    }

    @Test
    void flagsNormalRowsAboutAsOftenAsAsked() {
        for (double rate : new double[] {0.05, 0.01}) {
            PrincipalComponents model = components(decaying(ROWS, 6), 0.9);
            ControlLimits limits = model.limits(rate);
            int n = 20_000;
            int flagged = 0;
            int overQ = 0;
            int overT2 = 0;
            for (double[] row : decaying(n, 7)) {
                RowScore score = model.score(row);
                flagged += score.combined() > limits.combined() ? 1 : 0;
                overQ += score.q() > limits.q() ? 1 : 0;
                overT2 += score.t2() > limits.t2() ? 1 : 0;
            }
            assertThat((double) flagged / n).as("D² at %s", rate).isBetween(0.5 * rate, 2 * rate);
            assertThat((double) overQ / n).as("Q at %s", rate).isBetween(0.5 * rate, 2 * rate);
            assertThat((double) overT2 / n).as("T² at %s", rate).isBetween(0.5 * rate, 2 * rate);
        }
    }

    @Test
    void whatTheSketchLostMakesNoRowStrange() {
        for (TestMatrix matrix : new TestMatrix[] {TestMatrix.NOISE, TestMatrix.SPIKED}) {
            double[][] all = matrix.rows(6000, 60, 12);
            MatrixSummary summary = SpectrumEstimateTest.summary(Arrays.copyOf(all, 3000), 16, 1);
            assertThat(summary.spectrum().shrinkage()).isPositive();
            PrincipalComponents model = summary.principalComponents(0.99);
            ControlLimits limits = model.limits(0.01);
            long flagged = Arrays.stream(all)
                    .skip(3000)
                    .map(model::score)
                    .filter(score -> score.combined() > limits.combined())
                    .count();
            assertThat(flagged / 3000.0).as("%s", matrix).isLessThan(2 * 0.01);
        }
    }

    @Test
    void aVarianceIsTheUpperEndOfWhatIsKnown() {
        double[][] rows = TestMatrix.SPIKED.rows(ROWS, 60, 13);
        MatrixSummary summary = SpectrumEstimateTest.summary(rows, 16, 1);
        PrincipalComponents model = summary.principalComponents(0.99);
        SimpleMatrix covariance = Dense.gram(Dense.centred(rows), 60).divide(ROWS - 1);
        double width = summary.spectrum().shrinkage() / (ROWS - 1);
        for (int i = 0; i < model.rank(); i++) {
            SimpleMatrix axis = new SimpleMatrix(new double[][] {model.axes()[i]}).transpose();
            double truth = axis.transpose().mult(covariance).mult(axis).get(0);
            assertThat(model.variances()[i]).as("axis %d", i).isBetween(truth - 1e-9, truth + width + 1e-9);
        }
        double outside = covariance.trace()
                - Arrays.stream(model.variances())
                        .map(variance -> variance - width)
                        .sum();
        assertThat(model.residualVariance()).isCloseTo(outside, within(1e-9));
    }

    @Test
    void strangeRowsInsideAndOutsideTheSubspaceAreFarAboveTheLimit() {
        PrincipalComponents model = components(decaying(ROWS, 8), 0.9);
        ControlLimits limits = model.limits(0.001);
        double[] outside = model.mean();
        outside[DIMENSION - 1] += 20 * Math.sqrt(model.residualVariance());
        double[] inside = model.mean();
        TestMatrix.add(20 * Math.sqrt(model.variances()[0]), model.axes()[0], inside);
        for (double[] row : new double[][] {outside, inside}) {
            RowScore score = model.score(row);
            assertThat(score.combined()).isGreaterThan(4 * limits.combined());
            assertThat(limits.logPValue(score.combined())).isLessThan(Math.log(1e-9));
        }
        assertThat(limits.logPValue(model.score(model.mean()).combined())).isGreaterThan(Math.log(0.9));
    }

    @Test
    void pValuesFallFromOneAndAreTheRateAtTheLimit() {
        ControlLimits limits = components(decaying(ROWS, 9), 0.9).limits(0.001);
        double above = Double.POSITIVE_INFINITY;
        for (double q = 1e-6; q < 1e12; q *= 3) {
            RowScore score =
                    new RowScore(q, 0, 0.5, new double[DIMENSION], new double[DIMENSION], new double[DIMENSION]);
            double logPValue = limits.logPValue(score.combined());
            assertThat(logPValue).as("Q = %s", q).isLessThanOrEqualTo(0).isLessThanOrEqualTo(above);
            assertThat(logPValue < Math.log(limits.falseAlarmRate()))
                    .as("Q = %s", q)
                    .isEqualTo(score.combined() > limits.combined());
            above = logPValue;
        }
        assertThat(above).isFinite().isLessThan(-1000);
    }

    @Test
    void theCombinedStatisticIsTheDistanceInTheCovarianceOfProbabilisticPca() {
        PrincipalComponents model = components(decaying(ROWS, 15), 0.9);
        SimpleMatrix covariance = SimpleMatrix.identity(DIMENSION).scale(model.noiseVariance());
        for (int i = 0; i < model.rank(); i++) {
            SimpleMatrix axis = new SimpleMatrix(new double[][] {model.axes()[i]}).transpose();
            double above = model.variances()[i] - model.noiseVariance();
            covariance = covariance.plus(axis.mult(axis.transpose()).scale(above));
        }
        assertThat(covariance.trace())
                .isCloseTo(Arrays.stream(model.variances()).sum() + model.residualVariance(), within(1e-12));
        SimpleMatrix precision = covariance.invert();
        for (double[] row : decaying(50, 16)) {
            double[] centred = row.clone();
            TestMatrix.add(-1, model.mean(), centred);
            SimpleMatrix x = new SimpleMatrix(new double[][] {centred}).transpose();
            double distance = x.transpose().mult(precision).mult(x).get(0);
            assertThat(model.score(row).combined()).isCloseTo(distance, within(1e-9 * distance));
        }
    }

    @Test
    void thePartsOfAllColumnsAddUpToTheirStatistic() {
        PrincipalComponents model = components(decaying(ROWS, 17), 0.95);
        for (double[] row : TestMatrix.NOISE.rows(50, DIMENSION, 18)) {
            RowScore score = model.score(row);
            double[] columns = new double[3];
            for (int j = 0; j < DIMENSION; j++) {
                assertThat(Math.min(score.partOfQ(j), score.partOfT2(j))).isNotNegative();
                columns[0] += score.partOfQ(j);
                columns[1] += score.partOfT2(j);
                columns[2] += score.partOfCombined(j);
            }
            assertThat(columns[0]).isCloseTo(score.q(), within(1e-12 * score.q()));
            assertThat(columns[1]).isCloseTo(score.t2(), within(1e-12 * score.t2()));
            assertThat(columns[2]).isCloseTo(score.combined(), within(1e-12 * score.combined()));
        }
    }

    @Test
    void theColumnThatMovedHasTheLargestPartInsideTheSubspaceAndOutside() {
        PrincipalComponents model = components(decaying(ROWS, 19), 0.9);
        for (int moved = 0; moved < DIMENSION; moved++) {
            double[] row = model.mean();
            row[moved] += 10;
            RowScore score = model.score(row);
            for (int j = 0; j < DIMENSION; j++) {
                assertThat(score.partOfCombined(j))
                        .as("column %d when %d moved", j, moved)
                        .isLessThanOrEqualTo(score.partOfCombined(moved));
            }
            assertThat(score.partOfCombined(moved)).isGreaterThan(0.9 * score.combined());
        }
    }

    @Test
    void rowsThatDoNotVaryHaveNoAxesButStillAResidual() {
        double[][] rows = new double[100][DIMENSION];
        Arrays.stream(rows).forEach(row -> Arrays.fill(row, 3));
        PrincipalComponents model = components(rows, 0.99);
        assertThat(model.rank()).isZero();
        assertThat(model.rankReason()).isEqualTo(Reason.DEGENERATE);
        assertThat(model.residualVariance()).isPositive();
        ControlLimits limits = model.limits(0.001);
        RowScore same = model.score(rows[0]);
        assertThat(same.combined()).isLessThan(limits.combined());
        double[] other = rows[0].clone();
        other[2] += 1;
        RowScore strange = model.score(other);
        assertThat(strange.q()).isCloseTo(1, within(1e-12));
        assertThat(strange.combined()).isGreaterThan(limits.combined());
    }

    @Test
    void zeroRowsAreNotStrangeToZeroRows() {
        PrincipalComponents model = components(new double[50][3], 0.99);
        ControlLimits limits = model.limits(0.001);
        RowScore score = model.score(new double[3]);
        assertThat(limits.q()).isPositive().isFinite();
        assertThat(limits.logPValue(score.combined())).isBetween(Math.log(0.9), 0.0);
    }

    @Test
    void smallWeightsLeaveEverythingFinite() {
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(3, 4, 4, 1));
        for (double[] row : TestMatrix.NOISE.rows(8, 3, 14)) {
            sketch.update(row, 0.01);
        }
        PrincipalComponents model = sketch.summary().principalComponents(0.9);
        assertThat(model.residualVariance()).isBetween(1e-3, 1e3);
        assertThat(model.variances()[0]).isBetween(1e-3, 1e3);
        assertThat(model.limits(0.001).q()).isPositive().isFinite();
    }

    @Test
    void isWarmAfterTenRowsForEveryAxisAndOneMore() {
        double[][] rows = TestMatrix.RANK_DEFICIENT.rows(30, DIMENSION, 10);
        assertThat(components(Arrays.copyOf(rows, 29), 0.9999).rank()).isEqualTo(2);
        assertThat(components(Arrays.copyOf(rows, 29), 0.9999).isWarm()).isFalse();
        assertThat(components(rows, 0.9999).isWarm()).isTrue();
    }

    @Test
    void refusesAnotherDimensionAndAnImpossibleShare() {
        PrincipalComponents model = components(decaying(100, 11), 0.9);
        assertThatThrownBy(() -> model.score(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 values, expected 12");
        assertThatThrownBy(() -> components(decaying(100, 11), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("energyShare is 1.0");
    }
}
