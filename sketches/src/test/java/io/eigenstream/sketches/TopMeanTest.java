package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopMeanTest {

    private static TopMean of(double... numbers) {
        TopMean mean = new TopMean();
        Arrays.stream(numbers).forEach(mean::add);
        return mean;
    }

    /** Equation 7: sorted, the last k. */
    private static double definition(double[] numbers, int k) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return Arrays.stream(sorted, sorted.length - k, sorted.length).reduce(0, Double::sum) / k;
    }

    private static double[] random(int n, long seed) {
        return new Random(seed).doubles(n, -1, 1).map(x -> x * x * x).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 1",
        "57, 1",
        "99, 1",
        "100, 1",
        "199, 1",
        "200, 2",
        "12_799, 127",
        "12_899, 128",
        "12_900, 128",
        "40_000, 128"
    })
    void isTheMeanOfTheLargestHundredthUpTo128(int n, int k) {
        for (long seed = 1; seed <= 5; seed++) {
            double[] numbers = random(n, seed);
            TopMean mean = of(numbers);
            assertThat(mean.count()).isEqualTo(n);
            assertThat(mean.topCount()).isEqualTo(k);
            assertThat(mean.mean()).as("seed %d", seed).isEqualTo(definition(numbers, k));
            assertThat(mean.largest()).isEqualTo(definition(numbers, 1));
        }
    }

    @Test
    void isThatOfAnyNumberOfNumbers() {
        double[] numbers = random(1000, 7);
        TopMean mean = new TopMean();
        for (int n = 1; n <= numbers.length; n++) {
            mean.add(numbers[n - 1]);
            assertThat(mean.mean())
                    .as("of %d", n)
                    .isEqualTo(definition(Arrays.copyOf(numbers, n), Math.max(1, n / 100)));
        }
    }

    static Stream<double[]> orders() {
        double[] ascending = DoubleStream.iterate(0, x -> x + 1).limit(900).toArray();
        double[] descending = Arrays.stream(ascending).map(x -> -x).toArray();
        double[] ties = Arrays.stream(ascending).map(x -> x % 3).toArray();
        return Stream.of(ascending, descending, ties, new double[900]);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void doesNotDependOnTheOrder(double[] numbers) {
        assertThat(of(numbers).mean()).isEqualTo(definition(numbers, 9));
    }

    @Test
    void infiniteNumbersAreLargerThanAnyOther() {
        double[] numbers = random(300, 2);
        numbers[17] = Double.POSITIVE_INFINITY;
        assertThat(of(numbers).mean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(numbers).largest()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(DoubleStream.generate(() -> Double.POSITIVE_INFINITY)
                                .limit(200)
                                .toArray())
                        .mean())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesWhatHasNoPlaceAmongTheLargestAndStaysAsItWas(double number) {
        TopMean mean = of(1, 2);
        assertThatThrownBy(() -> mean.add(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(number));
        assertThat(mean.count()).isEqualTo(2);
        assertThat(mean.mean()).isEqualTo(2);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThat(new TopMean().topCount()).isZero();
        assertThatThrownBy(() -> new TopMean().mean()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new TopMean().largest()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhenItsArrayIsAnotherOne() {
        TopMean mean = new TopMean();
        for (double number : random(2000, 3)) {
            double[] before = mean.toArray();
            assertThat(mean.add(number)).isEqualTo(!Arrays.equals(before, mean.toArray()));
        }
    }

    @Test
    void goesOnFromItsStateBitForBit() {
        double[] numbers = random(15_000, 4);
        TopMean whole = new TopMean();
        TopMean restored = new TopMean();
        for (int n = 0; n < numbers.length; n++) {
            whole.add(numbers[n]);
            restored.add(numbers[n]);
            if (n < 300 || n % 997 == 0) {
                restored = TopMean.of(restored.count(), restored.toArray());
                assertThat(restored.mean()).isEqualTo(whole.mean());
            }
            assertThat(restored.toArray()).containsExactly(whole.toArray());
        }
    }

    @Test
    void keepsItsStateToItself() {
        double[] state = {1, 2};
        TopMean mean = TopMean.of(2, state);
        state[1] = 9;
        mean.toArray()[1] = 8;
        assertThat(mean.largest()).isEqualTo(2);
    }

    static Stream<double[]> noHeaps() {
        double nan = Double.NaN;
        return Stream.of(
                new double[] {},
                new double[] {1, 2},
                new double[] {1, 2, 3, 4},
                new double[] {2, 1, 3},
                new double[] {2, 3, 1},
                new double[] {nan, 1, 2},
                new double[] {1, nan, 2},
                new double[] {1, 2, nan},
                new double[] {Double.NEGATIVE_INFINITY, 1, 2});
    }

    @ParameterizedTest
    @MethodSource("noHeaps")
    void stateOfNothingIsRefused(double[] largest) {
        assertThatThrownBy(() -> TopMean.of(3, largest)).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void moreOrFewerThanTheLargestAreNoState() {
        double[] many = new double[TopMean.CAPACITY + 1];
        assertThatThrownBy(() -> TopMean.of(many.length, many)).isInstanceOf(CorruptStateException.class);
        assertThatThrownBy(() -> TopMean.of(-1, new double[0])).isInstanceOf(CorruptStateException.class);
        assertThat(TopMean.of(0, new double[0]).count()).isZero();
    }
}
