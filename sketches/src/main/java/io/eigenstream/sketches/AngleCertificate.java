package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.OptionalDouble;

/**
 * Upper bounds of sin² of the angle between a unit vector u and the leading eigenvector v₁ of AᵀA, from a sketch B with
 * 0 ⪯ AᵀA − BᵀB ⪯ ΔI. The smaller of two:
 *
 * <p>(1) from ‖Au‖² ≤ λ₁cos² + λ₂sin², with upper bounds uᵢ of the singular values,
 *
 * <pre>  sin²∠(u, v₁) ≤ (u₁² − ‖Bu‖²) / (u₁² − u₂²).</pre>
 *
 * <p>(2) AᵀA − Δ/2·I has the eigenvectors of AᵀA and is within Δ/2 of BᵀB, so by the sin 2Θ theorem of Davis and Kahan
 * the leading vector b of B, with γ = σ₁(B)² − σ₂(B)², has
 *
 * <pre>  sin 2∠(b, v₁) ≤ Δ/γ   when Δ &lt; γ,   and   ∠(u, v₁) ≤ ∠(u, b) + ∠(b, v₁).</pre>
 *
 * <p>For u = b and Δ ≪ γ that is (Δ/2γ)² where (1) has Δ/γ; no bound from Δ and γ alone can be smaller, because in two
 * dimensions it is attained. Rounding widens Δ through the bounds of the spectrum.
 *
 * <p>Reference: Davis, Kahan, "The Rotation of Eigenvectors by a Perturbation III", SIAM J. Numer. Anal. 7(1), 1970.
 */
final class AngleCertificate {

    private final IncrementalSvd svd;
    private final SpectrumEstimate spectrum;

    AngleCertificate(IncrementalSvd svd, SpectrumEstimate spectrum) {
        this.svd = svd;
        this.spectrum = spectrum;
    }

    /** The bound for a unit vector; absent when it is not below 1. */
    OptionalDouble of(double[] unit) {
        if (spectrum.dimension() == 1) {
            return OptionalDouble.of(0);
        }
        double bound = Math.min(byLength(unit), byRotation(unit));
        return bound < 1 ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }

    private double byLength(double[] unit) {
        double first = square(spectrum.upperBound(0));
        double second = square(spectrum.upperBound(1));
        double along = Kernels.dot(svd.meanDirection(), unit);
        double squaredLength = Kernels.squaredNormAlong(svd.directions(), unit) + along * along;
        double rounding = 2 * svd.relativeRounding();
        return first > second ? Math.max(0, first - squaredLength * (1 - rounding)) / (first - second) : 1;
    }

    private double byRotation(double[] unit) {
        OptionalDouble leading = spectrum.rank() == 0 ? OptionalDouble.empty() : spectrum.sinSquaredBound(0);
        if (leading.isEmpty()) {
            return 1;
        }
        double[] rest = unit.clone();
        double cosine = Kernels.dot(unit, spectrum.vectors()[0]);
        Kernels.axpy(-cosine, spectrum.vectors()[0], rest);
        double away = StrictMath.atan2(Math.sqrt(Kernels.squaredNorm(rest)), Math.abs(cosine));
        double angle = away + StrictMath.asin(Math.sqrt(leading.getAsDouble()));
        return angle < Math.PI / 2 ? square(StrictMath.sin(angle)) : 1;
    }

    private static double square(double x) {
        return x * x;
    }
}
