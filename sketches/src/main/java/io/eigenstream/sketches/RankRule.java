package io.eigenstream.sketches;

import io.eigenstream.sketches.RankChoice.Reason;

/**
 * How many leading directions to keep: a given number, or the fewest that certainly do what is asked for.
 *
 * <p>With lᵢ ≤ σᵢ² ≤ uᵢ the certified bounds of the squared singular values and F = ‖A‖_F² exact,
 *
 * <table><caption>Rules</caption>
 *   <tr><td>{@link #fixed}</td><td>k</td></tr>
 *   <tr><td>{@link #energyShare}</td><td>the smallest k with l₁ + … + l_k ≥ τF</td></tr>
 *   <tr><td>{@link #errorTolerance}</td><td>the smallest k with F − (l₁ + … + l_k) ≤ ε²F</td></tr>
 *   <tr><td>{@link #gap}</td><td>the k &lt; d with the largest l_k/u_{k+1}, when that is above 1</td></tr>
 * </table>
 *
 * <p>What a choice claims is true of A, not of its sketch: σ₁² + … + σ_k² ≥ τF, ‖A − A_k‖_F ≤ ε‖A‖_F, and
 * (σ_k/σ_{k+1})² ≥ l_k/u_{k+1} &gt; 1. The price is that a rank errs upwards: with k* the one that A itself would give,
 * k* ≤ k, and k − 1 directions hold less than τF + Σ_{i&lt;k}(uᵢ − lᵢ), about τF + (k−1)Δ. For Δ = 0, k = k* up to
 * rounding. The gap that is chosen is a true one, and it is the widest of those that are certain, not always the widest
 * of A.
 *
 * <p>When the directions that can be told apart do not reach what is asked for, all of them are the choice, and the
 * reason is {@link Reason#CAPPED}. The rules by energy and by tolerance are one rule, τ = 1 − ε²; they differ in what
 * they say.
 */
public final class RankRule {

    private enum Kind {
        FIXED,
        ENERGY,
        TOLERANCE,
        GAP
    }

    private final Kind kind;
    /** k, τ or ε. */
    private final double parameter;

    private RankRule(Kind kind, double parameter) {
        this.kind = kind;
        this.parameter = parameter;
    }

    /**
     * That many, or as many as there are.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public static RankRule fixed(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank is " + rank + ", expected at least 1");
        }
        return new RankRule(Kind.FIXED, rank);
    }

    /**
     * The fewest that certainly hold the share τ of the energy; of the variance for principal components.
     *
     * @throws IllegalArgumentException when it is not between 0 and 1
     */
    public static RankRule energyShare(double share) {
        return new RankRule(Kind.ENERGY, between0And1("energyShare", share));
    }

    /**
     * The fewest k with ‖A − A_k‖_F certainly at most ε‖A‖_F.
     *
     * @throws IllegalArgumentException when ε is not between 0 and 1
     */
    public static RankRule errorTolerance(double tolerance) {
        return new RankRule(Kind.TOLERANCE, between0And1("errorTolerance", tolerance));
    }

    /** As many as come before the widest certain gap; none when no gap is certain. */
    public static RankRule gap() {
        return new RankRule(Kind.GAP, 0);
    }

    private static double between0And1(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " is " + value + ", expected between 0 and 1");
        }
        return value;
    }

    RankChoice choose(SquaredBounds bounds) {
        double total = bounds.total();
        if (total == 0) {
            return new RankChoice(0, Reason.DEGENERATE);
        }
        return switch (kind) {
            case FIXED -> reaching((int) parameter, Reason.FIXED, bounds);
            case ENERGY -> reaching(bounds.fewestHolding(parameter * total), Reason.ENERGY, bounds);
            case TOLERANCE ->
                reaching(bounds.fewestHolding(total - parameter * parameter * total), Reason.TOLERANCE, bounds);
            case GAP -> beforeTheWidestGap(bounds);
        };
    }

    private static RankChoice reaching(int rank, Reason reason, SquaredBounds bounds) {
        return rank <= bounds.rank() ? new RankChoice(rank, reason) : new RankChoice(bounds.rank(), Reason.CAPPED);
    }

    private static RankChoice beforeTheWidestGap(SquaredBounds bounds) {
        int rank = 0;
        double widest = 1;
        for (int k = 1; k <= Math.min(bounds.rank(), bounds.dimension() - 1); k++) {
            double gap = bounds.gapAfter(k);
            if (gap > widest) {
                widest = gap;
                rank = k;
            }
        }
        return new RankChoice(rank, rank == 0 ? Reason.NO_GAP : Reason.GAP);
    }
}
