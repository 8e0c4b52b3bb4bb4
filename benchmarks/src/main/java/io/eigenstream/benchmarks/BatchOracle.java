package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a batch computation says of a whole matrix A: the eigenvalues λ of AᵀA, its leading eigenvector, the scatter S
 * of the rows about their mean. EJML alone, so that nothing of the sketches is measured against itself.
 *
 * <p>Memory: three d×d matrices and a block of rows. Cost: nd² flops and two eigendecompositions.
 */
final class BatchOracle {

    private static final int BLOCK_ROWS = 1024;
    private static final double HALF_ULP = 0x1.0p-53;

    private final int rows;
    private final int dimension;
    private final DMatrixRMaj scatter;
    /** AᵀA = S + nμμᵀ. */
    private final DMatrixRMaj moment;

    private final double[] eigenvalues;
    private final double[] scatterEigenvalues;
    private final double[] leading;

    BatchOracle(double[][] matrix) {
        rows = matrix.length;
        dimension = matrix[0].length;
        double[] mean = mean(matrix);
        scatter = gram(matrix, mean);
        moment = scatter.copy();
        DMatrixRMaj column = new DMatrixRMaj(dimension, 1, true, mean);
        CommonOps_DDRM.multAddTransB(rows, column, column, moment);
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(moment, true);
        eigenvalues = descending(eigen);
        leading = leadingVector(eigen);
        scatterEigenvalues = descending(decompose(scatter, false));
    }

    private static double[] mean(double[][] matrix) {
        double[] mean = new double[matrix[0].length];
        for (double[] row : matrix) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j];
            }
        }
        Arrays.setAll(mean, j -> mean[j] / matrix.length);
        return mean;
    }

    private static DMatrixRMaj gram(double[][] matrix, double[] mean) {
        int d = mean.length;
        DMatrixRMaj sum = new DMatrixRMaj(d, d);
        DMatrixRMaj part = new DMatrixRMaj(d, d);
        DMatrixRMaj block = new DMatrixRMaj(BLOCK_ROWS, d);
        for (int first = 0; first < matrix.length; first += BLOCK_ROWS) {
            block.reshape(Math.min(BLOCK_ROWS, matrix.length - first), d);
            for (int i = 0; i < block.numRows; i++) {
                for (int j = 0; j < d; j++) {
                    block.data[i * d + j] = matrix[first + i][j] - mean[j];
                }
            }
            CommonOps_DDRM.multInner(block, part);
            CommonOps_DDRM.addEquals(sum, part);
        }
        return sum;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj symmetric, boolean withVectors) {
        int d = symmetric.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, withVectors, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new ArithmeticException("no eigendecomposition of a " + d + "×" + d + " symmetric matrix");
        }
        return eigen;
    }

    /** Descending; those that rounding made negative are 0. */
    private static double[] descending(EigenDecomposition_F64<DMatrixRMaj> eigen) {
        double[] values = new double[eigen.getNumberOfEigenvalues()];
        Arrays.setAll(values, i -> -Math.max(0, eigen.getEigenvalue(i).getReal()));
        Arrays.sort(values);
        Arrays.setAll(values, i -> -values[i]);
        return values;
    }

    private static double[] leadingVector(EigenDecomposition_F64<DMatrixRMaj> eigen) {
        int largest = 0;
        for (int i = 1; i < eigen.getNumberOfEigenvalues(); i++) {
            if (eigen.getEigenvalue(i).getReal() > eigen.getEigenvalue(largest).getReal()) {
                largest = i;
            }
        }
        return eigen.getEigenVector(largest).getData();
    }

    /** ‖A‖_F². */
    double energy() {
        return CommonOps_DDRM.trace(moment);
    }

    /** σᵢ(A)² = λᵢ from i = 0, descending, all d of them. */
    double[] squaredSingularValues() {
        return eigenvalues.clone();
    }

    /** R = λ₁/λ₂. */
    double gap() {
        return eigenvalues[0] / eigenvalues[1];
    }

    /**
     * What rounding may have moved an eigenvalue by: a sum of n products in any order is off by at most n·2⁻⁵³ of the
     * summed magnitudes, which is ‖A‖_F² over a Gram matrix; the mean enters twice; a decomposition adds a few times d.
     */
    double rounding() {
        return 3 * HALF_ULP * (rows + dimension) * energy();
    }

    /** What rounding may have turned v₁ by, in sin²: by the sin Θ theorem of Davis and Kahan. */
    double angleResolution() {
        double sine = rounding() / (eigenvalues[0] - eigenvalues[1]);
        return sine * sine;
    }

    /** ‖S − BᵀB − αI‖₂ for the matrix B of the rows. */
    double spectralError(double[][] directions, double ridge) {
        DMatrixRMaj rest = scatter.copy();
        if (directions.length > 0) {
            DMatrixRMaj sketch = new DMatrixRMaj(directions);
            DMatrixRMaj gram = new DMatrixRMaj(dimension, dimension);
            CommonOps_DDRM.multInner(sketch, gram);
            CommonOps_DDRM.subtractEquals(rest, gram);
        }
        for (int j = 0; j < dimension; j++) {
            rest.add(j, j, -ridge);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(rest, false);
        double norm = 0;
        for (int i = 0; i < dimension; i++) {
            norm = Math.max(norm, Math.abs(eigen.getEigenvalue(i).getReal()));
        }
        return norm;
    }

    /** The least ‖X − X_k‖_F² / (a + 1 − k) over 0 ≤ k ≤ a, for the matrix X of the centred rows. */
    double leastTail(int payers) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= payers; k++) {
            least = Math.min(least, tail(scatterEigenvalues, k) / (payers + 1 - k));
        }
        return least;
    }

    /**
     * ‖A − A V_k V_kᵀ‖_F² / ‖A − A_k‖_F² for the first k of the orthonormal vectors; empty when there are fewer, or
     * when A has no more than rank k up to rounding.
     */
    OptionalDouble projectionRatio(double[][] vectors, int k) {
        double least = tail(eigenvalues, k);
        if (vectors.length < k || least <= rounding()) {
            return OptionalDouble.empty();
        }
        double missed = energy();
        for (int i = 0; i < k; i++) {
            DMatrixRMaj v = new DMatrixRMaj(dimension, 1, true, vectors[i]);
            missed -= multiplyAlong(v);
        }
        return OptionalDouble.of(missed / least);
    }

    private double multiplyAlong(DMatrixRMaj v) {
        DMatrixRMaj product = new DMatrixRMaj(dimension, 1);
        CommonOps_DDRM.mult(moment, v, product);
        return CommonOps_DDRM.dot(v, product);
    }

    private static double tail(double[] descending, int k) {
        double sum = 0;
        for (int i = descending.length - 1; i >= k; i--) {
            sum += descending[i];
        }
        return sum;
    }

    /** sin² of the angle between the unit vector and v₁, from what v₁ leaves of it: 1 − cos² would be rounding. */
    double sinSquared(double[] unit) {
        double cosine = 0;
        for (int j = 0; j < dimension; j++) {
            cosine += unit[j] * leading[j];
        }
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
            double rest = unit[j] - cosine * leading[j];
            sum += rest * rest;
        }
        return Math.min(1, sum);
    }
}
