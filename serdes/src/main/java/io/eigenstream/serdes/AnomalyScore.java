package io.eigenstream.serdes;

import java.util.List;

/** How strange one row is to the model of the rows before it; fields as in {@code AnomalyScore.avsc}. */
public record AnomalyScore(
        String matrix,
        Long index,
        Double q,
        Double t2,
        Double combined,
        Double pValue,
        Double grade,
        boolean anomalous,
        boolean warmingUp,
        List<Contribution> contributions,
        long modelRows,
        String source,
        String group,
        int missing) {

    /** One column's part in the statistics. */
    public record Contribution(int feature, double share, double q, double t2, double expected, String name) {}
}
