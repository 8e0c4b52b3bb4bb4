package io.eigenstream.sketches;

import java.util.Arrays;

/**
 * A row whose missing values have been filled in, as it is judged and learned.
 *
 * @param values of the row; none is missing
 * @param weight the row's, times the share of its values that were observed
 * @param missing how many values were filled in
 */
public record CompletedRow(double[] values, double weight, int missing) {

    /** With the values that the detector expects; before its first model with the means of the rows that wait. */
    static CompletedRow of(double[] row, double weight, AnomalyDetector detector, RowBlock waiting) {
        int missing = (int) Arrays.stream(row).filter(Double::isNaN).count();
        if (missing == 0) {
            return new CompletedRow(row, weight, 0);
        }
        if (missing == row.length) {
            throw new IllegalArgumentException("all " + missing + " values are missing, expected one at least");
        }
        boolean hasModel = detector.model().isPresent();
        if (!hasModel && waiting.count() == 0) {
            throw new IllegalArgumentException(
                    missing + " values are missing, and no row was there before that tells what they may be");
        }
        double[] values = hasModel ? detector.completed(row) : withMeans(row, waiting.mean());
        return new CompletedRow(values, weight * (row.length - missing) / row.length, missing);
    }

    private static double[] withMeans(double[] row, double[] means) {
        double[] values = row.clone();
        for (int j = 0; j < values.length; j++) {
            values[j] = Double.isNaN(row[j]) ? means[j] : row[j];
        }
        return values;
    }
}
