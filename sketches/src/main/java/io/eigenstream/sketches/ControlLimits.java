package io.eigenstream.sketches;

/**
 * What Q and T² of normally distributed rows stay under, and one statistic of both:
 *
 * <pre>  φ = Q/Q_α + T²/T²_α</pre>
 *
 * which sees rows off the subspace and far out inside it. Q is a weighted sum of squares with mean θ₁ and variance
 * 2θ₂, for θᵢ the sum of the i-th powers of the residual variances; T² of rank k is χ²(k). All three limits match
 * their mean and variance by g·χ²(h).
 *
 * <p>Reference: Nomikos, MacGregor, Technometrics 37(1), 1995 (Q); Yue, Qin, Ind. Eng. Chem. Res. 40, 2001 (φ). The
 * limits of Jackson and Mudholkar (1979) are not used: they fail for the slowly falling residual spectra that a small
 * sketch leaves.
 */
public final class ControlLimits {

    private final double falseAlarmRate;
    private final double q;
    private final double t2;
    private final ScaledChiSquare combined;
    private final double combinedLimit;

    ControlLimits(double falseAlarmRate, double theta1, double theta2, int rank) {
        this.falseAlarmRate = falseAlarmRate;
        this.q = ScaledChiSquare.matching(theta1, 2 * theta2).limit(falseAlarmRate);
        this.t2 = rank == 0 ? 0 : new ScaledChiSquare(1, rank).limit(falseAlarmRate);
        double meanT2 = rank == 0 ? 0 : rank / t2;
        double varianceT2 = rank == 0 ? 0 : 2 * rank / (t2 * t2);
        this.combined = ScaledChiSquare.matching(theta1 / q + meanT2, 2 * theta2 / (q * q) + varianceT2);
        this.combinedLimit = combined.limit(falseAlarmRate);
    }

    public double falseAlarmRate() {
        return falseAlarmRate;
    }

    /** Q_α. */
    public double q() {
        return q;
    }

    /** T²_α; 0 without axes. */
    public double t2() {
        return t2;
    }

    /** Probability of a φ at least as large, for normally distributed rows. */
    public double pValue(double rowQ, double rowT2) {
        return combined.upperTail(statistic(rowQ, rowT2));
    }

    /** φ/(φ + φ_α): 0 to 1, ½ at the limit, and never saturated. */
    public double grade(double rowQ, double rowT2) {
        double statistic = statistic(rowQ, rowT2);
        return statistic == Double.POSITIVE_INFINITY ? 1 : statistic / (statistic + combinedLimit);
    }

    private double statistic(double rowQ, double rowT2) {
        return rowQ / q + (t2 == 0 ? 0 : rowT2 / t2);
    }
}
