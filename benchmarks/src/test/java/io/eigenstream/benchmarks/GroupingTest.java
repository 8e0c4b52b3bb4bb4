package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.benchmarks.ConcatenationPoint.Outcome;
import io.eigenstream.sketches.concatenated.CandidateOrder;
import io.eigenstream.sketches.concatenated.Clustering;
import io.eigenstream.sketches.concatenated.ErrorConstrainedClustering;
import io.eigenstream.sketches.concatenated.IncrementalBound;
import io.eigenstream.sketches.concatenated.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups of blocks, their compression and their errors. */
class GroupingTest {

    /** Of quotients of small integers. */
    private static final double EXACT = 1e-14;

    private static final int SEEDS = 20;

    /** Blocks of two equal rows, along the first, the first, the second and the second of 20 axes. */
    private static final BlockSet AXES =
            new BlockSet("axes", 1, 2, List.of(along(0, 1), along(0, 2), along(1, 3), along(1, 4)));

    private static double[][] along(int axis, double length) {
        double[] row = new double[20];
        row[axis] = length;
        return new double[][] {row, row};
    }

    @Test
    void countsTheNumbersToStore() {
        Grouping grouping = new Grouping(AXES, List.of(List.of(0, 1, 2), List.of(3)));

        // 160 given; a basis of 20 and 6 coordinates, and a block of 40 as it is
        assertThat(grouping.compressionRatio()).isCloseTo(160.0 / 66, within(EXACT));
    }

    @Test
    void storesAGroupAsItIsWhereABasisIsMore() {
        BlockSet wide = new BlockSet("wide", 10, 2, AXES.blocks());

        assertThat(new Grouping(wide, List.of(List.of(0, 1, 2, 3))).compressionRatio())
                .isEqualTo(1);
    }

    @Test
    void compressesAsTheClusteringOfTheSameRowsSays() {
        List<Member> members = IntStream.range(0, AXES.size())
                .mapToObj(i -> Member.ofRows(Integer.toString(i), AXES.blocks().get(i)))
                .toList();
        Clustering clustering = new ErrorConstrainedClustering(
                        IncrementalBound.ofRank(1), 0.1, CandidateOrder.LEAST_RESIDUAL_FIRST, 10)
                .of(members);

        Grouping grouping = Grouping.of(AXES, clustering);

        assertThat(grouping.groups()).containsExactly(List.of(3, 2), List.of(1, 0));
        assertThat(grouping.compressionRatio()).isCloseTo(clustering.compressionRatio(), within(EXACT));
    }

    @Test
    void findsBlocksOfOneShapeWhateverTheirScale() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(Grouping.byKMeans(AXES, 2, seed).groups())
                    .describedAs("seed %d", seed)
                    .containsExactlyInAnyOrder(List.of(0, 1), List.of(2, 3));
        }
    }

    @Test
    void leavesNoGroupEmptyAndNoBlockOut() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (int count = 1; count <= AXES.size(); count++) {
                for (Grouping grouping :
                        List.of(Grouping.byKMeans(AXES, count, seed), Grouping.atRandom(AXES, count, seed))) {
                    assertThat(grouping.groups())
                            .describedAs("%d groups, seed %d", count, seed)
                            .hasSize(count)
                            .noneMatch(List::isEmpty);
                    assertThat(grouping.groups().stream().flatMap(List::stream))
                            .describedAs("%d groups, seed %d", count, seed)
                            .containsExactlyInAnyOrder(0, 1, 2, 3);
                }
            }
        }
    }

    @Test
    void drawsEveryPairSometimes() {
        List<List<Integer>> pairs = new ArrayList<>();
        new Random(1)
                .longs(200)
                .forEach(seed -> pairs.addAll(Grouping.atRandom(AXES, 3, seed).groups()));

        assertThat(pairs.stream().filter(group -> group.size() == 2).distinct()).hasSize(6);
    }

    @Test
    void countsTheGroupsThatExceedTheTolerance() {
        Grouping grouping = new Grouping(AXES, List.of(List.of(0, 2), List.of(1), List.of(3)));
        // energies 2·1 and 2·9 of two axes, one of which a basis of one row loses
        double error = Math.sqrt(0.1);

        assertThat(Outcome.of(grouping, 0.3).violations()).isEqualTo(1);
        assertThat(Outcome.of(grouping, 0.32).violations()).isZero();
        assertThat(Outcome.of(grouping, 0.32).shared()).isEqualTo(1);
        assertThat(Outcome.of(grouping, 0.32).groups()).isEqualTo(3);
        assertThat(Outcome.of(grouping, 0.32).largest())
                .isCloseTo(error, within(grouping.stack(0).rounding()));
    }

    @Test
    void takesErrorsFromTheSmallerGramMatrix() {
        double[][] wide = {{3, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 1, 0}};
        double[][] tall = {{3, 0}, {0, 2}, {0, 1}, {1, 0}};
        StackOracle ofWide = new StackOracle(wide);
        StackOracle ofTall = new StackOracle(tall);

        assertThat(ofWide.squaredError(0)).isCloseTo(1, within(ofWide.rounding()));
        assertThat(ofWide.squaredError(1)).isCloseTo(5.0 / 14, within(ofWide.rounding()));
        assertThat(ofWide.squaredError(2)).isCloseTo(1.0 / 14, within(ofWide.rounding()));
        assertThat(ofWide.squaredError(5)).isZero();
        assertThat(ofTall.squaredError(1)).isCloseTo(5.0 / 15, within(ofTall.rounding()));
        assertThat(ofTall.squaredErrorOf(new double[][] {{0, 1}})).isCloseTo(10.0 / 15, within(EXACT));
        assertThat(ofTall.squaredErrorOf(new double[0][])).isCloseTo(1, within(EXACT));
    }

    @Test
    void hasNoErrorWhereThereIsNoEnergy() {
        StackOracle zeros = new StackOracle(new double[2][3]);

        assertThat(zeros.squaredError(1)).isZero();
        assertThat(zeros.squaredErrorOf(new double[0][])).isZero();
    }

    @Test
    void spacesBlocksEvenly() {
        double[][] rows = new double[11][];
        Arrays.setAll(rows, i -> new double[] {i});

        assertThat(BlockSet.spaced(rows, 2, 9))
                .extracting(block -> block[0][0])
                .containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(BlockSet.spaced(rows, 2, 2))
                .extracting(block -> block[0][0], block -> block[1][0])
                .containsExactly(tuple(0.0, 1.0), tuple(4.0, 5.0));
    }
}
