package io.eigenstream.sketches.linalg;

/**
 * A symmetric matrix as A = QTQᵀ with T tridiagonal and Q orthogonal, by Householder's reflections from the last row
 * up: 2m³ flops for T, 4m³/3 for Q.
 *
 * <p>Both triangles are kept up to date, twice the flops that one needs, because then every inner loop runs along rows
 * of one index, which C2 vectorises, and no dot product, which it does not.
 *
 * <p>The largest magnitude of A must be about 1: a row whose squared length is below 2⁻⁹⁰⁰ is taken as zero. That
 * perturbs A by less than 2⁻⁴⁵⁰, and spares the reflections all underflow.
 *
 * <p>Reference: Wilkinson, "The Algebraic Eigenvalue Problem", 1965; Parlett, "The Symmetric Eigenvalue Problem", 1980.
 */
final class TridiagonalForm {

    /** Squares below it are no longer exact to 2⁻⁵² after a few more products. */
    static final double NEGLIGIBLE_SQUARE = 0x1.0p-900;

    private final double[] diagonal;
    private final double[] offDiagonal;
    private final double[][] basis;

    private TridiagonalForm(double[] diagonal, double[] offDiagonal, double[][] basis) {
        this.diagonal = diagonal;
        this.offDiagonal = offDiagonal;
        this.basis = basis;
    }

    /** Reduces, in place: the matrix, both triangles of it, is used up. */
    static TridiagonalForm of(double[][] a) {
        double[] beta = new double[a.length];
        TridiagonalForm form = reduced(a, beta);
        return new TridiagonalForm(form.diagonal, form.offDiagonal, transposed(product(a, beta)));
    }

    /** The same with no numbers in the rows of the basis. */
    static TridiagonalForm withoutBasis(double[][] a) {
        return reduced(a, new double[a.length]);
    }

    /** Without basis; leaves the vectors of the reflections in the rows of the matrix. */
    private static TridiagonalForm reduced(double[][] a, double[] beta) {
        int m = a.length;
        double[] diagonal = new double[m];
        double[] offDiagonal = new double[m];
        for (int k = m - 1; k >= 0; k--) {
            double[] v = a[k];
            diagonal[k] = v[k];
            double square = PlainKernels.dot(v, v, k);
            if (square < NEGLIGIBLE_SQUARE) {
                continue;
            }
            double norm = Math.copySign(Math.sqrt(square), v[k - 1]);
            offDiagonal[k - 1] = -norm;
            beta[k] = 1 / (square + norm * v[k - 1]);
            v[k - 1] += norm;
            reflectBothSides(a, k, beta[k]);
        }
        return new TridiagonalForm(diagonal, offDiagonal, new double[m][0]);
    }

    /** A ← HAH for H = I − βvvᵀ on the leading k×k block, v being the first k numbers of row k. */
    private static void reflectBothSides(double[][] a, int k, double beta) {
        double[] v = a[k];
        double[] w = new double[k];
        Kernels.combine(v, a, k, w);
        // HAH = A − vwᵀ − wvᵀ with w = β(Av − (β/2)(vᵀAv)v)
        double half = beta * PlainKernels.dot(v, w, k) / 2;
        for (int i = 0; i < k; i++) {
            w[i] = beta * (w[i] - half * v[i]);
        }
        for (int i = 0; i < k; i++) {
            subtractBoth(v[i], w, w[i], v, a[i]);
        }
    }

    /** target −= c·x + b·y over the length of x. */
    private static void subtractBoth(double c, double[] x, double b, double[] y, double[] target) {
        for (int j = 0; j < x.length; j++) {
            target[j] -= c * x[j] + b * y[j];
        }
    }

    /** The product of the reflections, the one of the last row leftmost; row k of v is that of row k. */
    private static double[][] product(double[][] v, double[] beta) {
        int m = v.length;
        double[][] q = new double[m][m];
        for (int k = 0; k < m; k++) {
            // the k first rows and columns hold the product so far, the others are still those of the identity
            q[k][k] = 1;
            double[] w = new double[k];
            Kernels.combine(v[k], q, k, w);
            for (int i = 0; i < k; i++) {
                Kernels.axpy(-beta[k] * v[k][i], w, q[i], 0, k);
            }
        }
        return q;
    }

    private static double[][] transposed(double[][] square) {
        for (int i = 0; i < square.length; i++) {
            for (int j = 0; j < i; j++) {
                double swap = square[i][j];
                square[i][j] = square[j][i];
                square[j][i] = swap;
            }
        }
        return square;
    }

    /** The diagonal of T; the caller may change it. */
    double[] diagonal() {
        return diagonal;
    }

    /** The numbers beside the diagonal of T and a last 0; the caller may change them. */
    double[] offDiagonal() {
        return offDiagonal;
    }

    /** Qᵀ; the caller may change it. */
    double[][] basis() {
        return basis;
    }
}
