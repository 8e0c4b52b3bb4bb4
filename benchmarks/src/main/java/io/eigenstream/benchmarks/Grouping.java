package io.eigenstream.benchmarks;

import io.eigenstream.sketches.concatenated.Clustering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Blocks of a set in disjoint groups, none empty, however they were found.
 *
 * @param groups indices of blocks
 */
record Grouping(BlockSet set, List<List<Integer>> groups) {

    /** Of members that are named by their indices. */
    static Grouping of(BlockSet set, Clustering clustering) {
        return new Grouping(
                set,
                clustering.clusters().stream()
                        .map(cluster ->
                                cluster.members().stream().map(Integer::valueOf).toList())
                        .toList());
    }

    /**
     * By k-means of the lengths of every block's columns over that of the block: blocks of any scale whose rows have
     * their energy in the same columns are near, whatever the order of their rows.
     */
    static Grouping byKMeans(BlockSet set, int count, long seed) {
        double[][] points = set.blocks().stream().map(Grouping::columnShares).toArray(double[][]::new);
        return labelled(set, count, KMeans.labels(points, count, seed));
    }

    private static double[] columnShares(double[][] block) {
        double[] squares = new double[block[0].length];
        for (double[] row : block) {
            Arrays.setAll(squares, j -> squares[j] + row[j] * row[j]);
        }
        double energy = Arrays.stream(squares).sum();
        Arrays.setAll(squares, j -> energy == 0 ? 0 : Math.sqrt(squares[j] / energy));
        return squares;
    }

    /** Each group gets one block by lot, then every other block a group by lot. */
    static Grouping atRandom(BlockSet set, int count, long seed) {
        Random random = new Random(seed);
        int[] labels = new int[set.size()];
        int[] order = shuffled(set.size(), random);
        for (int i = 0; i < order.length; i++) {
            labels[order[i]] = i < count ? i : random.nextInt(count);
        }
        return labelled(set, count, labels);
    }

    private static int[] shuffled(int n, Random random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static Grouping labelled(BlockSet set, int count, int[] labels) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            groups.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            groups.get(labels[i]).add(i);
        }
        return new Grouping(set, groups);
    }

    /**
     * As that of {@link Clustering#compressionRatio()}, over the rows of the blocks themselves: a clustering of
     * sketches stores a basis, and coordinates of the rows that the sketches were made of.
     */
    double compressionRatio() {
        double d = set.dimension();
        double stored = 0;
        for (List<Integer> group : groups) {
            double rows = (double) group.size() * set.blockRows();
            stored += group.size() == 1 ? rows * d : Math.min(rows * d, set.rank() * (d + rows));
        }
        return set.size() * set.blockRows() * d / stored;
    }

    /** The rows of the blocks of the group, one block below the other. */
    StackOracle stack(int group) {
        return new StackOracle(groups.get(group).stream()
                .flatMap(i -> Arrays.stream(set.blocks().get(i)))
                .toArray(double[][]::new));
    }
}
