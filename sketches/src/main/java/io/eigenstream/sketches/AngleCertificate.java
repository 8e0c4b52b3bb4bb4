package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.OptionalDouble;

/**
 * Upper bounds of sin² of the angle between a unit vector u and the leading eigenvector v₁ of AᵀA, from a sketch B with
 * 0 ⪯ AᵀA − BᵀB ⪯ ΔI. Since AᵀA − Δ/2·I has the eigenvectors of AᵀA and is within Δ/2 of BᵀB, by the sin 2Θ theorem of
 * Davis and Kahan the leading vector b of B, with γ = σ₁(B)² − σ₂(B)², has
 *
 * <pre>  sin 2∠(b, v₁) ≤ Δ/γ   when Δ &lt; γ,   and   ∠(u, v₁) ≤ ∠(u, b) + ∠(b, v₁).</pre>
 *
 * <p>For u = b and Δ ≪ γ that is (Δ/2γ)²; no bound from Δ and γ alone can be smaller, because in two dimensions it is
 * attained. Rounding widens Δ through the bounds of the spectrum.
 *
 * <p>The length of Bu gives no smaller one. From ‖Au‖² ≤ λ₁cos² + λ₂sin² follows sin² ≤ (σ₁(B)² + Δ − ‖Bu‖²)/γ, which
 * is at least sin²α + sin 2β for α = ∠(u, b) and sin 2β = Δ/γ, as ‖Bu‖² ≤ σ₁(B)²cos²α + σ₂(B)²sin²α. But
 *
 * <pre>  2 sin²(α + β) = 1 − cos 2α cos 2β + sin 2α sin 2β ≤ 2 sin²α + (|cos 2α| + sin 2α) sin 2β</pre>
 *
 * and the bracket is at most √2; where α + β ≥ π/2, sin²α + sin 2β ≥ cos²β + sin 2β ≥ 1 as β ≤ π/4.
 *
 * <p>Reference: Davis, Kahan, "The Rotation of Eigenvectors by a Perturbation III", SIAM J. Numer. Anal. 7(1), 1970.
 */
final class AngleCertificate {

    private final SpectrumEstimate spectrum;

    AngleCertificate(SpectrumEstimate spectrum) {
        this.spectrum = spectrum;
    }

    /** The bound for a unit vector; absent when it is not below 1. */
    OptionalDouble of(double[] unit) {
        if (spectrum.dimension() == 1) {
            return OptionalDouble.of(0);
        }
        OptionalDouble leading = spectrum.rank() == 0 ? OptionalDouble.empty() : spectrum.sinSquaredBound(0);
        if (leading.isEmpty()) {
            return OptionalDouble.empty();
        }
        double angle = angleToLeading(unit) + StrictMath.asin(Math.sqrt(leading.getAsDouble()));
        double sine = StrictMath.sin(angle);
        return angle < Math.PI / 2 ? OptionalDouble.of(sine * sine) : OptionalDouble.empty();
    }

    /** ∠(u, b), between lines. */
    private double angleToLeading(double[] unit) {
        double[] leading = spectrum.vectors()[0];
        double cosine = Kernels.dot(unit, leading);
        double[] rest = unit.clone();
        Kernels.axpy(-cosine, leading, rest);
        return StrictMath.atan2(Math.sqrt(Kernels.squaredNorm(rest)), Math.abs(cosine));
    }
}
