package io.eigenstream.sketches.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A square system of linear equations. */
public final class LinearSystem {

    private LinearSystem() {}

    /**
     * x with Ax = b, by LU with partial pivoting: ⅔k³ flops.
     *
     * @throws ArithmeticException when A is singular, naming the shape
     */
    public static double[] solve(double[][] a, double[] b) {
        if (b.length == 0) {
            return new double[0];
        }
        DMatrixRMaj x = new DMatrixRMaj(b.length, 1);
        if (!CommonOps_DDRM.solve(new DMatrixRMaj(a), DMatrixRMaj.wrap(b.length, 1, b.clone()), x)) {
            throw new ArithmeticException("a singular system of " + b.length + " equations");
        }
        return x.data;
    }
}
