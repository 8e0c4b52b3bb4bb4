package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.RandomOrderCandidates.Candidate;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is known of a matrix, from one sketch or merged from the sketches of its parts: answers, and merges, but takes
 * no more rows.
 *
 * <p>The incremental SVD merges exactly, and so do the heavy rows, the Gaussian sketch and the probes. The power method
 * and Oja's rule do not: of several parts every local direction stays a candidate.
 */
public final class MatrixSummary implements Mergeable<MatrixSummary> {

    private record Certified(Candidate candidate, double sinSquared, boolean surely) {}

    private final IncrementalSvd svd;
    /** This and the probes are null where the incremental SVD is exact. */
    private final RandomOrderCandidates randomOrder;

    private final SpectralProbes probes;
    private final List<AnyOrderEigenvector> anyOrder = new ArrayList<>();
    /** Null where rows are not judged. */
    private final AnomalyDetector detector;

    /** Keeps what it is given: a merge changes them. */
    MatrixSummary(IncrementalSvd svd, LeadingDirections leading, AnomalyDetector detector) {
        this.svd = svd;
        this.detector = detector;
        this.randomOrder = leading == null ? null : leading.randomOrder().candidates();
        this.probes = leading == null ? null : leading.probes();
        if (leading != null) {
            anyOrder.add(leading.anyOrder());
        }
    }

    /**
     * Absorbs what is known of other rows of the same matrix; the other summary is left as it is.
     *
     * @throws IllegalArgumentException when the dimensions, sizes, policies or numbers of heavy rows differ
     */
    @Override
    public void merge(MatrixSummary other) {
        if (svd.mergesWith(other.svd) && randomOrder != null && !randomOrder.mergesWith(other.randomOrder)) {
            throw new IllegalArgumentException("the summaries keep different numbers of heavy rows");
        }
        if ((detector == null) != (other.detector == null)) {
            throw new IllegalArgumentException("one of the summaries has a detector, the other has none");
        }
        svd.merge(other.svd);
        if (randomOrder != null) {
            randomOrder.merge(other.randomOrder);
            probes.merge(other.probes);
        }
        anyOrder.addAll(other.anyOrder);
        if (detector != null) {
            detector.merge(other.detector);
        }
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
        return principalComponents(RankRule.energyShare(energyShare));
    }

    /** The principal components of the centred rows, as many as the rule chooses. */
    public PrincipalComponents principalComponents(RankRule rule) {
        return svd.principalComponents(rule);
    }

    /** The detector, of the rows of all parts; empty where rows are not judged. */
    public Optional<AnomalyDetector> detector() {
        return Optional.ofNullable(detector);
    }

    /**
     * The leading eigenvector, given the spectrum of this summary: of all candidates the one whose angle to the true
     * one is certified smallest. When none can be certified, the one along which the Gaussian sketch is longest,
     * without a certificate.
     */
    public EigenvectorEstimate eigenvector(SpectrumEstimate spectrum) {
        List<Candidate> candidates = candidates(spectrum);
        Certified best = mostCertain(spectrum, candidates);
        Candidate chosen =
                best.sinSquared < 1 || randomOrder == null ? best.candidate : randomOrder.longest(candidates);
        double lower = spectrum.rank() == 0 ? 0 : spectrum.lowerBounds()[0];
        double upper = spectrum.upperBound(0);
        double second = spectrum.upperBound(1);
        boolean hasGap = spectrum.dimension() > 1 && second > 0;
        return new EigenvectorEstimate(
                Kernels.canonicalSign(chosen.vector()),
                lower * lower,
                upper * upper,
                hasGap ? OptionalDouble.of(Math.max(1, (lower / second) * (lower / second))) : OptionalDouble.empty(),
                best.sinSquared < 1 ? OptionalDouble.of(best.sinSquared) : OptionalDouble.empty(),
                chosen.method(),
                flags(best));
    }

    private List<Candidate> candidates(SpectrumEstimate spectrum) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(Method.INCREMENTAL_SVD, spectrum.leadingVector()));
        anyOrder.forEach(part -> candidates.add(new Candidate(Method.ANY_ORDER, part.direction())));
        if (randomOrder != null) {
            candidates.addAll(randomOrder.candidates());
        }
        return candidates;
    }

    /** The first of equals; with 1 for the sine when nothing is certified. */
    private Certified mostCertain(SpectrumEstimate spectrum, List<Candidate> candidates) {
        Certified best = new Certified(candidates.get(0), 1, true);
        AngleCertificate sure = new AngleCertificate(spectrum);
        for (Candidate candidate : candidates) {
            best = smaller(best, candidate, sure.of(candidate.vector()), true);
        }
        double second = spectrum.upperBound(1) * spectrum.upperBound(1);
        for (AnyOrderEigenvector part : anyOrder) {
            AnyOrderEigenvector.Answer answer = part.certified(second).orElse(null);
            if (answer != null) {
                Candidate own = new Candidate(answer.method(), answer.vector());
                best = smaller(best, own, OptionalDouble.of(answer.sinSquaredBound()), true);
            }
        }
        if (probes != null) {
            ProbeCertificate probable = new ProbeCertificate(probes, svd, candidates.size());
            for (Candidate candidate : candidates) {
                double squaredNorm = randomOrder.squaredNormAlong(candidate.vector());
                best = smaller(best, candidate, probable.of(candidate.vector(), squaredNorm), false);
            }
        }
        return best;
    }

    private static Certified smaller(Certified best, Candidate candidate, OptionalDouble bound, boolean surely) {
        double sinSquared = bound.orElse(1);
        return sinSquared < best.sinSquared ? new Certified(candidate, sinSquared, surely) : best;
    }

    private Set<Flag> flags(Certified best) {
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        if (randomOrder != null) {
            flags.addAll(randomOrder.flags());
        }
        if (!best.surely) {
            flags.add(Flag.PROBABLE_CERTIFICATE);
        }
        return flags;
    }
}
