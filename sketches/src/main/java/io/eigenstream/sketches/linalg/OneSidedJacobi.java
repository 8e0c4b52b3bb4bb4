package io.eigenstream.sketches.linalg;

/**
 * Turns the rows of a matrix until they are orthogonal to each other, which makes them σᵢvᵢᵀ: pair by pair, rows that
 * are not orthogonal yet are rotated in their plane until they are. Sweeps over all pairs converge quadratically; rows
 * that are almost orthogonal before need two or three.
 *
 * <p>Rows shorter than max(m, d)·2⁻⁵² of the longest are rounding and stay as they are. The others end orthogonal to
 * √d·2⁻⁵² of their own lengths, also short ones beside long ones.
 *
 * <p>Cost, a sweep: m²d flops for the dot products, 6d for each pair that is rotated. Memory: none but the rows.
 *
 * <p>Reference: Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", J. SIAM 6(1), 1958;
 * Demmel, Veselić, "Jacobi's Method is More Accurate than QR", SIAM J. Matrix Anal. Appl. 13(4), 1992.
 */
final class OneSidedJacobi {

    private static final double UNIT_ROUNDOFF = 0x1.0p-52;
    /** Three are the rule, ten enough for rows in any position. */
    private static final int MOST_SWEEPS = 60;

    private final double[][] rows;
    private final double[] squares;
    private final double tolerance;
    private final double negligible;

    private OneSidedJacobi(double[][] rows) {
        int m = rows.length;
        int d = rows[0].length;
        this.rows = rows;
        this.squares = new double[m];
        this.tolerance = UNIT_ROUNDOFF * Math.sqrt(d);
        measure();
        double longest = 0;
        for (double square : squares) {
            longest = Math.max(longest, square);
        }
        double relative = UNIT_ROUNDOFF * Math.max(m, d);
        this.negligible = relative * relative * longest;
    }

    /**
     * Turns the rows, in place; the largest magnitude among them must be about 1.
     *
     * @return below which the square of a row's length is rounding
     * @throws ArithmeticException when they are not orthogonal after 60 sweeps, naming the shape
     */
    static double orthogonalize(double[][] rows) {
        OneSidedJacobi jacobi = new OneSidedJacobi(rows);
        int sweeps = 0;
        while (jacobi.sweep() > 0) {
            if (++sweeps == MOST_SWEEPS) {
                throw new ArithmeticException("no SVD of a " + rows.length + "×" + rows[0].length + " matrix");
            }
            jacobi.measure();
        }
        return jacobi.negligible;
    }

    private void measure() {
        for (int i = 0; i < rows.length; i++) {
            squares[i] = Kernels.squaredNorm(rows[i]);
        }
    }

    /** How many pairs it has rotated. */
    private int sweep() {
        int rotated = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = i + 1; j < rows.length && squares[i] > negligible; j++) {
                if (squares[j] > negligible && rotate(i, j)) {
                    rotated++;
                }
            }
        }
        return rotated;
    }

    /** Makes the two rows orthogonal; false when they are. */
    private boolean rotate(int i, int j) {
        double dot = Kernels.dot(rows[i], rows[j]);
        if (Math.abs(dot) <= tolerance * Math.sqrt(squares[i]) * Math.sqrt(squares[j])) {
            return false;
        }
        double cotangent = (squares[j] - squares[i]) / (2 * dot);
        double tangent = Math.copySign(1 / (Math.abs(cotangent) + Math.sqrt(cotangent * cotangent + 1)), cotangent);
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        Kernels.rotate(rows[j], rows[i], cosine, -cosine * tangent);
        squares[i] -= tangent * dot;
        squares[j] += tangent * dot;
        return true;
    }
}
