package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows to learn from, taken for normal, and labelled rows to judge.
 *
 * @param family of sets that figures are averaged over
 * @param labels of the test rows: whether they are anomalous
 * @param causes columns that experts hold responsible, by test row; empty where none are known
 * @param isolationForest area under the ROC curve of an isolation forest, measured elsewhere
 */
record LabelledSet(
        String family,
        String name,
        double[][] train,
        double[][] test,
        boolean[] labels,
        Map<Integer, List<Integer>> causes,
        double isolationForest) {

    int dimension() {
        return train[0].length;
    }

    /**
     * The same set with anomalous rows among those to learn from, at places by lot: the share of them, or half of the
     * anomalous rows to judge if that is less. They are judged too.
     */
    LabelledSet contaminated(double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> anomalous = new ArrayList<>();
        for (int i = 0; i < test.length; i++) {
            if (labels[i]) {
                anomalous.add(test[i]);
            }
        }
        int count = Math.min((int) (train.length * share / (1 - share)), anomalous.size() / 2);
        List<double[]> mixed = new ArrayList<>(List.of(train));
        for (int i = 0; i < count; i++) {
            mixed.add(random.nextInt(mixed.size() + 1), anomalous.remove(random.nextInt(anomalous.size())));
        }
        return new LabelledSet(family, name, mixed.toArray(double[][]::new), test, labels, causes, isolationForest);
    }
}
