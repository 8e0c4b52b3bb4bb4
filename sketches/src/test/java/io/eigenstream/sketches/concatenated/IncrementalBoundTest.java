package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncrementalBoundTest {

    private static final int SEEDS = Seeds.COUNT;
    private static final int BLOCKS = 7;
    private static final int MOST_ROWS = 14;
    private static final int DIMENSION = 11;
    private static final int RANK = 3;

    @ParameterizedTest
    @EnumSource(Blocks.class)
    void valuesAreLowerBoundsOneByOne(Blocks kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<double[][]> blocks = kind.list(BLOCKS, MOST_ROWS, DIMENSION, seed);
            IncrementalBound svd = IncrementalBound.ofRank(RANK);
            for (int i = 0; i < BLOCKS; i++) {
                svd = svd.with(Stack.member(i, blocks.get(i)));
            }
            double[] lower = svd.singularValues();
            double[][] rows = Stack.of(blocks);
            double[] sigma = Stack.singularValues(rows);
            double rounding = Stack.ROUNDING * sigma[0];
            assertThat(lower.length).as("%s seed %d", kind, seed).isLessThanOrEqualTo(RANK + 5);
            for (int i = 0; i < lower.length; i++) {
                assertThat(lower[i]).as("%s seed %d value %d", kind, seed, i).isLessThanOrEqualTo(sigma[i] + rounding);
            }
            double[][] basis = svd.basis();
            for (int i = 0; i < basis.length; i++) {
                double along =
                        new SimpleMatrix(rows).mult(new SimpleMatrix(basis[i])).normF();
                assertThat(lower[i]).as("%s seed %d along v%d", kind, seed, i).isLessThanOrEqualTo(along + rounding);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Blocks.class)
    void isExactWhereNothingIsTruncated(Blocks kind) {
        int rank = DIMENSION - 5;
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<double[][]> blocks = kind.list(BLOCKS, MOST_ROWS, DIMENSION, seed);
            StackBound raw = IncrementalBound.ofRank(rank);
            StackBound sketched = IncrementalBound.ofRank(rank);
            List<double[][]> sketches = new ArrayList<>();
            double energy = 0;
            for (double[][] block : blocks) {
                double[][] sketch = Stack.shrunk(block, 2);
                raw = raw.with(Member.ofRows("raw", block));
                sketched = sketched.with(Member.ofSketch("sketch", sketch, Stack.energy(block)));
                sketches.add(sketch);
                energy += Stack.energy(block);
            }
            double[][] rows = Stack.of(blocks);
            assertThat(raw.relativeError())
                    .as("%s seed %d", kind, seed)
                    .isCloseTo(Stack.relativeError(rows, rank), within(1e-11));
            double[][] kept = Stack.of(sketches);
            double expected = (energy - Stack.energy(kept) + Stack.squaredTail(kept, rank)) / energy;
            assertThat(Math.pow(sketched.relativeError(), 2))
                    .as("%s seed %d, sketched", kind, seed)
                    .isCloseTo(energy == 0 ? 0 : expected, within(1e-11));
        }
    }

    /** Six directions fit at rank 1: what came first of the seventh is dropped, and stays lost when more comes. */
    @Test
    void countsWhatItDropped() {
        double[][] strong = new double[7][7];
        for (int i = 0; i < 7; i++) {
            strong[i][i] = 7 - i;
        }
        IncrementalBound svd = IncrementalBound.ofRank(1).with(Member.ofRows("a", strong));
        assertThat(svd.singularValues()).containsExactly(new double[] {7, 6, 5, 4, 3, 2}, within(1e-14));
        assertThat(svd.relativeError()).isCloseTo(Math.sqrt(91 / 140.0), within(1e-12));
        svd = svd.with(Member.ofRows("b", Blocks.row(0, 0, 0, 0, 0, 0, 1)));
        assertThat(svd.singularValues())
                .as("σ₇² = 2, half of it lost")
                .hasSize(6)
                .endsWith(2);
        assertThat(svd.relativeError()).isCloseTo(Math.sqrt(92 / 141.0), within(1e-12));
    }

    @Test
    void dropsWhatIsTwoToTheMinusFortyOfTheLargest() {
        StackBound one = Stack.on(IncrementalBound.ofRank(2), Blocks.row(1, 0));
        assertThat(Stack.on(one, Blocks.row(0, 0x1.0p-40)).basis()).hasDimensions(1, 2);
        assertThat(Stack.on(one, Blocks.row(0, 0x1.1p-40)).basis()).hasDimensions(2, 2);
    }

    @Test
    void theBasisStaysOrthonormalWithinTheAllowanceOverAThousandUpdates() {
        Random random = new Random(5);
        StackBound bound = IncrementalBound.ofRank(4);
        for (int i = 0; i < 1000; i++) {
            bound = bound.with(Member.ofRows("m", Blocks.gaussian(2, 12, random)));
        }
        // every update has at least 9 directions and 2 rows
        double allowance = 1000 * 0x1.0p-52 * (12 + 16) * 12;
        assertThat(Stack.departureFromOrthonormality(bound.basis())).isLessThan(allowance);
    }
}
