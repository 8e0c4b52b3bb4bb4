package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.ThinSvd;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The bound that reads what is new in each member: Rⱼ, its rows outside the span of all earlier members' rows. The
 * right singular vectors of R₁ … R_K, of the singular values ρ, together are one orthonormal system, and
 *
 * <pre>  Σ_{i≤r} σᵢ(M)² ≥ the sum of the r largest ρ²</pre>
 *
 * <p>Proof: let w be a vector of the system and Rⱼ its origin. Then ρ² = ‖Rⱼw‖² = ‖Aⱼw‖² ≤ ‖Mw‖², and the sum of
 * ‖Mw‖² over any r orthonormal w is at most Σ_{i≤r} σᵢ(M)² (Ky Fan). Those r vectors are V.
 *
 * <p>It is a bound of the sum alone: of the rows (1, 0) and (1, 1) both ρ are 1, and σ₂ is 0.618.
 *
 * <table><caption>Cost, member of m rows, q ≤ d directions known</caption>
 *   <tr><td>memory</td><td>qd doubles</td></tr>
 *   <tr><td>member</td><td>O((q + m)md): Gram-Schmidt; an SVD of at most m×m</td></tr>
 * </table>
 *
 * <p>Reference: {@link StackBound}. Deviations: the sum alone is used; directions come from the SVD of Rⱼ, so that V
 * is known. Not done: replacing ρ² by ‖Mw‖², which the same products would give and which is never smaller; who can
 * pay for more uses {@link IncrementalBound}.
 */
public final class ResidualBound implements StackBound {

    private final double[][] directions;
    private final double[] values;
    private final EnergyBalance balance;

    private ResidualBound(double[][] directions, double[] values, EnergyBalance balance) {
        this.directions = directions;
        this.values = values;
        this.balance = balance;
    }

    /** The bound of the empty stack, for rank r ≥ 1. */
    public static ResidualBound ofRank(int rank) {
        return new ResidualBound(new double[0][], new double[0], EnergyBalance.ofRank(rank));
    }

    @Override
    public ResidualBound with(Member member) {
        member.requireDimension(balance.dimension());
        if (member.energy() == 0) {
            return this;
        }
        OrthogonalExpansion expansion = OrthogonalExpansion.of(directions, member.rows());
        ThinSvd residual = ThinSvd.of(expansion.outside());
        int fresh = residual.values().length;
        double[] extended = Arrays.copyOf(values, values.length + fresh);
        System.arraycopy(residual.values(), 0, extended, values.length, fresh);
        double lost = member.loss() + Kernels.squaredNorm(expansion.inside()) + expansion.dropped();
        return new ResidualBound(
                Rows.join(
                        directions, Kernels.product(Arrays.copyOf(residual.rightVectors(), fresh), expansion.fresh())),
                extended,
                balance.plus(member, lost, extended.length + member.rowCount()));
    }

    @Override
    public double relativeError() {
        double beyond = Arrays.stream(values)
                .sorted()
                .limit(Math.max(0, values.length - rank()))
                .map(rho -> rho * rho)
                .sum();
        return balance.relativeError(beyond);
    }

    @Override
    public double[][] basis() {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i]));
        double[][] ordered = new double[order.length][];
        Arrays.setAll(ordered, i -> directions[order[i]]);
        return Rows.signed(ordered, Math.min(rank(), ordered.length));
    }

    @Override
    public int rank() {
        return balance.rank();
    }
}
