package io.eigenstream.serdes;

import java.util.List;

/** How strange one row is to the model of the rows before it; fields as in {@code AnomalyScore.avsc}. */
public record AnomalyScore(
        String matrix,
        Long index,
        Double q,
        Double t2,
        Double pValue,
        Double grade,
        boolean anomalous,
        boolean warmingUp,
        List<Contribution> contributions,
        long modelRows,
        String source,
        String group) {

    /** One column's share of q. */
    public record Contribution(int feature, double share) {}
}
