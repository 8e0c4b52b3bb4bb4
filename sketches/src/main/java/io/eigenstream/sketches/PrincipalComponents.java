package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.LinearSystem;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import io.eigenstream.sketches.statistics.TailProbability;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The principal subspace of the centred rows: mean μ, orthonormal axes vᵢ, the variance along each, and how much
 * variance is left outside. Scores rows by their residual to it.
 *
 * <p>The rank is what a {@link RankRule} chooses by the certified bounds of the variances and their exact total; at
 * most d − 1 for d ≤ ℓ and ℓ/2 otherwise, because the lower half of the sketch is mostly shrunk away.
 * With Δ &gt; 0 a variance is known within Δ/(W−1); limits use the end that is slower to call a row strange, so that
 * what the sketch lost never does, and the rank errs upwards, so that the axes hold what its reason says.
 *
 * <p>With a {@link Scaling}, all of this is about the rows x′ = (x − μ)/s, column by column, whose mean is 0.
 *
 * <p>Cost: 6kd flops a row; a row with missing values costs kd + k²m + k³ more for m of them.
 *
 * <p>Reference: Lendering, Akdag, Bondarev, "SubspaceAD", CVPR 2026, arXiv:2602.23013, Eq. 4 and 5 (rank by energy,
 * squared residual); T² of Hotelling, 1931; σ² of Tipping, Bishop, J. R. Stat. Soc. B 61(3), 1999, Eq. 8.
 */
public final class PrincipalComponents {

    /** Residual variance below this share of the mean square of the data is rounding. */
    private static final double LEAST_RESIDUAL_SHARE = 1e-12;

    /** Its square is still a number: what the zero matrix has for a residual variance. */
    private static final double LEAST_RESIDUAL = 1e-100;

    /** A variance below this share of the largest is rounding; eigenvalues are right to about √d·2⁻⁵⁰ of it. */
    private static final double LEAST_VARIANCE_SHARE = 1e-12;

    /** An entry of an axis below it is rounding: a constant column is to stay one. */
    private static final double ROUNDING_OF_AXES = 1e-12;

    private static final int ROWS_PER_AXIS_WHEN_WARM = 10;

    private final long rows;
    private final double[] mean;
    private final double[] scale;
    private final double[][] axes;
    private final double[] variances;
    private final double residualVariance;
    private final double residualSquares;
    private final RankChoice.Reason rankReason;
    /** Between these, rounding allowed for, are the squared singular values of the sketch itself. */
    private final double[] leastSquares;

    private final double[] mostSquares;

    private PrincipalComponents(IncrementalSvd sketch, RankRule rule, Scaling scaling) {
        // W − 1, but for fractions of two rows, where it would vanish
        double degrees = Math.max(sketch.weight() - 1, sketch.weight() / 2);
        ScaledScatter scatter = ScaledScatter.of(sketch, scaling, degrees);
        SymmetricEigen eigen = scatter.eigen();
        double missing = scatter.shrinkage() / degrees;
        double[] lower =
                Arrays.stream(eigen.values()).map(square -> square / degrees).toArray();
        double[] upper = Arrays.stream(lower).map(lambda -> lambda + missing).toArray();
        double total = scatter.total() / degrees;
        SquaredBounds bounds = SquaredBounds.centred(sketch, scatter, mostAxes(sketch));
        RankChoice choice = rule.choose(bounds);
        int rank = choice.rank();

        this.rows = sketch.rows();
        this.mean = sketch.mean();
        this.scale = scatter.scale();
        this.axes = new double[rank][];
        Arrays.setAll(axes, i -> Kernels.canonicalSign(eigen.vectors()[i]));
        this.variances = Arrays.copyOf(upper, rank);
        this.rankReason = choice.reason();
        this.leastSquares = bounds.lower();
        this.mostSquares = Arrays.stream(bounds.upper())
                .map(square -> square - scatter.shrinkage())
                .toArray();
        double rounding = LEAST_RESIDUAL_SHARE * (total + Kernels.squaredNorm(scaled(mean.clone())));
        this.residualVariance = Math.max(total - sum(lower, 0, rank), Math.max(rounding, LEAST_RESIDUAL));
        this.residualSquares = residualSquares(upper, missing, sketch.dimension());
    }

    static PrincipalComponents of(IncrementalSvd sketch, RankRule rule, Scaling scaling) {
        return new PrincipalComponents(sketch, rule, scaling);
    }

    private static int mostAxes(IncrementalSvd sketch) {
        return sketch.losesNothing() ? sketch.dimension() - 1 : sketch.size() / 2;
    }

    /** θ₂: squared variances outside the axes; a direction that the sketch lost has at most the missing variance. */
    private double residualSquares(double[] upper, double missing, int dimension) {
        double resolved = 0;
        for (int i = axes.length; i < upper.length; i++) {
            resolved += upper[i] * upper[i];
        }
        double unresolved = Math.max(0, residualVariance - sum(upper, axes.length, upper.length));
        double least = residualVariance * residualVariance / Math.max(1, dimension - axes.length);
        return Math.max(least, resolved + unresolved * Math.min(missing, unresolved));
    }

    private static double sum(double[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }

    /**
     * The row's place relative to the subspace.
     *
     * @throws IllegalArgumentException when the row has another dimension
     */
    public RowScore score(double[] row) {
        double[] residual = centred(row);
        double[] coordinates = new double[axes.length];
        double[] deviations = new double[axes.length];
        for (int i = 0; i < axes.length; i++) {
            double coordinate = Kernels.dot(axes[i], residual);
            coordinates[i] = -coordinate;
            deviations[i] = coordinate / Math.sqrt(variance(i));
        }
        Kernels.combine(coordinates, axes, axes.length, residual);
        double[] whitened = new double[mean.length];
        Kernels.combine(deviations, axes, axes.length, whitened);
        return new RowScore(
                Kernels.squaredNorm(residual),
                Kernels.squaredNorm(deviations),
                noiseVariance(),
                scale,
                residual,
                whitened);
    }

    /** (x − μ)/s as a new array. */
    private double[] centred(double[] row) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException("a row of " + row.length + " values, expected " + mean.length);
        }
        double[] centred = row.clone();
        Kernels.axpy(-1, mean, centred);
        return scaled(centred);
    }

    /** The array itself, divided by the scale. */
    private double[] scaled(double[] x) {
        for (int j = 0; j < x.length; j++) {
            x[j] /= scale[j];
        }
        return x;
    }

    /** The i-th, away from zero. */
    private double variance(int i) {
        return Math.max(variances[i], Math.max(variances[0] * LEAST_VARIANCE_SHARE, Double.MIN_NORMAL));
    }

    /**
     * The row with its missing values, those that are NaN, as the observed ones make them most likely: the completion
     * of least D². So D² of the completed row is the squared Mahalanobis distance of the observed values alone, and
     * no larger than that of any other completion: what is missing makes no row strange.
     *
     * <p>With V_O, V_M the rows of the axes at observed and missing columns, the missing ones are μ + V_M u for
     *
     * <pre>  (E⁻¹ − V_MᵀV_M)u = V_Oᵀ(x − μ)_O,   E = I − σ²Λ⁻¹,</pre>
     *
     * which for σ² = 0 is the least-squares projection onto the observed columns, and without observed values the mean.
     *
     * @return the row itself when nothing is missing
     * @throws IllegalArgumentException when the row has another dimension
     */
    public double[] completed(double[] row) {
        double[] centred = centred(row);
        int[] missing =
                IntStream.range(0, row.length).filter(j -> Double.isNaN(row[j])).toArray();
        if (missing.length == 0) {
            return row;
        }
        for (int j : missing) {
            centred[j] = 0;
        }
        double[] completed = row.clone();
        double[] coordinates = expectedCoordinates(centred, missing);
        double rounding = ROUNDING_OF_AXES * Math.sqrt(Kernels.squaredNorm(coordinates));
        for (int j : missing) {
            double expected = 0;
            for (int i = 0; i < axes.length; i++) {
                expected += axes[i][j] * coordinates[i];
            }
            completed[j] = Math.abs(expected) <= rounding ? mean[j] : mean[j] + scale[j] * expected;
        }
        return completed;
    }

    /** u, of (I − E V_MᵀV_M)u = E V_Oᵀx. */
    private double[] expectedCoordinates(double[] observed, int[] missing) {
        int k = axes.length;
        double[][] system = new double[k][k];
        double[] right = new double[k];
        for (int a = 0; a < k; a++) {
            double share = 1 - Math.max(LEAST_VARIANCE_SHARE, noiseVariance() / variance(a));
            right[a] = share * Kernels.dot(axes[a], observed);
            for (int b = 0; b < k; b++) {
                double product = 0;
                for (int j : missing) {
                    product += axes[a][j] * axes[b][j];
                }
                system[a][b] = (a == b ? 1 : 0) - share * product;
            }
        }
        return LinearSystem.solve(system, right);
    }

    /** The limits that normally distributed rows exceed at the rate. */
    public ControlLimits limits(double falseAlarmRate) {
        return limits(TailProbability.of(falseAlarmRate));
    }

    ControlLimits limits(TailProbability falseAlarmRate) {
        return new ControlLimits(falseAlarmRate, residualVariance, residualSquares, axes.length, mean.length);
    }

    /** Whether ten rows were seen for every axis and one more, below which limits mean little. */
    public boolean isWarm() {
        return isWarm(rows);
    }

    /** Whether so many rows are enough for it. */
    boolean isWarm(double rowsThatCount) {
        return rowsThatCount >= (double) ROWS_PER_AXIS_WHEN_WARM * (axes.length + 1);
    }

    /** Rows that the model was fitted on. */
    public long rows() {
        return rows;
    }

    /** μ. */
    public double[] mean() {
        return mean.clone();
    }

    /** s: what the centred columns are divided by. */
    public double[] scale() {
        return scale.clone();
    }

    /** k: number of axes. */
    public int rank() {
        return axes.length;
    }

    /** What decided the rank. */
    public RankChoice.Reason rankReason() {
        return rankReason;
    }

    /** Row i is the i-th axis. */
    public double[][] axes() {
        double[][] copy = new double[axes.length][];
        Arrays.setAll(copy, i -> axes[i].clone());
        return copy;
    }

    /**
     * The axes turned towards the earlier ones; none for a first answer. Only axes whose variances in the sketch are
     * equal up to rounding turn within their group, the others by their sign: T² would be another statistic if axes
     * of different variance were mixed.
     */
    public AlignedVectors alignedAxes(double[][] previous) {
        return AlignedVectors.of(axes(), leastSquares, mostSquares, previous);
    }

    /** Variance along each axis, descending. */
    public double[] variances() {
        return variances.clone();
    }

    /** θ₁: variance outside the axes. */
    public double residualVariance() {
        return residualVariance;
    }

    /** σ² = θ₁/(d − k): variance in the mean direction outside the axes. */
    public double noiseVariance() {
        return residualVariance / (mean.length - axes.length);
    }
}
