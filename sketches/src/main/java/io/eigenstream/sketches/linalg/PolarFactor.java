package io.eigenstream.sketches.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The orthogonal factor Q of a small square matrix M = QS with S ⪰ 0: of all orthogonal matrices the one nearest to M,
 * and the one of the largest tr(QᵀM). By EJML's SVD M = UΣVᵀ, Q = UVᵀ: about 20m³ flops.
 *
 * <p>A singular M has several such factors. Q is then one of them, orthogonal all the same, because U and V are.
 */
public final class PolarFactor {

    private PolarFactor() {}

    /**
     * Q, row by row; the matrix is left as it is.
     *
     * @throws ArithmeticException when the iteration does not converge, naming the size
     */
    public static double[][] of(double[][] square) {
        int m = square.length;
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(m, m, true, true, false);
        if (!svd.decompose(new DMatrixRMaj(square))) {
            throw new ArithmeticException("no SVD of a " + m + "×" + m + " matrix");
        }
        DMatrixRMaj q = new DMatrixRMaj(m, m);
        CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), q);
        double[][] rows = new double[m][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(q.data, i * m, (i + 1) * m));
        return rows;
    }
}
