package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterGaussianTest {

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
