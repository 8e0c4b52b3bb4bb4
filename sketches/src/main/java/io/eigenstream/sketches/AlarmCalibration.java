package io.eigenstream.sketches;

import io.eigenstream.sketches.statistics.EmpiricalDistribution;
import io.eigenstream.sketches.statistics.TailProbability;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a distance D² means: how likely a larger one is by the distances so far, once 128 have been counted, until then
 * by the limits of normally distributed rows; and the share of rows for which that was below the false alarm rate.
 */
final class AlarmCalibration {

    private final TailProbability falseAlarms;
    private EmpiricalDistribution distances;
    private long judged;
    private long flagged;

    AlarmCalibration(TailProbability falseAlarms) {
        this(falseAlarms, new EmpiricalDistribution());
    }

    private AlarmCalibration(TailProbability falseAlarms, EmpiricalDistribution distances) {
        this.falseAlarms = falseAlarms;
        this.distances = distances;
    }

    double logPValue(double combined, ControlLimits limits) {
        return distances.isKnown() ? distances.logUpperTail(combined) : limits.logPValue(combined);
    }

    boolean isFlagged(double combined, ControlLimits limits) {
        return logPValue(combined, limits) < StrictMath.log(falseAlarms.value());
    }

    /** The D² above which rows are flagged. */
    double limit(ControlLimits limits) {
        return distances.isKnown() ? distances.limit(falseAlarms.value()) : limits.combined();
    }

    /** Counts the distances and the flagged ones among them, after those before have the share of their weight left. */
    void count(double[] combined, double left, ControlLimits limits) {
        judged += combined.length;
        flagged += Arrays.stream(combined).filter(x -> isFlagged(x, limits)).count();
        if (left < 1) {
            distances.scale(left);
        }
        distances.add(combined);
    }

    /** Forgets the distances; what was flagged stays so. */
    void forgetDistances() {
        distances = new EmpiricalDistribution();
    }

    /** The share of the judged rows that were flagged; empty before the first. */
    OptionalDouble alarmRate() {
        return judged == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) flagged / judged);
    }

    long judged() {
        return judged;
    }

    long flagged() {
        return flagged;
    }

    void merge(AlarmCalibration other) {
        distances.merge(other.distances);
        judged += other.judged;
        flagged += other.flagged;
    }

    AlarmCalibration copy() {
        AlarmCalibration copy = new AlarmCalibration(falseAlarms, distances.copy());
        copy.judged = judged;
        copy.flagged = flagged;
        return copy;
    }

    /** The distribution of the distances. */
    double[] distances() {
        return distances.toArray();
    }

    /**
     * The calibration that had counted so many.
     *
     * @param distances null for none
     * @throws CorruptStateException when no rows have these distances
     */
    static AlarmCalibration of(TailProbability falseAlarms, long judged, long flagged, double[] distances) {
        try {
            AlarmCalibration calibration = new AlarmCalibration(
                    falseAlarms, EmpiricalDistribution.of(distances == null ? new double[0] : distances));
            calibration.judged = judged;
            calibration.flagged = flagged;
            return calibration;
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException(e.getMessage());
        }
    }
}
