package io.eigenstream.sketches.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmpiricalDistributionTest {

    private static final int BLOCK = 64;

    /** Sums of squares, and squares of them: a tail as of normal rows, and a heavy one. */
    private static double chiSquare(Random random) {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += Math.pow(random.nextGaussian(), 2);
        }
        return sum;
    }

    private static double heavy(Random random) {
        return 5 / Math.sqrt(random.nextDouble());
    }

    private static EmpiricalDistribution of(double[] numbers) {
        EmpiricalDistribution distribution = new EmpiricalDistribution();
        for (int i = 0; i < numbers.length; i += BLOCK) {
            distribution.add(Arrays.copyOfRange(numbers, i, Math.min(numbers.length, i + BLOCK)));
        }
        return distribution;
    }

    private static double[] drawn(int n, Random random, ToDoubleFunction<Random> law) {
        return random.doubles(n).map(ignored -> law.applyAsDouble(random)).toArray();
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.01", "0.001"})
    void asManyAsAskedForAreBeyondTheLimit(double rate) {
        for (ToDoubleFunction<Random> law : java.util.List.<ToDoubleFunction<Random>>of(
                EmpiricalDistributionTest::chiSquare, EmpiricalDistributionTest::heavy)) {
            Random random = new Random(1);
            int beyond = 0;
            int all = 0;
            for (int seed = 0; seed < 40; seed++) {
                EmpiricalDistribution distribution = of(drawn(3000, random, law));
                double limit = distribution.limit(rate);
                beyond += (int) Arrays.stream(drawn(5000, random, law))
                        .filter(x -> x > limit)
                        .count();
                all += 5000;
            }
            assertThat((double) beyond / all).isBetween(rate / 1.5, rate * 1.5);
        }
    }

    @Test
    void theTailIsTheInverseOfTheLimitAndFalls() {
        EmpiricalDistribution distribution = of(drawn(4000, new Random(2), EmpiricalDistributionTest::heavy));
        for (double rate : new double[] {0.3, 0.05, 0.01, 1e-4, 1e-8}) {
            assertThat(Math.exp(distribution.logUpperTail(distribution.limit(rate))))
                    .as("rate %s", rate)
                    .isBetween(rate * 0.97, rate * 1.03);
        }
        double above = 0;
        for (double x = 0; x < 1e6; x = x * 1.05 + 0.01) {
            assertThat(distribution.logUpperTail(x)).as("x = %s", x).isLessThanOrEqualTo(above);
            above = distribution.logUpperTail(x);
        }
    }

    @Test
    void isUnknownBelow128Numbers() {
        double[] numbers = drawn(128, new Random(3), EmpiricalDistributionTest::chiSquare);
        assertThat(of(Arrays.copyOf(numbers, 127)).isKnown()).isFalse();
        assertThat(of(numbers).isKnown()).isTrue();
    }

    /** Of 5,000 numbers five may be beyond the limit: so many alarms, and a block more, pass before it has risen. */
    @Test
    void followsAChangeWithinABlockOrTwo() {
        Random random = new Random(4);
        EmpiricalDistribution distribution = of(drawn(5000, random, EmpiricalDistributionTest::chiSquare));
        int alarms = 0;
        for (int block = 0; block < 20; block++) {
            double[] shifted = drawn(BLOCK, random, r -> 100 * chiSquare(r));
            double limit = distribution.limit(0.001);
            alarms += (int) Arrays.stream(shifted).filter(x -> x > limit).count();
            distribution.add(shifted);
        }
        assertThat(alarms).isBetween(5, 3 * BLOCK);
    }

    @Test
    void forgetsByScale() {
        Random random = new Random(5);
        EmpiricalDistribution distribution = of(drawn(5000, random, r -> 100 * chiSquare(r)));
        for (int block = 0; block < 100; block++) {
            distribution.scale(0.8);
            distribution.add(drawn(BLOCK, random, EmpiricalDistributionTest::chiSquare));
        }
        assertThat(distribution.limit(0.01)).isLessThan(60);
    }

    @Test
    void equalNumbersHaveATail() {
        double[] numbers = new double[200];
        Arrays.fill(numbers, 3);
        EmpiricalDistribution distribution = of(numbers);
        assertThat(distribution.limit(0.001)).isBetween(3.0, 3.5);
        assertThat(distribution.logUpperTail(4)).isLessThan(-10);
        assertThat(of(new double[200]).logUpperTail(1)).isNegative();
    }

    @Test
    void mergesTheCountsAndFitsThem() {
        Random random = new Random(6);
        double[] numbers = drawn(2000, random, EmpiricalDistributionTest::chiSquare);
        EmpiricalDistribution merged = of(Arrays.copyOf(numbers, 100));
        merged.merge(of(Arrays.copyOfRange(numbers, 100, 2000)));
        assertThat(merged.limit(0.2)).isEqualTo(of(numbers).limit(0.2));
        EmpiricalDistribution few = of(Arrays.copyOf(numbers, 50));
        few.merge(of(Arrays.copyOfRange(numbers, 50, 100)));
        assertThat(few.isKnown()).isFalse();
    }

    @Test
    void isItsStateAndRefusesAnyOther() {
        double[] numbers = drawn(1000, new Random(7), EmpiricalDistributionTest::heavy);
        for (int n : new int[] {0, 50, 700}) {
            EmpiricalDistribution distribution = of(Arrays.copyOf(numbers, n));
            EmpiricalDistribution read = EmpiricalDistribution.of(distribution.toArray());
            for (int i = n; i < 1000; i += 50) {
                double[] more = Arrays.copyOfRange(numbers, i, Math.min(1000, i + 50));
                distribution.add(more);
                read.add(more);
                assertThat(read.toArray()).as("from %d, at %d", n, i).containsExactly(distribution.toArray());
            }
        }
        double[] state = of(numbers).toArray();
        assertThatThrownBy(() -> EmpiricalDistribution.of(new double[4])).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < state.length; i++) {
            double[] damaged = state.clone();
            damaged[i] = Double.NaN;
            assertThatThrownBy(() -> EmpiricalDistribution.of(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int i : new int[] {0, 1, 2, 3}) {
            double[] damaged = state.clone();
            damaged[i] = -1;
            assertThatThrownBy(() -> EmpiricalDistribution.of(damaged))
                    .as("number %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theTailIsTheFiftiethPartOrTwentyNumbersAndFoundAnewByTheTenthPart() {
        double[] numbers = drawn(5000, new Random(8), EmpiricalDistributionTest::heavy);
        assertThat(tailShare(of(Arrays.copyOf(numbers, 200)))).isBetween(20 / 200.0, 30 / 200.0);
        EmpiricalDistribution distribution = of(numbers);
        assertThat(tailShare(distribution)).isBetween(0.02, 0.03);
        double[] state = distribution.toArray();
        assertThat(state[4]).as("numbers left").isBetween(0.0, 500.0);
        assertThat(state[5]).as("peaks left").isBetween(0.0, 0.1 * 0.03 * 5000);
        for (int i = 0; i < 10; i++) {
            distribution.add(new double[50]);
        }
        assertThat(tailShare(distribution))
                .as("half a thousand small ones later")
                .isNotEqualTo(state[1]);
    }

    private static double tailShare(EmpiricalDistribution distribution) {
        return distribution.toArray()[1];
    }

    @Test
    void aMergeFindsTheTailAnew() {
        double[] numbers = drawn(4000, new Random(9), EmpiricalDistributionTest::heavy);
        EmpiricalDistribution merged = of(Arrays.copyOf(numbers, 150));
        double before = tailShare(merged);
        merged.merge(of(Arrays.copyOfRange(numbers, 150, 4000)));
        assertThat(before).isGreaterThan(0.1);
        assertThat(tailShare(merged)).isBetween(0.02, 0.03);
    }
}
