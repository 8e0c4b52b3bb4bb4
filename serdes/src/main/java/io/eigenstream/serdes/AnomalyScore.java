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

    /** The part in the statistics of one column of the row, or of the row {@code lag} before it. */
    public record Contribution(int feature, int lag, double share, double q, double t2, double expected, String name) {}
}
