package io.eigenstream.sketches.concatenated;

/**
 * A certified upper bound of the error that a stack of matrices has at rank r, for a stack that grows one member at a
 * time. For members A₁ … A_K of one dimension d, M their rows one below the other, it answers a number and a basis V
 * of at most r orthonormal rows with
 *
 * <pre>  err_r(M) ≤ ‖M − MVᵀV‖_F / ‖M‖_F ≤ relativeError,   err_r(M)² = (‖M‖_F² − Σ_{i≤r} σᵢ(M)²) / ‖M‖_F²</pre>
 *
 * <p>The first inequality is that of Eckart and Young. For the second, every implementation knows numbers b ≤
 * ‖BVᵀ‖_F² of the given rows B, so that ‖M − MVᵀV‖_F² = ‖M‖_F² − ‖MVᵀ‖_F² ≤ ‖M‖_F² − b, for sketched members too,
 * because BᵀB ⪯ MᵀM. Rounding is allowed for, to first order: some 10⁻¹² for tens of members, but up to 10⁻⁶ with
 * sketches, whose loss is a difference of energies.
 *
 * <p>The implementations differ in what they read: {@link WeylBound} energies, {@link ResidualBound} what is new in
 * each member, {@link IncrementalBound} everything. Each is certain; the last is the sharpest unless truncation has
 * dropped much.
 *
 * <p>Bounds are immutable: a candidate is tried by asking what the bound would be, and forgotten at no cost.
 *
 * <p>Reference: Shamrai, "Concatenated Matrix SVD: Compression Bounds, Incremental Approximation, and
 * Error-Constrained Clustering", arXiv 2601.11626, 2026. Deviations: matrices are stacked as rows, the transposes of
 * the paper's; bounds are of members of any number of rows, and hold of sketched members.
 */
public sealed interface StackBound permits WeylBound, ResidualBound, IncrementalBound {

    /**
     * The bound of this stack with a member more; this one is left as it is. A member of energy 0 changes nothing.
     *
     * @throws IllegalArgumentException when the member's dimension is another one, naming it
     */
    StackBound with(Member member);

    /** Certified upper bound of the relative error, 0 to 1; 0 for the empty stack and the zero matrix. */
    double relativeError();

    /** V: at most r orthonormal rows, for which the bound holds, each with its entry of largest magnitude positive. */
    double[][] basis();

    /** r. */
    int rank();
}
