package io.eigenstream.sketches.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against values of SciPy 1.10.1: norm.sf and chi2.isf. */
class DistributionsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.5, 0.3085375387259869",
        "1.999, 0.02280417693265888",
        "2.001, 0.02269619494564154",
        "3, 0.0013498980316300933",
        "8, 6.22096057427174e-16",
        "30, 4.906713927147908e-198",
        "-2, 0.9772498680518208"
    })
    void theNormalTailIsRightToTwelveDigits(double z, double tail) {
        assertThat(NormalDistribution.upperTail(z)).isCloseTo(tail, Percentage.withPercentage(1e-10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, 0, 1.999, 2, 8, 30})
    void theLogarithmOfTheNormalTailIsThat(double z) {
        assertThat(NormalDistribution.logUpperTail(z))
                .isCloseTo(Math.log(NormalDistribution.upperTail(z)), Percentage.withPercentage(1e-9));
    }

    /** SciPy's norm.logsf. */
    @Test
    void theLogarithmGoesOnWhereTheTailUnderflows() {
        assertThat(NormalDistribution.upperTail(100)).isZero();
        assertThat(NormalDistribution.logUpperTail(100)).isCloseTo(-5005.524208694205, within(1e-8));
    }

    @Test
    void theNormalQuantileInvertsTheTail() {
        for (double p : new double[] {0.999, 0.5, 0.1, 1e-3, 1e-9, 1e-100}) {
            assertThat(NormalDistribution.upperTail(NormalDistribution.upperQuantile(p)))
                    .as("p = %s", p)
                    .isCloseTo(p, Percentage.withPercentage(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.001, 10.827566170662733, 3.2",
        "1, 0.01, 6.6348966010212145, 1.5",
        "3, 0.001, 16.26623619623813, 1.8",
        "10, 0.001, 29.58829844507442, 0.6",
        "10, 0.05, 18.307038053275146, 0.1",
        "100, 0.001, 149.44925277903886, 0.05"
    })
    void theChiSquareLimitIsRightToItsStatedShare(double degrees, double p, double limit, double percent) {
        ScaledChiSquare distribution = new ScaledChiSquare(1, degrees);
        double found = distribution.limit(TailProbability.of(p));
        assertThat(found).isCloseTo(limit, Percentage.withPercentage(percent));
        assertThat(distribution.logUpperTail(found)).isCloseTo(Math.log(p), Percentage.withPercentage(1e-6));
    }

    @Test
    void matchesMeanAndVariance() {
        ScaledChiSquare matched = ScaledChiSquare.matching(3, 8);
        assertThat(matched.scale() * matched.degrees()).isCloseTo(3, within(1e-12));
        assertThat(2 * matched.scale() * matched.scale() * matched.degrees()).isCloseTo(8, within(1e-12));
    }
}
