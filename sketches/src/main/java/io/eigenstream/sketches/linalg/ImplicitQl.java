package io.eigenstream.sketches.linalg;

/**
 * The eigenvalues of a tridiagonal T, and its eigenvectors in the coordinates of a basis, by the QL algorithm with
 * Wilkinson's shifts: about two sweeps an eigenvalue, hence about 6m³ flops, nearly all of them rotations of two rows.
 *
 * <p>Backward stable: what is dropped beside the diagonal is at most 2⁻⁵³ of the largest number of T. To compare with
 * its two neighbours on the diagonal instead, as is often done, would keep more of the smallest eigenvalues of a graded
 * matrix; but where these are rounding already, as in the Gram matrix of rows that almost depend on each other, such a
 * test may not be met.
 *
 * <p>Reference: Parlett, "The Symmetric Eigenvalue Problem", 1980, on the implicit shift. Deviation: 1/r is computed as
 * r·(1/r²), so that the division does not wait for the root; a cosine and sine are then off by two units more.
 */
final class ImplicitQl {

    private static final double UNIT_ROUNDOFF = 0x1.0p-53;
    /** Two are the rule. */
    private static final int MOST_SWEEPS = 30;

    private final double[] diagonal;
    private final double[] beside;
    private final double[][] basis;
    private final double negligible;

    private ImplicitQl(TridiagonalForm form) {
        this.diagonal = form.diagonal();
        this.beside = form.offDiagonal();
        this.basis = form.basis();
        double largest = 0;
        for (int i = 0; i < diagonal.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(diagonal[i]), Math.abs(beside[i])));
        }
        this.negligible = UNIT_ROUNDOFF * largest;
    }

    /**
     * Turns T into a diagonal matrix, in place: of the form afterwards, number i of the diagonal belongs to row i of
     * the basis.
     *
     * @throws ArithmeticException when an eigenvalue has not converged after 30 sweeps, as none does that is not finite
     */
    static void diagonalize(TridiagonalForm form) {
        ImplicitQl ql = new ImplicitQl(form);
        for (int i = 0; i < ql.diagonal.length; i++) {
            int sweeps = 0;
            for (int end = ql.blockEnd(i); end > i; end = ql.blockEnd(i)) {
                if (sweeps == MOST_SWEEPS) {
                    throw noDecomposition(ql.diagonal.length);
                }
                ql.sweep(i, end);
                sweeps++;
            }
        }
    }

    static ArithmeticException noDecomposition(int m) {
        return new ArithmeticException("no eigendecomposition of a " + m + "×" + m + " symmetric matrix");
    }

    /** The last index of the block that begins at {@code start}: the first one beyond which nothing is coupled. */
    private int blockEnd(int start) {
        int end = start;
        while (end < diagonal.length - 1 && !(Math.abs(beside[end]) <= negligible)) {
            end++;
        }
        return end;
    }

    /** Wilkinson's shift: the eigenvalue of {@code ((first, beside), (beside, second))} that is nearer to the first. */
    static double shift(double first, double beside, double second) {
        double cotangent = (second - first) / (2 * beside);
        double root = Math.sqrt(cotangent * cotangent + 1);
        return first - beside / (cotangent + Math.copySign(root, cotangent));
    }

    /**
     * One QL step on the block: rotations of the planes (i, i+1) from its end to its start. The first would begin the
     * factor L of T − shift; each of the others turns the number that its predecessor put outside the three diagonals
     * back into place, which by the uniqueness of the form gives the same.
     */
    private void sweep(int start, int end) {
        double pivot = diagonal[end] - shift(diagonal[start], beside[start], diagonal[start + 1]);
        double cosine = 1;
        double sine = 1;
        double moved = 0;
        for (int i = end - 1; i >= start; i--) {
            double outside = sine * beside[i];
            double inside = cosine * beside[i];
            double square = outside * outside + pivot * pivot;
            double length = Math.sqrt(square);
            double inverse = length * (1 / square);
            cosine = pivot * inverse;
            sine = outside * inverse;
            beside[i + 1] = length;
            double corner = diagonal[i + 1] - moved;
            double slope = (diagonal[i] - corner) * sine + 2 * cosine * inside;
            moved = sine * slope;
            diagonal[i + 1] = corner + moved;
            pivot = cosine * slope - inside;
            Kernels.rotate(basis[i], basis[i + 1], cosine, sine);
        }
        diagonal[start] -= moved;
        beside[start] = pivot;
        beside[end] = 0;
    }
}
