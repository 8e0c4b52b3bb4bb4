package io.eigenstream.benchmarks;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a batch computation says of a stack M at rank r: the squares of its singular values are the eigenvalues of MMᵀ
 * or MᵀM, whichever is smaller. EJML alone.
 */
final class StackOracle {

    private static final double HALF_ULP = 0x1.0p-53;

    private final double[][] rows;
    private final double energy;
    /** λ, ascending. */
    private final double[] eigenvalues;

    StackOracle(double[][] rows) {
        this.rows = rows;
        DMatrixRMaj stack = new DMatrixRMaj(rows);
        int side = Math.min(stack.numRows, stack.numCols);
        DMatrixRMaj gram = new DMatrixRMaj(side, side);
        if (stack.numRows > stack.numCols) {
            CommonOps_DDRM.multInner(stack, gram);
        } else {
            CommonOps_DDRM.multOuter(stack, gram);
        }
        energy = CommonOps_DDRM.trace(gram);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(side, false, true);
        if (!eigen.decompose(gram)) {
            throw new ArithmeticException("no eigendecomposition of a " + side + "×" + side + " symmetric matrix");
        }
        eigenvalues = new double[side];
        Arrays.setAll(eigenvalues, i -> Math.max(0, eigen.getEigenvalue(i).getReal()));
        Arrays.sort(eigenvalues);
    }

    /** err_r(M)² = Σ_{i>r} σᵢ(M)² / ‖M‖_F²; 0 for the zero matrix. */
    double squaredError(int rank) {
        double lost = Arrays.stream(eigenvalues)
                .limit(Math.max(0, eigenvalues.length - rank))
                .sum();
        return energy == 0 ? 0 : lost / energy;
    }

    /** ‖M − MVᵀV‖_F² / ‖M‖_F² for orthonormal rows V, from what is left of every row. */
    double squaredErrorOf(double[][] basis) {
        double lost = 0;
        for (double[] row : rows) {
            double[] rest = row.clone();
            for (double[] v : basis) {
                double c = dot(row, v);
                Arrays.setAll(rest, j -> rest[j] - c * v[j]);
            }
            lost += dot(rest, rest);
        }
        return energy == 0 ? 0 : lost / energy;
    }

    /**
     * What rounding may have moved a squared error by. Every entry of the Gram matrix is off by at most its terms times
     * 2⁻⁵³ of ‖M‖_F², the decomposition adds a few times its side, and a tail sums at most as many eigenvalues as the
     * side has.
     */
    double rounding() {
        return 3 * HALF_ULP * (rows.length + rows[0].length) * eigenvalues.length;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
