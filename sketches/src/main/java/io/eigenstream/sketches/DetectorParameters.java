package io.eigenstream.sketches;

import io.eigenstream.sketches.statistics.TailProbability;

/**
 * How an {@link AnomalyDetector} models rows, and what it learns from.
 *
 * @param rank of the model
 * @param scaling of the columns
 * @param falseAlarms share of the rows that may be flagged, above 0 and below 1
 * @param learning what a strange row teaches
 * @param startRows first rows that are kept and weighed against one another, 0 for none: {@link RobustStart}
 * @param freezeAfterRows rows that the model is learned from, 0 for all
 * @param relearnAfterRows so many strange rows are a new regime, that the model is learned from anew; 0 for never
 * @param halfLife of a row's weight in the model and its limits
 */
public record DetectorParameters(
        RankRule rank,
        Scaling scaling,
        TailProbability falseAlarms,
        Learning learning,
        int startRows,
        long freezeAfterRows,
        long relearnAfterRows,
        HalfLife halfLife) {

    /** The weight of a row at the distance D² from a warm model; D²_α is the limit of normal rows for α = 0.001. */
    public enum Learning {
        /** Every row counts fully. */
        ALL,
        /** As a {@link BlockInfluence} says: beyond fifteen times the limit, the farther out the less. */
        BOUNDED,
        /** As bounded; rows that are flagged count nothing. */
        EXCLUDE
    }

    private static final int START_ROWS = 1024;
    private static final long RELEARN_AFTER_ROWS = 1024;

    public DetectorParameters {
        if (!(falseAlarms.value() > 0 && falseAlarms.value() < 1)) {
            throw new IllegalArgumentException(
                    "falseAlarmRate is " + falseAlarms.value() + ", expected above 0 and below 1");
        }
        if (startRows < 0) {
            throw new IllegalArgumentException("startRows is " + startRows + ", expected 0 or more");
        }
        if (freezeAfterRows < 0) {
            throw new IllegalArgumentException("freezeAfterRows is " + freezeAfterRows + ", expected 0 or more");
        }
        if (relearnAfterRows < 0) {
            throw new IllegalArgumentException("relearnAfterRows is " + relearnAfterRows + ", expected 0 or more");
        }
    }

    /**
     * Whether the rows that wait are folded after so many rows, though they are no full block of the size: when the
     * model freezes with the last of them, so that none after it is learned too; and when the block after that one,
     * shorter by as much, ends where it would have ended.
     */
    boolean endsBlockEarly(long rows, int size) {
        return rows == freezeAfterRows || freezeAfterRows > 0 && rows > freezeAfterRows && rows % size == 0;
    }

    /**
     * 99 % of the energy, no scaling, one flagged row in a thousand, bounded learning after a start of 1,024 rows,
     * nothing frozen or forgotten.
     */
    public static DetectorParameters standard() {
        return new DetectorParameters(
                RankRule.energyShare(0.99),
                Scaling.NONE,
                TailProbability.of(0.001),
                Learning.BOUNDED,
                START_ROWS,
                0,
                RELEARN_AFTER_ROWS,
                HalfLife.NEVER);
    }

    public DetectorParameters withRank(RankRule other) {
        return new DetectorParameters(
                other, scaling, falseAlarms, learning, startRows, freezeAfterRows, relearnAfterRows, halfLife);
    }

    public DetectorParameters withScaling(Scaling other) {
        return new DetectorParameters(
                rank, other, falseAlarms, learning, startRows, freezeAfterRows, relearnAfterRows, halfLife);
    }

    /** α: share of the rows that may be flagged. */
    public double falseAlarmRate() {
        return falseAlarms.value();
    }

    public DetectorParameters withFalseAlarmRate(double other) {
        return new DetectorParameters(
                rank,
                scaling,
                TailProbability.of(other),
                learning,
                startRows,
                freezeAfterRows,
                relearnAfterRows,
                halfLife);
    }

    public DetectorParameters withLearning(Learning other) {
        return new DetectorParameters(
                rank, scaling, falseAlarms, other, startRows, freezeAfterRows, relearnAfterRows, halfLife);
    }

    public DetectorParameters withStartRows(int other) {
        return new DetectorParameters(
                rank, scaling, falseAlarms, learning, other, freezeAfterRows, relearnAfterRows, halfLife);
    }

    public DetectorParameters withFreezeAfterRows(long other) {
        return new DetectorParameters(
                rank, scaling, falseAlarms, learning, startRows, other, relearnAfterRows, halfLife);
    }

    public DetectorParameters withRelearnAfterRows(long other) {
        return new DetectorParameters(
                rank, scaling, falseAlarms, learning, startRows, freezeAfterRows, other, halfLife);
    }

    public DetectorParameters withHalfLife(HalfLife other) {
        return new DetectorParameters(
                rank, scaling, falseAlarms, learning, startRows, freezeAfterRows, relearnAfterRows, other);
    }
}
