package io.eigenstream.benchmarks;

import java.util.List;
import java.util.Map;

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
}
