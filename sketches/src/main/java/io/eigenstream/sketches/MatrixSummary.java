package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of a matrix, from one sketch or merged from the sketches of its parts: answers, and merges, but takes
 * no more rows.
 *
 * <p>Frequent Directions, the heavy rows and the Gaussian sketch merge exactly. The power method does not: of several
 * parts every local direction stays a candidate, joined by the mean of all of them with their signs aligned, and the
 * summed Gaussian sketch judges.
 */
public final class MatrixSummary {

    private record Candidate(Method method, double[] vector) {}

    private final FrequentDirections directions;
    private final HeavyRows heavy;
    private final GaussianSketch gaussian;
    private final List<double[]> powerDirections = new ArrayList<>();
    private double heavyThreshold;
    private boolean overflow;

    MatrixSummary(FrequentDirections directions, RandomOrderEigenvector eigenvector) {
        this.directions = directions.copy();
        this.heavy = eigenvector.heavy().copy();
        this.gaussian = eigenvector.gaussian().copy();
        BlockPower power = eigenvector.power();
        powerDirections.add(power.answer());
        powerDirections.add(power.current());
        heavyThreshold = power.answerThreshold();
        overflow = power.answerGuarded();
    }

    /**
     * Absorbs what is known of other rows of the same matrix; the other summary is left as it is.
     *
     * @throws IllegalArgumentException when the dimensions or sizes differ
     */
    public void merge(MatrixSummary other) {
        directions.merge(other.directions);
        heavy.merge(other.heavy);
        gaussian.merge(other.gaussian);
        powerDirections.addAll(other.powerDirections);
        heavyThreshold = Math.max(heavyThreshold, other.heavyThreshold);
        overflow |= other.overflow;
    }

    /** n: rows that the answers cover. */
    public long rows() {
        return directions.rows();
    }

    /** The certified singular values and vectors of the matrix as it is; costs an SVD of (ℓ+1)×d. */
    public SpectrumEstimate spectrum() {
        return SpectrumEstimate.of(directions);
    }

    /** The principal components of the centred rows: the fewest that hold the share of the variance. */
    public PrincipalComponents principalComponents(double energyShare) {
        return PrincipalComponents.of(directions, energyShare);
    }

    /**
     * The leading eigenvector, given the spectrum of this summary: that of Frequent Directions when its angle can be
     * certified, and it then has the best certificate of all; otherwise the candidate along which the Gaussian sketch
     * is longest.
     */
    public EigenvectorEstimate eigenvector(SpectrumEstimate spectrum) {
        Candidate chosen = spectrum.rank() == 0
                ? new Candidate(Method.RANDOM_ORDER_POWER, powerDirections.get(0))
                : new Candidate(Method.FREQUENT_DIRECTIONS, spectrum.vectors()[0]);
        OptionalDouble certificate = certifiedSinSquared(spectrum, chosen.vector);
        if (certificate.isEmpty()) {
            chosen = longestAlongSketch(chosen);
            certificate = certifiedSinSquared(spectrum, chosen.vector);
        }
        double lower = spectrum.rank() == 0 ? 0 : spectrum.lowerBounds()[0];
        double upper = spectrum.upperBound(0);
        double second = spectrum.upperBound(1);
        boolean hasGap = spectrum.dimension() > 1 && second > 0;
        return new EigenvectorEstimate(
                Kernels.canonicalSign(chosen.vector),
                lower * lower,
                upper * upper,
                hasGap ? OptionalDouble.of(Math.max(1, (lower / second) * (lower / second))) : OptionalDouble.empty(),
                certificate,
                chosen.method,
                flags());
    }

    /**
     * Upper bound of sin² of the angle between the unit vector and v₁: from ‖Av‖² ≤ λ₁cos² + λ₂sin²,
     *
     * <pre>  sin² ≤ (λ₁ − ‖Av‖²) / (λ₁ − λ₂) ≤ (u₁² − ‖Bv‖²) / (u₁² − u₂²)</pre>
     *
     * for upper bounds uᵢ of the singular values. Absent when that is 1 or more.
     */
    OptionalDouble certifiedSinSquared(SpectrumEstimate spectrum, double[] unit) {
        if (spectrum.dimension() == 1) {
            return OptionalDouble.of(0);
        }
        double along = Kernels.dot(directions.meanDirection(), unit);
        double squaredLength = Kernels.squaredNormAlong(directions.directions(), unit) + along * along;
        double rounding = 2 * directions.relativeRounding();
        double first = spectrum.upperBound(0) * spectrum.upperBound(0);
        double second = spectrum.upperBound(1) * spectrum.upperBound(1);
        double bound = (first - squaredLength * (1 - rounding)) / (first - second);
        return first > second && bound < 1 ? OptionalDouble.of(Math.max(bound, 0)) : OptionalDouble.empty();
    }

    private Candidate longestAlongSketch(Candidate first) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(first);
        powerDirections.forEach(v -> candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, v)));
        candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, alignedMean(powerDirections)));
        double[] heaviest = heavy.leadingDirection(heavyThreshold);
        if (heaviest != null) {
            candidates.add(new Candidate(Method.RANDOM_ORDER_HEAVY, heaviest));
        }
        Candidate best = first;
        double longest = -1;
        for (Candidate candidate : candidates) {
            double length = gaussian.squaredNormAlong(candidate.vector);
            if (length > longest) {
                longest = length;
                best = candidate;
            }
        }
        return best;
    }

    private static double[] alignedMean(List<double[]> units) {
        double[] sum = new double[units.get(0).length];
        for (double[] unit : units) {
            Kernels.axpy(Kernels.dot(sum, unit) < 0 ? -1 : 1, unit, sum);
        }
        return Kernels.normalized(sum);
    }

    private EnumSet<Flag> flags() {
        return overflow || heavy.mayMiss(heavyThreshold) ? EnumSet.of(Flag.HEAVY_OVERFLOW) : EnumSet.noneOf(Flag.class);
    }
}
