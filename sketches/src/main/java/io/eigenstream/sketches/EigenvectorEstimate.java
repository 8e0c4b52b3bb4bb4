package io.eigenstream.sketches;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * The leading eigenvector of AᵀA, for the matrix as it is.
 *
 * @param vector of unit length, its entry of largest magnitude positive
 * @param eigenvalueLower certified lower bound of λ₁
 * @param eigenvalueUpper certified upper bound of λ₁
 * @param gap certified lower bound of λ₁/λ₂; absent for d = 1 and for the zero matrix
 * @param certifiedSinSquared certified upper bound of sin² of the angle to v₁; absent when nothing is certain
 * @param method which of the candidates it is
 * @param flags what its reader should know
 */
public record EigenvectorEstimate(
        double[] vector,
        double eigenvalueLower,
        double eigenvalueUpper,
        OptionalDouble gap,
        OptionalDouble certifiedSinSquared,
        Method method,
        Set<Flag> flags) {

    /** Where a direction comes from. */
    public enum Method {
        INCREMENTAL_SVD("incremental-svd"),
        RANDOM_ORDER_POWER("random-order-power"),
        RANDOM_ORDER_HEAVY("random-order-heavy"),
        ANY_ORDER("any-order"),
        ANY_ORDER_LONGEST_ROW("any-order-longest-row");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a reader should know of the guarantees. */
    public enum Flag {
        /** Not sure: it holds with probability 1 − 10⁻⁶ over the random numbers of the sketch. */
        PROBABLE_CERTIFICATE("probable-certificate"),
        /** More rows were heavy than are kept; the guarantee of the random-order method is void. */
        HEAVY_OVERFLOW("heavy-overflow");

        private final String text;

        Flag(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The vector with the sign that turns it towards the first of the earlier ones; none for a first answer. */
    public AlignedVectors alignedTo(double[][] previous) {
        double[] value = {eigenvalueLower};
        return AlignedVectors.of(new double[][] {vector}, value, value, previous);
    }
}
