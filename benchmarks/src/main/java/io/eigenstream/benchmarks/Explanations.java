package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How columns in the order of their parts compare with those that experts hold responsible, in the mean over the rows
 * that have such: for G responsible columns, the share of them among the first G, among the first 1.5 G, and the
 * discounted gain of the first G over the best possible.
 */
record Explanations(double hitRate100, double hitRate150, double ndcg) {

    /** @param parts of every column, by row; null where a row was not judged */
    static Explanations of(double[][] parts, Map<Integer, List<Integer>> causes) {
        double[] sums = new double[3];
        int rows = 0;
        for (Map.Entry<Integer, List<Integer>> cause : causes.entrySet()) {
            if (cause.getKey() < parts.length && parts[cause.getKey()] != null) {
                Integer[] order = descending(parts[cause.getKey()]);
                Set<Integer> responsible = new HashSet<>(cause.getValue());
                int size = responsible.size();
                sums[0] += hits(order, size, responsible) / (double) size;
                sums[1] += hits(order, size * 3 / 2, responsible) / (double) size;
                sums[2] += gain(order, size, responsible);
                rows++;
            }
        }
        return rows == 0 ? null : new Explanations(sums[0] / rows, sums[1] / rows, sums[2] / rows);
    }

    private static Integer[] descending(double[] parts) {
        Integer[] order = new Integer[parts.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -parts[i]));
        return order;
    }

    private static long hits(Integer[] order, int first, Set<Integer> responsible) {
        return Arrays.stream(order).limit(first).filter(responsible::contains).count();
    }

    private static double gain(Integer[] order, int first, Set<Integer> responsible) {
        double gain = 0;
        double best = 0;
        for (int i = 0; i < Math.min(first, order.length); i++) {
            double discounted = 1 / Math.log(i + 2);
            gain += responsible.contains(order[i]) ? discounted : 0;
            best += discounted;
        }
        return gain / best;
    }
}
