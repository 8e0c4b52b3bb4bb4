package io.eigenstream.sketches;

/**
 * Which of the ℓ directions that an {@link IncrementalSvd} retains pay when a fold drops others.
 *
 * <p>With λ₁ ≥ λ₂ ≥ … the squared singular values of the rows before the fold and δ = λ_{ℓ+1} the largest one dropped,
 * the last a = ⌈αℓ⌉ of the ℓ retained lose δ, but not more than they have; the first ℓ − a keep all. What a fold
 * removes is then at most δ in every direction and at least (a + 1)δ in all, so the sum Δ of the δ satisfies
 *
 * <pre>  0 ⪯ S − BᵀB ⪯ ΔI,   Δ ≤ ‖A − A_k‖_F² / (a + 1 − k) for every 0 ≤ k ≤ a.</pre>
 *
 * <p>Proof of the second: with v₁ … v_k the leading right singular vectors of S, what is removed in all is
 * tr(S − BᵀB) ≤ kΔ + Σ_{i&gt;k} vᵢᵀSvᵢ, and it is at least (a + 1)Δ.
 *
 * <p>Reference: Desai, Ghashami, Phillips, "Improved Practical Matrix Sketching with Guarantees", IEEE TKDE 28(7),
 * 2016, arXiv:1501.06561 (α); Luo, Chen, Zhang, Li, Zhang, "Robust Frequent Directions with Application in Online
 * Learning", JMLR 20, 2019 (the ridge). Deviation: δ is λ_{ℓ+1} for every α, so that ℓ directions stay.
 */
public enum ShrinkPolicy {
    /** α = 1: every retained direction pays. The strongest bound, in the worst order of rows. */
    FREQUENT_DIRECTIONS(1, 0),

    /** Frequent Directions with Δ/2 added back in every direction: ‖S − (BᵀB + Δ/2·I)‖₂ ≤ Δ/2. */
    ROBUST(1, 0.5),

    /** α = 0.2: the leading directions keep their length; a fifth of them pay. Closer on most data, a weaker bound. */
    PARAMETERISED(0.2, 0),

    /**
     * α = 0: nothing is subtracted, the smallest are dropped. The incremental SVD of Brand, Linear Algebra Appl. 415,
     * 2006, and the incremental estimator of Shamrai, arXiv:2601.11626: closest where the spectrum is stable, but a
     * weak direction that comes back in every row can be lost for good. Δ says so: it is bounded by ‖A‖_F² alone.
     */
    TRUNCATION(0, 0);

    private final double shrunkShare;
    private final double ridgeShare;

    ShrinkPolicy(double shrunkShare, double ridgeShare) {
        this.shrunkShare = shrunkShare;
        this.ridgeShare = ridgeShare;
    }

    /** a: how many of the retained directions pay. */
    public int shrunk(int size) {
        return (int) Math.ceil(shrunkShare * size);
    }

    /** What is added back in every direction, as a share of Δ. */
    double ridgeShare() {
        return ridgeShare;
    }
}
