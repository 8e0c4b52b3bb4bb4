package io.eigenstream.sketches.linalg;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigendecomposition G = Σᵢ λᵢuᵢuᵢᵀ of a small symmetric matrix, by EJML's tridiagonal QL: about 9m³ flops.
 *
 * @param values λ, descending
 * @param vectors row i is uᵢ, of length 1
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    /**
     * Decomposes; only what is stored of the matrix is read, and it is left as it is.
     *
     * @throws ArithmeticException when the iteration does not converge, naming the size
     */
    public static SymmetricEigen of(double[][] symmetric) {
        int m = symmetric.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(m, true, true);
        if (!eigen.decompose(new DMatrixRMaj(symmetric))) {
            throw new ArithmeticException("no eigendecomposition of a " + m + "×" + m + " symmetric matrix");
        }
        Integer[] order = new Integer[m];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.comparingDouble(
                        (Integer i) -> -eigen.getEigenvalue(i).getReal()));
        double[] values = new double[m];
        double[][] vectors = new double[m][];
        for (int i = 0; i < m; i++) {
            values[i] = eigen.getEigenvalue(order[i]).getReal();
            vectors[i] = eigen.getEigenVector(order[i]).getData().clone();
        }
        return new SymmetricEigen(values, vectors);
    }
}
