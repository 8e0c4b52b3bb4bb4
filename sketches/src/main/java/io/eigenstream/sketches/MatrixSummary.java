package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.RandomOrderCandidates.Candidate;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is known of a matrix, from one sketch or merged from the sketches of its parts: answers, and merges, but takes
 * no more rows.
 *
 * <p>The incremental SVD merges exactly, and so do the heavy rows and the Gaussian sketch of the random-order method.
 * The power method and Oja's rule do not: of several parts every local direction stays a candidate.
 */
public final class MatrixSummary implements Mergeable<MatrixSummary> {

    private record Certified(Candidate candidate, double sinSquared) {}

    private final IncrementalSvd svd;
    /** Null where the incremental SVD is exact. */
    private final RandomOrderCandidates randomOrder;

    private final List<AnyOrderEigenvector> anyOrder = new ArrayList<>();

    MatrixSummary(IncrementalSvd svd, LeadingDirections leading) {
        this.svd = svd.copy();
        this.randomOrder = leading == null ? null : leading.randomOrder().candidates();
        if (leading != null) {
            anyOrder.add(leading.anyOrder().copy());
        }
    }

    /**
     * Absorbs what is known of other rows of the same matrix; the other summary is left as it is.
     *
     * @throws IllegalArgumentException when the dimensions, sizes or policies differ
     */
    @Override
    public void merge(MatrixSummary other) {
        svd.merge(other.svd);
        if (randomOrder != null) {
            randomOrder.merge(other.randomOrder);
        }
        anyOrder.addAll(other.anyOrder);
    }

    /** n: rows that the answers cover. */
    public long rows() {
        return svd.rows();
    }

    /** The certified singular values and vectors of the matrix as it is; costs an SVD of (ℓ+1)×d. */
    public SpectrumEstimate spectrum() {
        return svd.spectrum();
    }

    /** The principal components of the centred rows: the fewest that hold the share of the variance. */
    public PrincipalComponents principalComponents(double energyShare) {
        return PrincipalComponents.of(svd, energyShare);
    }

    /**
     * The leading eigenvector, given the spectrum of this summary: of the incremental SVD's and the any-order methods'
     * candidates the one whose certified angle is smallest. When none can be certified, the candidate along which the
     * Gaussian sketch is longest, those of the random-order method included, without a certificate.
     */
    public EigenvectorEstimate eigenvector(SpectrumEstimate spectrum) {
        Optional<Certified> certified = mostCertain(spectrum);
        Candidate chosen = certified.map(Certified::candidate).orElseGet(() -> mostLikely(spectrum));
        double lower = spectrum.rank() == 0 ? 0 : spectrum.lowerBounds()[0];
        double upper = spectrum.upperBound(0);
        double second = spectrum.upperBound(1);
        boolean hasGap = spectrum.dimension() > 1 && second > 0;
        return new EigenvectorEstimate(
                Kernels.canonicalSign(chosen.vector()),
                lower * lower,
                upper * upper,
                hasGap ? OptionalDouble.of(Math.max(1, (lower / second) * (lower / second))) : OptionalDouble.empty(),
                certified.map(best -> OptionalDouble.of(best.sinSquared)).orElse(OptionalDouble.empty()),
                chosen.method(),
                randomOrder == null ? Set.of() : randomOrder.flags());
    }

    private Optional<Certified> mostCertain(SpectrumEstimate spectrum) {
        List<Certified> certified = new ArrayList<>();
        if (spectrum.rank() > 0) {
            Candidate own = ofSvd(spectrum);
            certifiedSinSquared(spectrum, own.vector()).ifPresent(sin -> certified.add(new Certified(own, sin)));
        }
        double second = spectrum.upperBound(1) * spectrum.upperBound(1);
        for (AnyOrderEigenvector part : anyOrder) {
            part.certified(second)
                    .ifPresent(answer -> certified.add(
                            new Certified(new Candidate(answer.method(), answer.vector()), answer.sinSquaredBound())));
        }
        Certified best = null;
        for (Certified each : certified) {
            if (best == null || each.sinSquared < best.sinSquared) {
                best = each;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Candidate ofSvd(SpectrumEstimate spectrum) {
        return new Candidate(Method.INCREMENTAL_SVD, spectrum.vectors()[0]);
    }

    private Candidate mostLikely(SpectrumEstimate spectrum) {
        List<Candidate> candidates = new ArrayList<>();
        if (spectrum.rank() > 0) {
            candidates.add(ofSvd(spectrum));
        }
        anyOrder.forEach(part -> candidates.add(new Candidate(Method.ANY_ORDER, part.direction())));
        if (randomOrder != null) {
            return randomOrder.longest(candidates.toArray(Candidate[]::new));
        }
        return candidates.isEmpty() ? firstAxis() : candidates.get(0);
    }

    /** Any direction is a leading eigenvector of the zero matrix. */
    private Candidate firstAxis() {
        double[] axis = new double[svd.dimension()];
        axis[0] = 1;
        return new Candidate(Method.INCREMENTAL_SVD, axis);
    }

    /** Certified upper bound of sin² of the angle between the unit vector and v₁; absent when it is not below 1. */
    OptionalDouble certifiedSinSquared(SpectrumEstimate spectrum, double[] unit) {
        return new AngleCertificate(svd, spectrum).of(unit);
    }
}
