package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How well scores tell anomalous rows from normal ones.
 *
 * @param auroc area under the ROC curve: how often an anomalous row has the larger score, equal ones counting half
 * @param aupr average precision over the anomalous rows, by descending score
 */
record Ranking(double auroc, double aupr) {

    /** NaN for rows of one kind only. */
    static Ranking of(double[] scores, boolean[] anomalous) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        double positives = 0;
        double negatives = 0;
        double wins = 0;
        double precision = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            int positivesHere = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                positivesHere += anomalous[order[end++]] ? 1 : 0;
            }
            int negativesHere = end - start - positivesHere;
            wins += negativesHere * (positives + positivesHere / 2.0);
            positives += positivesHere;
            negatives += negativesHere;
            precision += positivesHere * positives / (positives + negatives);
            start = end;
        }
        return new Ranking(wins / (positives * negatives), precision / positives);
    }
}
