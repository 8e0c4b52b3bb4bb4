package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StackBoundTest {

    private static final int SEEDS = Seeds.COUNT;
    private static final int BLOCKS = 7;
    private static final int MOST_ROWS = 14;
    private static final int DIMENSION = 11;
    private static final int RANK = 3;

    static List<StackBound> estimators(int rank) {
        return List.of(WeylBound.ofRank(rank), ResidualBound.ofRank(rank), IncrementalBound.ofRank(rank));
    }

    static Stream<StackBound> estimatorsOfRankOne() {
        return estimators(1).stream();
    }

    static Stream<Arguments> estimatorsAndBlocks() {
        return estimators(RANK).stream()
                .flatMap(estimator -> Arrays.stream(Blocks.values()).map(blocks -> Arguments.of(estimator, blocks)));
    }

    private static void assertTheorem(StackBound bound, double[][] rows, String label) {
        assertThat(bound.relativeError())
                .as("%s, the best of rank %d", label, bound.rank())
                .isGreaterThanOrEqualTo(Stack.relativeError(rows, bound.rank()));
        double[][] basis = bound.basis();
        assertThat(basis.length).as("%s, rows of the basis", label).isLessThanOrEqualTo(bound.rank());
        assertThat(Stack.departureFromOrthonormality(basis))
                .as("%s, ‖VVᵀ − I‖", label)
                .isLessThan(Stack.ROUNDING);
        assertThat(bound.relativeError())
                .as("%s, the basis", label)
                .isGreaterThanOrEqualTo(Stack.relativeError(rows, basis));
    }

    @ParameterizedTest
    @MethodSource("estimatorsAndBlocks")
    void isAboveTheErrorOfTheBestAndOfItsOwnBasis(StackBound empty, Blocks kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<double[][]> blocks = kind.list(BLOCKS, MOST_ROWS, DIMENSION, seed);
            StackBound raw = empty;
            StackBound mixed = empty;
            for (int i = 0; i < BLOCKS; i++) {
                raw = raw.with(Member.ofRows("m" + i, blocks.get(i)));
                mixed = mixed.with(Stack.member(i, blocks.get(i)));
                double[][] rows = Stack.of(blocks.subList(0, i + 1));
                assertTheorem(raw, rows, kind + " seed " + seed + " block " + i);
                assertTheorem(mixed, rows, kind + " seed " + seed + " block " + i + " with sketches");
            }
        }
    }

    /** A published implementation says 0.001 here: it counts all of a block with more rows than the rank. */
    @ParameterizedTest
    @MethodSource("estimatorsOfRankThree")
    void aBlockWithMoreRowsThanTheRankHasItsOwnError(StackBound empty) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[][] block = Blocks.gaussian(30, 10, new Random(seed));
            StackBound bound = Stack.on(empty, block);
            assertThat(bound.relativeError())
                    .as("seed %d", seed)
                    .isGreaterThan(0.5)
                    .isCloseTo(Stack.relativeError(block, 3), within(1e-11));
            assertTheorem(bound, block, "seed " + seed);
        }
    }

    static Stream<StackBound> estimatorsOfRankThree() {
        return estimators(3).stream();
    }

    /** Residual values 1 and 1, true values 1.618 and 0.618: only the sum is a bound. */
    @Test
    void residualsBoundTheSumAloneAndIncrementalValuesEachOne() {
        double[][] first = Blocks.row(1, 0);
        double[][] second = Blocks.row(1, 1);
        double golden = (3 + Math.sqrt(5)) / 2;
        assertThat(Stack.on(ResidualBound.ofRank(1), first, second).relativeError())
                .as("lower bound 1 of %f", golden)
                .isCloseTo(Math.sqrt(2 / 3.0), within(1e-13));
        assertThat(Stack.on(ResidualBound.ofRank(2), first, second).relativeError())
                .as("rank 2")
                .isCloseTo(Math.sqrt(1 / 3.0), within(1e-13));
        IncrementalBound svd = (IncrementalBound) Stack.on(IncrementalBound.ofRank(1), first, second);
        assertThat(svd.relativeError()).as("incremental").isCloseTo(Math.sqrt(1 - golden / 3), within(1e-13));
        assertThat(svd.singularValues())
                .as("incremental")
                .containsExactly(new double[] {Math.sqrt(golden), Math.sqrt(3 - golden)}, within(1e-14));
    }

    /** What is too small for a direction of its own is counted as lost, in a row and in the core. */
    @ParameterizedTest
    @MethodSource("estimatorsOfRankThree")
    void negligibleDirectionsAreLostNotForgotten(StackBound empty) {
        double tiny = 0x1.8p-41;
        double[][] inARow = {{1, 0, 0}, {1, tiny, 0}};
        double[][] inTheCore = {{0, 0, tiny}};
        StackBound bound = Stack.on(empty, inARow, inTheCore);
        assertTheorem(bound, Stack.of(List.of(inARow, inTheCore)), "tiny");
        if (!(bound instanceof WeylBound)) {
            double lost = bound instanceof IncrementalBound ? 2 * tiny * tiny : tiny * tiny;
            assertThat(bound.relativeError()).isBetween(Math.sqrt(lost / 2), Math.sqrt(lost / 2) + 1e-13);
        }
    }

    /** The allowance alone is left where rows are orthogonal and few: 2⁻⁵²(d + 16)(s + 1) for every member. */
    @Test
    void allowsForRoundingInProportionToTheArithmeticDone() {
        double[][] first = {{1, 0, 0, 0}, {0, 1, 0, 0}};
        double[][] second = {{0, 0, 1, 0}};
        double unit = 0x1.0p-52 * (4 + 16);
        assertThat(Stack.on(WeylBound.ofRank(3), first, second).relativeError())
                .as("Weyl: 2, 1")
                .isEqualTo(unit * (3 + 2));
        assertThat(Stack.on(ResidualBound.ofRank(3), first, second).relativeError())
                .as("residual: 2 + 2 directions, 1 + 3")
                .isEqualTo(unit * (5 + 5));
        assertThat(Stack.on(IncrementalBound.ofRank(3), first, second).relativeError())
                .as("incremental: 2, 1 + 2 directions")
                .isEqualTo(unit * (3 + 4));
    }

    @ParameterizedTest
    @MethodSource("estimatorsAndBlocks")
    void scaleChangesNothing(StackBound empty, Blocks kind) {
        for (double c : new double[] {0x1.0p-290, 0x1.0p290}) {
            List<double[][]> blocks = kind.list(BLOCKS, MOST_ROWS, DIMENSION, 3);
            UnaryOperator<double[][]> scale = block -> Stack.scaled(c, block);
            StackBound plain = Stack.on(empty, blocks.toArray(double[][][]::new));
            StackBound scaled = Stack.on(empty, blocks.stream().map(scale).toArray(double[][][]::new));
            assertThat(scaled.relativeError()).as("%s times %s", kind, c).isEqualTo(plain.relativeError());
            assertThat(scaled.basis()).as("%s times %s", kind, c).isDeepEqualTo(plain.basis());
        }
    }

    @ParameterizedTest
    @MethodSource("estimatorsAndBlocks")
    void rotationTurnsTheBasisAndLeavesTheBound(StackBound empty, Blocks kind) {
        for (long seed = 1; seed <= 5; seed++) {
            long turn = seed;
            List<double[][]> blocks = kind.list(BLOCKS, MOST_ROWS, DIMENSION, seed);
            UnaryOperator<double[][]> rotate = block -> Stack.rotated(block, turn);
            StackBound plain = Stack.on(empty, blocks.toArray(double[][][]::new));
            StackBound rotated = Stack.on(empty, blocks.stream().map(rotate).toArray(double[][][]::new));
            assertThat(rotated.relativeError())
                    .as("%s seed %d", kind, seed)
                    .isCloseTo(plain.relativeError(), within(1e-11));
            double[][] turned = Stack.rotated(plain.basis(), seed);
            double[][] rows = Stack.rotated(Stack.of(blocks), seed);
            assertThat(Stack.relativeError(rows, rotated.basis()))
                    .as("%s seed %d, basis", kind, seed)
                    .isCloseTo(Stack.relativeError(rows, turned), within(1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void largestEntriesOfTheBasisArePositive(StackBound empty) {
        assertThat(Stack.on(empty, Blocks.row(1, -3)).basis()[0][1]).isPositive();
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void growingLeavesTheSmallerStackAsItIs(StackBound empty) {
        StackBound one = Stack.on(empty, Blocks.row(2, 0, 0));
        double before = one.relativeError();
        assertThat(Stack.on(one, Blocks.row(0, 1, 0)).relativeError()).isGreaterThan(0.4);
        assertThat(one.relativeError()).isEqualTo(before);
        assertThat(one.basis()).isDeepEqualTo(new double[][] {{1, 0, 0}});
        assertThat(empty.basis()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void zeroMembersChangeNothing(StackBound empty) {
        Member zero = Member.ofRows("zero", new double[4][2]);
        StackBound none = empty.with(zero).with(Member.ofRows("no rows", new double[0][]));
        assertThat(none.relativeError()).isZero();
        assertThat(none.basis()).isEmpty();
        StackBound one = Stack.on(none, Blocks.row(0, 3));
        assertThat(one.with(zero)).isSameAs(one);
        assertThat(one.relativeError()).isLessThan(1e-13);
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void aSketchThatKeptNothingHasLostEverything(StackBound empty) {
        Member nothing = Member.ofSketch("nothing", new double[0][], 4);
        StackBound bound = empty.with(nothing);
        assertThat(bound.relativeError()).isEqualTo(1);
        assertThat(bound.basis()).isEmpty();
        bound = Stack.on(bound, Blocks.row(0, 0, 2));
        assertThat(bound.relativeError()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(bound.basis()).isDeepEqualTo(new double[][] {{0, 0, 1}});
        Member zeros = Member.ofSketch("zeros", new double[2][3], 8);
        assertThat(empty.with(zeros).basis()).isEmpty();
        assertThat(bound.with(zeros).relativeError()).isCloseTo(Math.sqrt(0.75), within(1e-12));
        assertThat(bound.with(zeros).basis()).isDeepEqualTo(new double[][] {{0, 0, 1}});
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void oneDimensionIsAlwaysShared(StackBound empty) {
        StackBound bound = Stack.on(empty, Blocks.row(3), new double[][] {{1}, {-2}, {0}});
        assertTheorem(bound, new double[][] {{3}, {1}, {-2}, {0}}, "d = 1");
        if (bound instanceof IncrementalBound) {
            assertThat(bound.relativeError()).isLessThan(1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("estimatorsOfRankOne")
    void refusesAnotherDimensionByName(StackBound empty) {
        StackBound one = Stack.on(empty, Blocks.row(1, 0));
        for (double[][] block : List.of(Blocks.row(1, 0, 0), Blocks.row(0, 0, 0))) {
            assertThatThrownBy(() -> one.with(Member.ofRows("odd", block)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("member \"odd\": rows have 3 numbers, expected 2 as those stacked before");
        }
        assertThat(one.with(Member.ofRows("none", new double[0][]))).isSameAs(one);
    }

    @Test
    void refusesARankBelowOne() {
        assertThatThrownBy(() -> IncrementalBound.ofRank(0)).hasMessage("rank is 0, expected at least 1");
        assertThatThrownBy(() -> ResidualBound.ofRank(-2)).hasMessage("rank is -2, expected at least 1");
        assertThatThrownBy(() -> WeylBound.ofRank(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(IncrementalBound.ofRank(Integer.MAX_VALUE)
                        .with(Member.ofRows("m", Blocks.row(1, 2)))
                        .basis())
                .hasDimensions(1, 2);
    }
}
