package io.eigenstream.sketches;

/**
 * How an {@link AnomalyDetector} models rows, and what it learns from.
 *
 * @param rank of the model
 * @param falseAlarmRate share of the rows that may be flagged, above 0 and below 1
 * @param learning what a strange row teaches
 * @param freezeAfterRows rows that the model is learned from, 0 for all
 * @param retention γ: every row counts γ times as much as the one after it, above 0 and at most 1
 */
public record DetectorParameters(
        RankRule rank, double falseAlarmRate, Learning learning, long freezeAfterRows, double retention) {

    /** The weight of a row at the distance D² from a warm model; D²_α is the limit of normal rows for α = 0.001. */
    public enum Learning {
        /** Every row counts fully. */
        ALL,
        /** min(1, (10·D²_α/D²)²): beyond ten times the limit, the farther out the less. */
        BOUNDED,
        /** As bounded; rows that are flagged count nothing. */
        EXCLUDE
    }

    public DetectorParameters {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
            throw new IllegalArgumentException(
                    "falseAlarmRate is " + falseAlarmRate + ", expected above 0 and below 1");
        }
        if (freezeAfterRows < 0) {
            throw new IllegalArgumentException("freezeAfterRows is " + freezeAfterRows + ", expected 0 or more");
        }
        if (!(retention > 0 && retention <= 1)) {
            throw new IllegalArgumentException("retention is " + retention + ", expected above 0 and at most 1");
        }
    }

    /** 99 % of the energy, one flagged row in a thousand, bounded learning, nothing frozen or forgotten. */
    public static DetectorParameters standard() {
        return new DetectorParameters(RankRule.energyShare(0.99), 0.001, Learning.BOUNDED, 0, 1);
    }
}
