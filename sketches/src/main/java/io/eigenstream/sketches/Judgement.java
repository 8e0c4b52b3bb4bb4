package io.eigenstream.sketches;

/**
 * What a detector says of a row.
 *
 * @param score where the row lies
 * @param logPValue ln of the share of rows at least as far out
 * @param falseAlarmRate that a p-value is compared with
 * @param modelRows that the model was learned from
 * @param isWarm whether the model has seen rows enough to flag any
 */
public record Judgement(RowScore score, double logPValue, double falseAlarmRate, long modelRows, boolean isWarm) {

    /** Share of rows at least as far out. */
    public double pValue() {
        return StrictMath.exp(logPValue);
    }

    /** ln p/(ln p + ln α): 0 to 1, ½ at the limit whatever the matrix, and never saturated. */
    public double grade() {
        return logPValue == Double.NEGATIVE_INFINITY ? 1 : logPValue / (logPValue + StrictMath.log(falseAlarmRate));
    }

    /** Whether fewer rows than the false alarm rate are as far out. */
    public boolean isAnomalous() {
        return isWarm && logPValue < StrictMath.log(falseAlarmRate);
    }
}
