package io.eigenstream.benchmarks;

import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far one sketch of one matrix is from the truth, and how far it says that it can be.
 *
 * @param gap λ₁/λ₂ of AᵀA
 * @param inside how many of the d singular values are between their certified bounds
 */
record AccuracyPoint(
        Setting setting, double gap, SpectralError spectral, Projection projection, Angle angle, int inside) {

    private static final int TEN = 10;

    /** Which matrix in which order, and which sketch. */
    record Setting(String matrix, RowOrder order, long seed, int rows, int dimension, int size, ShrinkPolicy policy) {

        static Setting of(StudyMatrix matrix, int size, ShrinkPolicy policy) {
            return new Setting(
                    matrix.name(),
                    matrix.order(),
                    matrix.seed(),
                    matrix.rows().length,
                    matrix.dimension(),
                    size,
                    policy);
        }
    }

    /**
     * As shares of ‖A‖_F².
     *
     * @param error ‖S − BᵀB − αI‖₂
     * @param certificate what the sketch says of it
     * @param bound what was certain before the first row, given the spectrum of the matrix
     * @param rounding errors below it are not told from 0
     */
    record SpectralError(double error, double certificate, double bound, double rounding) {

        boolean isRounding() {
            return error <= rounding;
        }

        boolean isCertified() {
            return error <= certificate + rounding;
        }

        boolean isBounded() {
            return certificate <= bound + rounding;
        }
    }

    /**
     * ‖A − A V_k V_kᵀ‖_F² / ‖A − A_k‖_F²: 1 is the batch SVD's.
     *
     * @param half for k = ℓ/2
     * @param ten for k = 10
     */
    record Projection(OptionalDouble half, OptionalDouble ten) {}

    /** What a certified angle stands on. */
    enum Certainty {
        NONE,
        PROBABLE,
        SURE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of the published leading eigenvector.
     *
     * @param method where the vector comes from
     * @param sinSquared of its angle to the batch's
     * @param resolution smaller values of it are not told from 0
     * @param ofSvd the same of the incremental SVD's own leading vector, published or not
     * @param sureOfSvd upper bound of ofSvd by the sin 2Θ theorem, from Δ and the spectrum of B alone
     * @param certified upper bound of sinSquared
     */
    record Angle(
            String method,
            double sinSquared,
            double resolution,
            double ofSvd,
            OptionalDouble sureOfSvd,
            OptionalDouble certified,
            Certainty certainty) {

        boolean isResolved() {
            return sinSquared > resolution;
        }

        /** Whether both bounds are kept, where the truth is resolved. */
        boolean isKept() {
            return timesTheTruth().orElse(1) >= 1 && timesTheTruthOfSvd().orElse(1) >= 1;
        }

        /** How many times the truth the certificate is; empty without one, and where the truth is not resolved. */
        OptionalDouble timesTheTruth() {
            return times(certified, sinSquared);
        }

        /** The same of the incremental SVD's own vector and its sure certificate. */
        OptionalDouble timesTheTruthOfSvd() {
            return times(sureOfSvd, ofSvd);
        }

        private OptionalDouble times(OptionalDouble bound, double truth) {
            return bound.isEmpty() || truth <= resolution
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(bound.getAsDouble() / truth);
        }
    }

    /** Sketches the matrix and compares with the oracle of the same rows, in this or another order. */
    static AccuracyPoint measure(StudyMatrix matrix, BatchOracle oracle, int size, ShrinkPolicy policy) {
        SketchedMatrix sketched = SketchedMatrix.of(matrix, size, policy);
        double[][] vectors = sketched.spectrum().vectors();
        return new AccuracyPoint(
                Setting.of(matrix, size, policy),
                oracle.gap(),
                spectral(sketched, oracle),
                new Projection(oracle.projectionRatio(vectors, size / 2), oracle.projectionRatio(vectors, TEN)),
                angle(sketched, oracle),
                sketched.valuesInside(oracle));
    }

    private static SpectralError spectral(SketchedMatrix sketched, BatchOracle oracle) {
        ShrinkPolicy policy = sketched.svd().policy();
        double share = policy == ShrinkPolicy.ROBUST ? 0.5 : 1;
        double bound = share * oracle.leastTail(policy.shrunk(sketched.svd().size()));
        double error =
                oracle.spectralError(sketched.directions(), sketched.svd().ridge());
        double energy = oracle.energy();
        return new SpectralError(
                error / energy, sketched.svd().spectralError() / energy, bound / energy, oracle.rounding() / energy);
    }

    private static Angle angle(SketchedMatrix sketched, BatchOracle oracle) {
        EigenvectorEstimate published = sketched.eigenvector();
        OptionalDouble certified = published.certifiedSinSquared();
        Certainty certainty =
                published.flags().contains(Flag.PROBABLE_CERTIFICATE) ? Certainty.PROBABLE : Certainty.SURE;
        return new Angle(
                published.method().toString(),
                oracle.sinSquared(published.vector()),
                oracle.angleResolution(),
                oracle.sinSquared(sketched.spectrum().vectors()[0]),
                sketched.spectrum().sinSquaredBound(0),
                certified,
                certified.isEmpty() ? Certainty.NONE : certainty);
    }
}
