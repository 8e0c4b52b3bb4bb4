package io.eigenstream.sketches;

import io.eigenstream.sketches.statistics.ScaledChiSquare;
import io.eigenstream.sketches.statistics.TailProbability;

/**
 * What the statistics of normally distributed rows stay under: Q, T², and the one statistic of both,
 *
 * <pre>  D² = T² + Q/σ²,   σ² = θ₁/(d − k)</pre>
 *
 * the squared Mahalanobis distance of probabilistic PCA, which sees rows off the subspace and far out inside it. Q is a
 * weighted sum of squares with mean θ₁ and variance 2θ₂, for θᵢ the sum of the i-th powers of the residual variances;
 * T² of rank k is χ²(k); so D² has mean d and variance 2k + 2θ₂/σ⁴. All three limits match their mean and variance by
 * g·χ²(h).
 *
 * <p>Reference: Tipping, Bishop, J. R. Stat. Soc. B 61(3), 1999 (D²); Nomikos, MacGregor, Technometrics 37(1), 1995
 * (Q). The limits of Jackson and Mudholkar (1979) are not used: they fail for the slowly falling residual spectra that
 * a small sketch leaves.
 */
public final class ControlLimits {

    private final double falseAlarmRate;
    private final double q;
    private final double t2;
    private final ScaledChiSquare distribution;
    private final double combined;

    ControlLimits(TailProbability falseAlarmRate, double theta1, double theta2, int rank, int dimension) {
        this.falseAlarmRate = falseAlarmRate.value();
        this.q = ScaledChiSquare.matching(theta1, 2 * theta2).limit(falseAlarmRate);
        this.t2 = rank == 0 ? 0 : new ScaledChiSquare(1, rank).limit(falseAlarmRate);
        int outside = dimension - rank;
        double spread = theta2 * outside / theta1 * outside / theta1;
        this.distribution = ScaledChiSquare.matching(dimension, 2 * (rank + spread));
        this.combined = distribution.limit(falseAlarmRate);
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

    /** D²_α. */
    public double combined() {
        return combined;
    }

    /** ln of the probability of a D² at least as large, for normally distributed rows. */
    public double logPValue(double rowCombined) {
        return distribution.logUpperTail(rowCombined);
    }
}
