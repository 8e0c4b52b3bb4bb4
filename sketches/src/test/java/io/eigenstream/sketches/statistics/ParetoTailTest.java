package io.eigenstream.sketches.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoTailTest {

    private static double[] drawn(double shape, double scale, int n, Random random) {
        ParetoTail tail = new ParetoTail(shape, scale);
        return random.doubles(n).map(u -> tail.limit(1 - u)).toArray();
    }

    private static ParetoTail fit(double[] excesses) {
        double[] ones = new double[excesses.length];
        Arrays.fill(ones, 1);
        return ParetoTail.fit(excesses, ones);
    }

    /** The exponential would say 102 where the truth is 194. */
    @Test
    void findsTheLimitOfAHeavyTail() {
        Random random = new Random(1);
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            sum += fit(drawn(0.4, 2, 1000, random)).limit(1e-4);
        }
        assertThat(sum / 50).isCloseTo(new ParetoTail(0.4, 2).limit(1e-4), Percentage.withPercentage(15));
        assertThat(new ParetoTail(0.4, 2).limit(1e-4)).isCloseTo(194, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e6})
    void followsTheScale(double scale) {
        double[] excesses = drawn(0.7, 1, 500, new Random(2));
        ParetoTail one = fit(excesses);
        ParetoTail other = fit(Arrays.stream(excesses).map(y -> scale * y).toArray());
        assertThat(other.shape()).isCloseTo(one.shape(), within(1e-6));
        assertThat(other.scale()).isCloseTo(scale * one.scale(), Percentage.withPercentage(1e-4));
    }

    @Test
    void isTheLikeliestOnAGrid() {
        double[] excesses = drawn(0.5, 3, 400, new Random(3));
        ParetoTail fitted = fit(excesses);
        double best = likelihood(fitted, excesses);
        for (double shape = 0; shape < 2; shape += 0.02) {
            for (double scale = 0.5; scale < 10; scale *= 1.02) {
                assertThat(likelihood(new ParetoTail(shape, scale), excesses))
                        .as("γ = %s, σ = %s", shape, scale)
                        .isLessThanOrEqualTo(best + 1e-6);
            }
        }
    }

    private static double likelihood(ParetoTail tail, double[] excesses) {
        return Arrays.stream(excesses)
                .map(y -> -Math.log(tail.scale())
                        + tail.logUpperTail(y)
                        - (tail.shape() == 0 ? 0 : Math.log1p(tail.shape() * y / tail.scale())))
                .sum();
    }

    @Test
    void aTailThatEndsIsTakenForAnExponential() {
        double[] uniform = new Random(4).doubles(1000).toArray();
        ParetoTail fitted = fit(uniform);
        assertThat(fitted.shape()).isZero();
        assertThat(fitted.scale()).isCloseTo(Arrays.stream(uniform).average().orElseThrow(), within(1e-12));
        assertThat(fit(new double[] {3, 3, 3})).isEqualTo(new ParetoTail(0, 3));
    }

    @Test
    void weightsCountAsRepetitions() {
        ParetoTail weighted = ParetoTail.fit(new double[] {1, 5, 90}, new double[] {3, 2, 1});
        ParetoTail repeated = fit(new double[] {1, 1, 1, 5, 5, 90});
        assertThat(weighted.shape()).isPositive().isCloseTo(repeated.shape(), within(1e-12));
        assertThat(weighted.scale()).isCloseTo(repeated.scale(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 2})
    void theLimitInvertsTheTail(double shape) {
        ParetoTail tail = new ParetoTail(shape, 7);
        assertThat(tail.logUpperTail(0)).isZero();
        for (double p : new double[] {1, 0.5, 1e-3, 1e-9}) {
            assertThat(tail.logUpperTail(tail.limit(p))).isCloseTo(Math.log(p), within(1e-9));
        }
    }
}
