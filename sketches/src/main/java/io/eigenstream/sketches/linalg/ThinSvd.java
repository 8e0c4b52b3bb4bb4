package io.eigenstream.sketches.linalg;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Singular values and right singular vectors of an m×d matrix: {@link TriangularFactor} when m &gt; d, then EJML's
 * implicit QR SVD. Backward stable: every singular value is right to a small multiple of 2⁻⁵²σ₁, which a Gram matrix
 * cannot give.
 *
 * @param values σ, descending; min(m, d) of them
 * @param rightVectors row i is vᵢ, of length 1
 */
public record ThinSvd(double[] values, double[][] rightVectors) {

    /**
     * Decomposes; the rows are left as they are.
     *
     * @throws ArithmeticException when the iteration does not converge, naming the shape
     */
    public static ThinSvd of(double[][] rows) {
        int m = rows.length;
        int d = m == 0 ? 0 : rows[0].length;
        if (m == 0 || d == 0) {
            return new ThinSvd(new double[0], new double[0][]);
        }
        return decompose(new DMatrixRMaj(m > d ? TriangularFactor.of(rows) : rows));
    }

    /** The SVD of rows that are σᵢvᵢ already, in descending order. */
    public static ThinSvd ofOrthogonal(double[][] rows) {
        double[] values = new double[rows.length];
        double[][] vectors = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            values[i] = Math.sqrt(Kernels.squaredNorm(rows[i]));
            vectors[i] = Kernels.normalized(rows[i]);
        }
        return new ThinSvd(values, vectors);
    }

    private static ThinSvd decompose(DMatrixRMaj matrix) {
        int m = matrix.numRows;
        int d = matrix.numCols;
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(m, d, false, true, true);
        if (!svd.decompose(matrix)) {
            throw new ArithmeticException("no SVD of a " + m + "×" + d + " matrix");
        }
        double[] sigma = svd.getSingularValues();
        DMatrixRMaj vt = svd.getV(null, true);
        Integer[] order = new Integer[Math.min(m, d)];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -sigma[i]));
        double[] values = new double[order.length];
        double[][] vectors = new double[order.length][];
        for (int i = 0; i < order.length; i++) {
            values[i] = sigma[order[i]];
            vectors[i] = Arrays.copyOfRange(vt.data, order[i] * d, (order[i] + 1) * d);
        }
        return new ThinSvd(values, vectors);
    }
}
