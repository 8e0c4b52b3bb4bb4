package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.ThinSvd;
import java.util.Arrays;

/**
 * The bound that reads everything: a truncated SVD of the stack, C = diag(σ̂)V̂ with r + 5 rows, updated by one
 * member at a time. Its values are lower bounds one by one,
 *
 * <pre>  σ̂ᵢ ≤ σᵢ(M) for every i,   σ̂ᵢ² ≤ ‖Mv̂ᵢ‖²</pre>
 *
 * so that V, the first r rows of V̂, leaves out at most the energy that truncation has dropped and the squares of the
 * σ̂ᵢ with i &gt; r.
 *
 * <p>Proof: an update replaces C by the leading part C′ of the SVD of C over B, the given rows of the member.
 * Truncation drops a positive semidefinite part, hence C′ᵀC′ ⪯ CᵀC + BᵀB, and by induction CᵀC ⪯ MᵀM: BᵀB ⪯ AᵀA makes
 * it true of sketched members. The first statement is the monotony of eigenvalues. For the second, v̂ᵢ is an
 * eigenvector of CᵀC, so σ̂ᵢ² = v̂ᵢᵀCᵀCv̂ᵢ ≤ ‖Mv̂ᵢ‖². Finally ‖M‖_F² is the energies' sum, and an update preserves
 * ‖C‖_F² + ‖B‖_F² up to what it drops, so that ‖M‖_F² − Σ_{i≤r} σ̂ᵢ² is what was dropped, what sketches had lost, and
 * Σ_{i&gt;r} σ̂ᵢ².
 *
 * <p>It is Frequent Directions without the shrinking: certain for the stack at hand, but without a bound known in
 * advance. A direction that is weak in every member may be dropped each time; the answer then says so.
 *
 * <table><caption>Cost, member of m rows, s = r + 5</caption>
 *   <tr><td>memory</td><td>s(d + 1) doubles</td></tr>
 *   <tr><td>member</td><td>O((s + m)²d + (s + m)³): Gram-Schmidt, an SVD of (s+m)×(s+m), a product</td></tr>
 * </table>
 *
 * <p>Reference: {@link StackBound}; the update is that of Brand, "Fast low-rank modifications of the thin singular
 * value decomposition", Linear Algebra and its Applications 415, 2006: with B = YV̂ + LW, the SVD of K = [[diag(σ̂),
 * 0], [Y, L]] gives that of C over B. Deviations: the published code diagonalises KᵀK, which loses half of the
 * digits; its tolerance is absolute, ours relative to the largest singular value; W is made by Gram-Schmidt.
 */
public final class IncrementalBound implements StackBound {

    private static final int OVERSAMPLING = 5;

    private final double[] values;
    private final double[][] directions;
    private final EnergyBalance balance;

    private IncrementalBound(double[] values, double[][] directions, EnergyBalance balance) {
        this.values = values;
        this.directions = directions;
        this.balance = balance;
    }

    /** The decomposition of the empty stack, for rank r ≥ 1. */
    public static IncrementalBound ofRank(int rank) {
        return new IncrementalBound(new double[0], new double[0][], EnergyBalance.ofRank(rank));
    }

    @Override
    public IncrementalBound with(Member member) {
        member.requireDimension(balance.dimension());
        if (member.energy() == 0) {
            return this;
        }
        OrthogonalExpansion expansion = OrthogonalExpansion.of(directions, member.rows());
        ThinSvd svd = ThinSvd.of(core(expansion));
        int kept = kept(svd.values());
        double dropped = squares(svd.values(), kept);
        return new IncrementalBound(
                Arrays.copyOf(svd.values(), kept),
                Kernels.product(Arrays.copyOf(svd.rightVectors(), kept), Rows.join(directions, expansion.fresh())),
                balance.plus(member, member.loss() + expansion.dropped() + dropped, values.length + member.rowCount()));
    }

    /** K = [[diag(σ̂), 0], [Y, L]]. */
    private double[][] core(OrthogonalExpansion expansion) {
        int s = values.length;
        int width = s + expansion.fresh().length;
        double[][] core = new double[s + expansion.inside().length][width];
        for (int i = 0; i < s; i++) {
            core[i][i] = values[i];
        }
        for (int i = s; i < core.length; i++) {
            System.arraycopy(expansion.inside()[i - s], 0, core[i], 0, s);
            System.arraycopy(expansion.outside()[i - s], 0, core[i], s, width - s);
        }
        return core;
    }

    private int kept(double[] sigma) {
        int kept = 0;
        while (kept < sigma.length
                && kept - OVERSAMPLING < rank()
                && sigma[kept] > OrthogonalExpansion.NEGLIGIBLE * sigma[0]) {
            kept++;
        }
        return kept;
    }

    private static double squares(double[] sigma, int from) {
        double sum = 0;
        for (int i = from; i < sigma.length; i++) {
            sum += sigma[i] * sigma[i];
        }
        return sum;
    }

    /** σ̂₁ ≥ σ̂₂ ≥ …, at most r + 5: lower bounds of the stack's singular values one by one, up to rounding. */
    public double[] singularValues() {
        return values.clone();
    }

    @Override
    public double relativeError() {
        return balance.relativeError(squares(values, rank()));
    }

    @Override
    public double[][] basis() {
        return Rows.signed(directions, Math.min(rank(), directions.length));
    }

    @Override
    public int rank() {
        return balance.rank();
    }
}
