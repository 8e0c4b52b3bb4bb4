package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.OptionalDouble;

/**
 * A new regime: what a detector's model was, and what it has become.
 *
 * <p>Of every column it tells two shares, each of which adds up to 1 over all of them: of the rotation, ‖(P′ − P)eⱼ‖²
 * of ‖P′ − P‖_F² for the projectors P = VᵀV on the axes; and of the shift, its part of the new mean's D².
 *
 * @param before the model that found the rows strange
 * @param after the model of these rows
 */
public record SubspaceChange(PrincipalComponents before, PrincipalComponents after) {

    /** Sine of the largest principal angle between the subspaces; absent when one of them has no axes. */
    public OptionalDouble rotation() {
        return before.rank() == 0 || after.rank() == 0
                ? OptionalDouble.empty()
                : after.alignedAxes(before.axes()).rotation();
    }

    /** Where the new mean lies in the old model. */
    public RowScore shift() {
        return before.score(after.mean());
    }

    /** Every column's share of the rotation; zeros when nothing rotates. */
    public double[] rotationShares() {
        double[][] old = before.axes();
        double[][] fresh = after.axes();
        double[][] cosines = new double[fresh.length][old.length];
        for (int i = 0; i < fresh.length; i++) {
            for (int k = 0; k < old.length; k++) {
                cosines[i][k] = Kernels.dot(fresh[i], old[k]);
            }
        }
        double[] shares = new double[before.mean().length];
        double total = 0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = squaredDifference(old, fresh, cosines, j);
            total += shares[j];
        }
        return total == 0 ? shares : Kernels.scaled(1 / total, shares);
    }

    /** ‖(P′ − P)eⱼ‖² = v′ⱼᵀv′ⱼ + vⱼᵀvⱼ − 2 v′ⱼᵀ(V′Vᵀ)vⱼ for the j-th columns vⱼ of V and v′ⱼ of V′. */
    private static double squaredDifference(double[][] old, double[][] fresh, double[][] cosines, int j) {
        double squares = 0;
        for (double[] axis : old) {
            squares += axis[j] * axis[j];
        }
        for (int i = 0; i < fresh.length; i++) {
            squares += fresh[i][j] * fresh[i][j];
            for (int k = 0; k < old.length; k++) {
                squares -= 2 * fresh[i][j] * cosines[i][k] * old[k][j];
            }
        }
        return Math.max(0, squares);
    }
}
