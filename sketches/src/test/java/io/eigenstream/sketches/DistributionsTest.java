package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(distribution.limit(p)).isCloseTo(limit, Percentage.withPercentage(percent));
        assertThat(distribution.upperTail(distribution.limit(p))).isCloseTo(p, Percentage.withPercentage(1e-6));
    }

    @Test
    void matchesMeanAndVariance() {
        ScaledChiSquare matched = ScaledChiSquare.matching(3, 8);
        assertThat(matched.scale() * matched.degrees()).isCloseTo(3, within(1e-12));
        assertThat(2 * matched.scale() * matched.scale() * matched.degrees()).isCloseTo(8, within(1e-12));
    }

    @Test
    void counterGaussiansAreStandardNormalAndDependOnKeyAndCounterOnly() {
        double[] numbers = new double[101];
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        int n = 0;
        for (long counter = 0; counter < 2000; counter++) {
            CounterGaussian.fill(7, counter, numbers);
            for (double x : numbers) {
                sum += x;
                squares += x * x;
                fourths += x * x * x * x;
                n++;
            }
        }
        double sixSigmas = 6 / Math.sqrt(n);
        assertThat(sum / n).isCloseTo(0, within(sixSigmas));
        assertThat(squares / n).isCloseTo(1, within(sixSigmas * Math.sqrt(2)));
        assertThat(fourths / n).isCloseTo(3, within(sixSigmas * Math.sqrt(96)));
        double[] again = new double[101];
        CounterGaussian.fill(7, 1999, again);
        assertThat(again).containsExactly(numbers);
        CounterGaussian.fill(8, 1999, again);
        assertThat(again).isNotEqualTo(numbers);
    }
}
