package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.ThinSvd;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The leading singular values of the matrix as it is, each between two certified bounds, and its right singular
 * vectors. For a sketch B with 0 ⪯ AᵀA − BᵀB ⪯ ΔI, by Weyl's inequality,
 *
 * <pre>  σᵢ(B)² ≤ σᵢ(A)² ≤ σᵢ(B)² + Δ</pre>
 *
 * and both sides are moved outwards by the allowance for rounding.
 *
 * @param rows n: rows of A
 * @param dimension d: columns of A
 * @param lowerBounds of the singular values, descending; as many as stand out from rounding
 * @param upperBounds of the same singular values
 * @param vectors row i is the i-th right singular vector of B, its entry of largest magnitude positive
 * @param beyond upper bound of every singular value after the listed ones
 * @param energy ‖A‖_F²
 * @param shrinkage Δ
 */
public record SpectrumEstimate(
        long rows,
        int dimension,
        double[] lowerBounds,
        double[] upperBounds,
        double[][] vectors,
        double beyond,
        double energy,
        double shrinkage) {

    static SpectrumEstimate of(IncrementalSvd sketch) {
        ThinSvd svd = sketch.uncentred();
        double[] sigma = svd.values();
        double top = sigma.length == 0 ? 0 : sigma[0];
        double[] lower = new double[sigma.length];
        double[] upper = new double[sigma.length];
        double leastSigma = top * 0x1.0p-52 * Math.max(sketch.rows(), sketch.dimension());
        int rank = 0;
        for (int i = 0; i < sigma.length; i++) {
            lower[i] = lowerBound(sketch, sigma[i], top);
            upper[i] = upperBound(sketch, sigma[i], top);
            if (sigma[i] > leastSigma && lower[i] > 0) {
                rank++;
            }
        }
        double[][] vectors = new double[rank][];
        Arrays.setAll(vectors, i -> Kernels.canonicalSign(svd.rightVectors()[i]));
        boolean whole = rank == sketch.dimension();
        double next = rank < sigma.length ? upper[rank] : upperBound(sketch, 0, top);
        return new SpectrumEstimate(
                sketch.rows(),
                sketch.dimension(),
                Arrays.copyOf(lower, rank),
                Arrays.copyOf(upper, rank),
                vectors,
                whole ? 0 : next,
                sketch.energy(),
                sketch.shrinkage());
    }

    /** Rounding moves singular values where QR made them, and their squares where a Gram matrix did. */
    private static double lowerBound(IncrementalSvd sketch, double sigma, double top) {
        double allowance = sketch.relativeRounding();
        return sketch.losesNothing()
                ? Math.max(0, sigma - allowance * top)
                : Math.sqrt(Math.max(0, sigma * sigma - allowance * top * top));
    }

    private static double upperBound(IncrementalSvd sketch, double sigma, double top) {
        double allowance = sketch.relativeRounding();
        double shrinkage = sketch.shrinkage();
        return sketch.losesNothing()
                ? Math.sqrt(sigma * sigma + shrinkage) + allowance * top
                : Math.sqrt(sigma * sigma + shrinkage + allowance * top * top);
    }

    /** Number of singular values listed. */
    public int rank() {
        return lowerBounds.length;
    }

    /** The first vector; the first axis for the zero matrix, of which any direction is one. */
    double[] leadingVector() {
        if (rank() > 0) {
            return vectors[0];
        }
        double[] axis = new double[dimension];
        axis[0] = 1;
        return axis;
    }

    /** Share of the energy that is certainly in the listed directions, 0 to 1; 1 for the zero matrix. */
    public double capturedShare() {
        return energy == 0 ? 1 : Math.min(1, Kernels.squaredNorm(lowerBounds) / energy);
    }

    /** exp of the entropy of the shares of Σσ²: between 1 and the rank; 0 for the zero matrix. */
    public double effectiveRank() {
        double total = Kernels.squaredNorm(lowerBounds);
        if (total == 0) {
            return 0;
        }
        double entropy = 0;
        for (double sigma : lowerBounds) {
            double share = sigma * sigma / total;
            entropy -= share == 0 ? 0 : share * StrictMath.log(share);
        }
        return StrictMath.exp(entropy);
    }

    /**
     * Upper bound of sin² of the angle between the i-th vector, from 0, and the i-th right singular vector of A: by the
     * sin 2Θ theorem of Davis and Kahan, as AᵀA − Δ/2·I has the same eigenvectors and is within Δ/2 of BᵀB,
     *
     * <pre>  sin 2θᵢ ≤ Δ/γᵢ  for  γᵢ = min(σᵢ₋₁(B)² − σᵢ(B)², σᵢ(B)² − σᵢ₊₁(B)²) &gt; Δ.</pre>
     *
     * That is below ½: the true one is within 45°, and no other is. Absent when the gap γᵢ does not exceed Δ.
     *
     * <p>Rounding widens Δ to the width of the bounds. Where QR made them, and singular values are right to η, the
     * reflection that proves the theorem leaves residuals of 2η of both singular vectors, and of them at most
     * √8·η·√(σᵢ² + σⱼ²)/|σᵢ² − σⱼ²| along the j-th; 4ησ/|σᵢ² − σⱼ²|, the width of the larger of the two over
     * their distance, is not less, and largest for a neighbour.
     */
    public OptionalDouble sinSquaredBound(int i) {
        double sine = Math.max(widthOverGap(i - 1), widthOverGap(i));
        return sine < 1
                ? OptionalDouble.of(sine * sine / (2 * (1 + Math.sqrt(1 - sine * sine))))
                : OptionalDouble.empty();
    }

    /** Width of the bounds of σᵢ(A)² over the distance of σᵢ(B)² to σᵢ₊₁(B)², at most 1; 0 without such a pair. */
    private double widthOverGap(int i) {
        if (i < 0 || i == dimension - 1) {
            return 0;
        }
        double width = square(upperBounds[i]) - square(lowerBounds[i]);
        double gap = middle(i) - (i + 1 < rank() ? middle(i + 1) : square(beyond) - shrinkage / 2);
        return width < gap ? width / gap : 1;
    }

    /** Which vectors are certainly within 45° of the right singular vector of their index, and of no other. */
    public boolean[] resolved() {
        boolean[] resolved = new boolean[rank()];
        for (int i = 0; i < resolved.length; i++) {
            resolved[i] = sinSquaredBound(i).isPresent();
        }
        return resolved;
    }

    /** The vectors turned towards the earlier ones inside groups of overlapping bounds; none for a first answer. */
    public AlignedVectors alignedTo(double[][] previous) {
        return AlignedVectors.of(vectors, lowerBounds, upperBounds, previous);
    }

    /** Middle of the bounds of σᵢ(A)². */
    private double middle(int i) {
        return (square(lowerBounds[i]) + square(upperBounds[i])) / 2;
    }

    private static double square(double x) {
        return x * x;
    }

    /** The rank that the rule chooses, of the matrix as it is. */
    public RankChoice rank(RankRule rule) {
        return rule.choose(SquaredBounds.of(this));
    }

    /** Upper bound of the i-th singular value, from 0; valid for every i below d. */
    double upperBound(int i) {
        return i < upperBounds.length ? upperBounds[i] : beyond;
    }
}
