package io.eigenstream.serdes;

/** The principal components that score rows; fields as in {@code Model.avsc}. */
public record Model(
        String matrix,
        long rows,
        double[] mean,
        double[] scale,
        double[][] axes,
        double[] variances,
        double residualVariance,
        int rank,
        String rankReason,
        Limits limits,
        long sequence,
        Double rotation) {

    /** What the statistics exceed at the false alarm rate, and the share of the rows that was flagged. */
    public record Limits(double falseAlarmRate, double q, double t2, double combined, Double alarmRate) {}
}
