package io.eigenstream.sketches.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogHistogramTest {

    private static double[] numbers(int n, long seed) {
        Random random = new Random(seed);
        return random.doubles(n).map(u -> Math.exp(4 * u * u) - 1).toArray();
    }

    private static LogHistogram of(double[] numbers) {
        LogHistogram histogram = new LogHistogram();
        Arrays.stream(numbers).forEach(x -> histogram.add(x, 1));
        return histogram;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantilesAreRightToTheWidthOfABin(long seed) {
        double[] numbers = numbers(5000, seed);
        LogHistogram histogram = of(numbers);
        Arrays.sort(numbers);
        for (int above : new int[] {1, 5, 50, 500, 2500, 4900}) {
            double exact = numbers[numbers.length - above];
            assertThat(histogram.quantileFromAbove(above - 0.5))
                    .as("%d numbers above", above)
                    .isBetween(exact / 1.032, exact * 1.032);
        }
    }

    @Test
    void countsWhatIsAboveAnEdgeExactlyAndInABinInProportion() {
        LogHistogram histogram = of(new double[] {1, 1, 1, 1, 2, 4, 8});
        assertThat(histogram.total()).isEqualTo(7);
        assertThat(histogram.weightAbove(0)).isEqualTo(7);
        assertThat(histogram.weightAbove(1)).isEqualTo(7);
        assertThat(histogram.weightAbove(1 + 1 / 64.0)).isEqualTo(5);
        assertThat(histogram.weightAbove(1 + 1 / 32.0)).isEqualTo(3);
        assertThat(histogram.weightAbove(2)).isEqualTo(3);
        assertThat(histogram.weightAbove(8.5)).isZero();
        assertThat(histogram.weightAbove(1e300)).isZero();
        assertThat(histogram.edgeBelow(1)).isEqualTo(8);
        assertThat(histogram.edgeBelow(3)).isEqualTo(2);
        assertThat(histogram.edgeBelow(3.5)).isEqualTo(1);
        assertThat(histogram.excesses(2)).isDeepEqualTo(new double[][] {{1 / 32.0, 2 + 1 / 16.0, 6.125}, {1, 1, 1}});
    }

    @Test
    void aQuantileIsTheInverseOfTheWeightAbove() {
        LogHistogram histogram = of(numbers(300, 4));
        for (double weight = 0.25; weight < 300; weight += 0.5) {
            assertThat(histogram.weightAbove(histogram.quantileFromAbove(weight)))
                    .isCloseTo(weight, within(1e-9));
        }
    }

    @Test
    void allOfItIsAboveItsFirstEdge() {
        LogHistogram histogram = of(new double[] {3, 4, 5});
        assertThat(histogram.quantileFromAbove(3)).isEqualTo(3);
        assertThat(histogram.quantileFromAbove(4)).isEqualTo(3);
        assertThat(histogram.edgeBelow(3)).isEqualTo(3);
        assertThat(histogram.edgeBelow(4)).isEqualTo(3);
        assertThat(histogram.quantileFromAbove(1)).isEqualTo(5);
    }

    @Test
    void readsTheOutermostBinsAndNoneBeyond() {
        LogHistogram whole = of(new double[] {0, 1e300});
        double[] state = whole.toArray();
        assertThat(LogHistogram.of(state).toArray()).containsExactly(state);
        double[] below = state.clone();
        below[1]--;
        assertRefused(below);
        double[] above = state.clone();
        above[1]++;
        assertRefused(above);
        assertRefused(Arrays.copyOf(state, state.length + 1));
    }

    @Test
    void mergesAndForgetsExactlyInAnyOrder() {
        double[] numbers = numbers(400, 5);
        LogHistogram whole = of(numbers);
        LogHistogram merged = of(Arrays.copyOfRange(numbers, 150, 400));
        merged.merge(of(Arrays.copyOf(numbers, 150)));
        merged.merge(new LogHistogram());
        assertThat(merged.toArray()).containsExactly(whole.toArray());
        LogHistogram copy = merged.copy();
        copy.scale(0.25);
        assertThat(copy.total()).isEqualTo(100);
        assertThat(copy.quantileFromAbove(2)).isEqualTo(whole.quantileFromAbove(8));
        assertThat(merged.toArray()).containsExactly(whole.toArray());
        LogHistogram empty = new LogHistogram();
        empty.merge(whole);
        assertThat(empty.toArray()).containsExactly(whole.toArray());
    }

    @Test
    void whatIsTooSmallOrTooLargeCountsAtTheEnds() {
        LogHistogram histogram = of(new double[] {0, Double.MIN_VALUE, 1e-9, 1e300, Double.POSITIVE_INFINITY});
        assertThat(histogram.total()).isEqualTo(5);
        assertThat(histogram.weightAbove(1)).isEqualTo(2);
        assertThat(histogram.toArray().length).isEqualTo(2 + 120 * 32 + 1);
    }

    @Test
    void anEmptyOneHasNothingAbove() {
        LogHistogram empty = new LogHistogram();
        assertThat(empty.weightAbove(1)).isZero();
        assertThat(empty.quantileFromAbove(1)).isZero();
        assertThat(empty.edgeBelow(1)).isZero();
        assertThat(LogHistogram.of(empty.toArray()).toArray()).containsExactly(0, 0);
    }

    @Test
    void isItsStateAndRefusesAnyOther() {
        double[] state = of(numbers(50, 6)).toArray();
        assertThat(LogHistogram.of(state).toArray()).containsExactly(state);
        assertRefused(new double[] {1});
        assertRefused(new double[5000]);
        for (int i = 0; i < state.length; i++) {
            for (double lie : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, state[i] + 0.5}) {
                double[] damaged = state.clone();
                damaged[i] = lie;
                assertRefused(damaged);
            }
        }
        double[] beyond = state.clone();
        beyond[1] = 1 << 20;
        assertRefused(beyond);
    }

    private static void assertRefused(double[] state) {
        assertThatThrownBy(() -> LogHistogram.of(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a histogram of");
    }
}
