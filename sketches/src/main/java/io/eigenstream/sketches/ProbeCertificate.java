package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import java.util.OptionalDouble;

/**
 * Upper bounds of sin² of the angles between unit vectors v and the leading eigenvector v₁ of T = AᵀA that all hold
 * with probability 1 − 10⁻⁶, whatever the rows and their order, from T times random directions Ω ({@link
 * SpectralProbes}).
 * It certifies where a sketch of ℓ rows has lost so much to noise that nothing is certain: on spiked noise in 200
 * dimensions with gap 3, from 96 probes, a direction with sin² = 0.004 within a factor of ten.
 *
 * <p><b>Theorem.</b> Let v be chosen without Ω, P = I − vvᵀ, C a known symmetric matrix with Cv = 0, and x = Ωᵀv. Put
 * ρ = vᵀTv, u = PTv and h = ‖P(T − C)‖₂. Each of the following holds with probability 1 − δ or more:
 *
 * <pre>  (1)  h² ≤ λ_max(WᵀW)/(kt)  for  W = P(T − C)Ω  and the t &lt; 1 with  (t·e^(1−t))^(k/2) = δ
 *   (2)  ρ ≥ xᵀΩᵀTv/‖x‖² − h·z/‖x‖  for  z = √(2 ln(1/2δ))</pre>
 *
 * <p>and from them, surely, when ρ &gt; μ = λ_max(C) + h:
 *
 * <pre>  (3)  tan 2∠(v, v₁) ≤ 2h/(ρ − μ).</pre>
 *
 * <p>Proof. (1) Let q be the leading right singular vector of P(T − C), which does not depend on Ω. WᵀW is at least
 * h²(Ωᵀq)(Ωᵀq)ᵀ, so its largest eigenvalue is at least h²‖Ωᵀq‖², and ‖Ωᵀq‖² is χ² with k degrees of freedom: below kt
 * with probability at most (t·e^(1−t))^(k/2), by Chernoff. (2) xᵀΩᵀTv/‖x‖² = ρ + uᵀ(PΩ)x/‖x‖², and given x the last
 * term is normal with deviation ‖u‖/‖x‖ ≤ h/‖x‖, as PΩ does not depend on x. (3) The block PTP is at most μ. Write v₁ =
 * v·cos φ + w·sin φ with w ⟂ v; the components of Tv₁ = λ₁v₁ along v and w give uᵀw(1 − tan²φ) = tan φ·(ρ − wᵀTw) and
 * tan φ·uᵀw = λ₁ − ρ ≥ 0, so tan φ &lt; 1 and tan 2φ = 2uᵀw/(ρ − wᵀTw). ∎
 *
 * <p>C is tried as c·P and as P·BᵀB·P + c·P, with c such that the traces agree up to what a sketch that does not depend
 * on Ω says of ‖Av‖². Cost: (2k + 2ℓ)²d flops, a few eigenvalues of k×k and ℓ×ℓ matrices; memory that of W.
 *
 * <p>The bound (1) is that of a random sketch by its own spectrum; the rest is the tan 2Θ theorem of Davis and Kahan,
 * SIAM J. Numer. Anal. 7(1), 1970. The combination is ours.
 */
final class ProbeCertificate {

    /** Of any of the bounds. */
    private static final double FAILURE = 1e-6;

    /** (1) and (2), each for two C. */
    private static final int EVENTS = 4;

    private final SpectralProbes probes;
    /** ω by ω. */
    private final double[][] columns;

    private final IncrementalSvd svd;
    /** δ. */
    private final double failure;

    private final double leastShare;

    /** @param directions number of unit vectors that are asked about at most */
    ProbeCertificate(SpectralProbes probes, IncrementalSvd svd, int directions) {
        this.probes = probes;
        this.columns = probes.columns();
        this.svd = svd;
        this.failure = FAILURE / EVENTS / directions;
        this.leastShare = leastShare(probes.count(), failure);
    }

    /** t, by bisection: t·e^(1−t) grows up to t = 1. */
    private static double leastShare(int k, double failure) {
        double wanted = 2 * StrictMath.log(failure) / k;
        double below = 0;
        double above = 1;
        for (double t = 0.5; below < t && t < above; t = (below + above) / 2) {
            if (StrictMath.log(t) + 1 - t <= wanted) {
                below = t;
            } else {
                above = t;
            }
        }
        return below;
    }

    /**
     * The bound for a unit vector; absent when it is not below ½.
     *
     * @param squaredNorm an estimate of ‖Av‖² that does not depend on Ω: the better, the smaller the bound
     */
    OptionalDouble of(double[] unit, double squaredNorm) {
        double bound =
                Math.min(bound(unit, squaredNorm, new double[0][]), bound(unit, squaredNorm, withoutComponent(unit)));
        return bound < 0.5 ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }

    /** The rows of BP. */
    private double[][] withoutComponent(double[] unit) {
        double[][] rows = svd.uncentredRows();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = orthogonalTo(unit, rows[i].clone());
        }
        return rows;
    }

    private static double[] orthogonalTo(double[] unit, double[] row) {
        Kernels.axpy(-Kernels.dot(unit, row), unit, row);
        return row;
    }

    /** With C = P(KᵀK + cI)P for the known rows K ⟂ v. */
    private double bound(double[] unit, double squaredNorm, double[][] known) {
        double trace = Kernels.squaredNorm(known);
        double level = Math.max(0, (svd.energy() - squaredNorm - trace) / Math.max(1, unit.length - 1));
        double knownTop = known.length == 0 ? 0 : SymmetricEigen.values(Kernels.gram(known))[0];
        double[][] w = new double[probes.count()][];
        double along = 0;
        double squaredX = 0;
        for (int j = 0; j < w.length; j++) {
            double x = Kernels.dot(unit, columns[j]);
            squaredX += x * x;
            along += x * Kernels.dot(unit, probes.image(j));
            w[j] = residual(j, unit, known, level);
        }
        double top = SymmetricEigen.values(Kernels.gram(w))[0];
        double rounding = svd.relativeRounding() * svd.energy();
        double h = Math.sqrt(Math.max(0, top) / (w.length * leastShare)) + rounding;
        double z = Math.sqrt(2 * StrictMath.log(0.5 / failure));
        double rho = along / squaredX - h * z / Math.sqrt(squaredX) - rounding;
        double gap = rho - (level + knownTop + h + rounding);
        return gap > 0 ? sinSquaredOfHalf(2 * h / gap) : 1;
    }

    /** sin²φ for tan 2φ. */
    private static double sinSquaredOfHalf(double tangent) {
        double sine = StrictMath.sin(StrictMath.atan(tangent) / 2);
        return sine * sine;
    }

    /** P(T − C)ω. */
    private double[] residual(int j, double[] unit, double[][] known, double level) {
        double[] residual = probes.image(j).clone();
        Kernels.axpy(-level, columns[j], residual);
        double[] coefficients = new double[known.length];
        for (int i = 0; i < known.length; i++) {
            coefficients[i] = -Kernels.dot(known[i], columns[j]);
        }
        Kernels.combine(coefficients, known, known.length, residual);
        return orthogonalTo(unit, residual);
    }
}
