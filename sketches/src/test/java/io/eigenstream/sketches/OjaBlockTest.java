package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OjaBlockTest {

    private static final double HALF_ULP = 0x1.0p-53;

    /** Of a projection, by the class doc of {@link OjaBlock#relativeRounding}; the literal rule's is smaller. */
    static double projectionRounding(int b, int d) {
        return (2.0 * b + 1) * (d + b + 8) * HALF_ULP;
    }

    @Test
    void isTheRuleRowByRow() {
        int d = 6;
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            Random random = new Random(seed);
            double[] start = Kernels.normalized(TestMatrix.gaussian(d, random));
            for (int b : new int[] {1, 2, 5, 16, 33}) {
                double[][] rows = TestMatrix.HEAVY.rows(b, d, random);
                for (int exponent = -20; exponent <= 4; exponent += 3) {
                    double rate = Math.scalb(1.0, exponent);
                    LiteralOja literal = LiteralOja.of(rows, rate, start);
                    OjaBlock block = new OjaBlock(rows);
                    OjaBlock.Outcome outcome = block.apply(rate, start);
                    double tolerance =
                            4 * literal.sensitivity() * projectionRounding(b, d) + 4 * block.relativeRounding();
                    String which = "seed " + seed + ", b = " + b + ", rate 2^" + exponent;
                    assertThat(tolerance).as(which).isLessThan(1e-6);
                    assertThat(outcome.unit()).as(which).containsExactly(literal.unit(), within(tolerance));
                    assertThat(outcome.logGrowth())
                            .as(which)
                            .isCloseTo(literal.logGrowth(), within(tolerance * (1 + literal.logGrowth())));
                }
            }
        }
    }

    @Test
    void growsBeyondTheRangeOfADouble() {
        double[][] rows = new double[500][];
        Arrays.fill(rows, new double[] {Math.sqrt(0x1.0p30 - 1)});
        OjaBlock.Outcome outcome = new OjaBlock(rows).apply(1, new double[] {-1});
        assertThat(outcome.unit()).containsExactly(-1);
        assertThat(outcome.logGrowth()).isCloseTo(500 * 30 * Math.log(2), Percentage.withPercentage(1e-10));
    }

    @Test
    void forgetsWhatGrowsLessInTheRightProportion() {
        double[][] rows = new double[24][];
        Arrays.setAll(rows, i -> i % 2 == 0 ? new double[] {0x1.0p20, 0} : new double[] {0, 0x1.0p19});
        OjaBlock.Outcome outcome = new OjaBlock(rows).apply(1, new double[] {0.6, 0.8});
        double ratio = 0.8 / 0.6 * Math.pow((1 + 0x1.0p38) / (1 + 0x1.0p40), 12);
        assertThat(outcome.unit()[1] / outcome.unit()[0]).isCloseTo(ratio, Percentage.withPercentage(1e-10));
        assertThat(outcome.logGrowth())
                .isCloseTo(Math.log(0.6) + 12 * Math.log(1 + 0x1.0p40), Percentage.withPercentage(1e-10));
    }

    @Test
    void orthogonalRowsChangeNothing() {
        OjaBlock.Outcome outcome = new OjaBlock(new double[][] {{0, 5}, {0, 0}}).apply(8, new double[] {1, 0});
        assertThat(outcome.unit()).containsExactly(1, 0);
        assertThat(outcome.logGrowth()).isZero();
    }

    @Test
    void roundsAsMuchAsItSays() {
        double epsilon = 17 * 36 * HALF_ULP;
        assertThat(new OjaBlock(new double[8][20]).relativeRounding())
                .isEqualTo(256 * HALF_ULP + 8 * epsilon * epsilon);
        double wide = 3 * (0x1.0p30 + 9) * HALF_ULP;
        assertThat(new OjaBlock(new double[1][1 << 20]).relativeRounding()).isLessThan(81 * HALF_ULP + wide * wide);
    }
}
