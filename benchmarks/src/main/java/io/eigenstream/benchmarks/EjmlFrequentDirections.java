package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The peer of {@link io.eigenstream.sketches.IncrementalSvd}: the same centred sketch of rows of weight 1, written
 * with EJML's operations alone and its matrices reused. The Gram matrix is taken on the shorter side of the stacked
 * rows, so for d ≤ ℓ this is faster and less exact than a QR factorisation of the same rows.
 */
final class EjmlFrequentDirections {

    private final int size;
    private final EigenDecomposition_F64<DMatrixRMaj> eigen;
    private final DMatrixRMaj mean;
    private final DMatrixRMaj directions;
    private final DMatrixRMaj ones = new DMatrixRMaj(0, 1);
    private final DMatrixRMaj blockMean = new DMatrixRMaj(0, 1);
    private final DMatrixRMaj correction = new DMatrixRMaj(0, 1);
    private final DMatrixRMaj centred = new DMatrixRMaj(0, 0);
    private final DMatrixRMaj stack = new DMatrixRMaj(0, 0);
    private final DMatrixRMaj gram = new DMatrixRMaj(0, 0);
    private final DMatrixRMaj weights = new DMatrixRMaj(0, 0);
    private long rows;
    private double shrinkage;

    EjmlFrequentDirections(int dimension, int size) {
        this.size = size;
        this.eigen = DecompositionFactory_DDRM.eig(Math.min(dimension, 2 * size + 1), true, true);
        this.mean = new DMatrixRMaj(dimension, 1);
        this.directions = new DMatrixRMaj(0, dimension);
    }

    void fold(DMatrixRMaj block) {
        int count = block.numRows;
        centre(block);
        moveMean(count);
        int kept = directions.numRows;
        stack.reshape(kept + count + 1, block.numCols);
        CommonOps_DDRM.insert(directions, stack, 0, 0);
        CommonOps_DDRM.insert(centred, stack, kept, 0);
        CommonOps_DDRM.insert(correction, stack, kept + count, 0);
        rotate();
    }

    private void centre(DMatrixRMaj block) {
        ones.reshape(block.numRows, 1);
        CommonOps_DDRM.fill(ones, 1);
        CommonOps_DDRM.multTransA(1.0 / block.numRows, block, ones, blockMean);
        centred.setTo(block);
        CommonOps_DDRM.multAddTransB(-1, ones, blockMean, centred);
    }

    private void moveMean(int count) {
        double total = rows + count;
        CommonOps_DDRM.subtract(mean, blockMean, correction);
        CommonOps_DDRM.scale(Math.sqrt(rows * count / total), correction);
        correction.reshape(1, correction.numRows);
        CommonOps_DDRM.add(rows / total, mean, count / total, blockMean, mean);
        rows += count;
    }

    private void rotate() {
        boolean wide = stack.numRows <= stack.numCols;
        if (wide) {
            CommonOps_DDRM.multOuter(stack, gram);
        } else {
            CommonOps_DDRM.multInner(stack, gram);
        }
        if (!eigen.decompose(gram)) {
            throw new ArithmeticException(
                    "no eigendecomposition of a " + gram.numRows + "×" + gram.numCols + " matrix");
        }
        Integer[] order = descending();
        double delta = order.length > size ? Math.max(eigenvalue(order[size]), 0) : 0;
        shrinkage += delta;
        keep(order, delta, wide);
        if (wide) {
            CommonOps_DDRM.mult(weights, stack, directions);
        } else {
            directions.setTo(weights);
        }
    }

    private Integer[] descending() {
        Integer[] order = new Integer[eigen.getNumberOfEigenvalues()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -eigenvalue(i)));
        return order;
    }

    private double eigenvalue(int i) {
        return eigen.getEigenvalue(i).getReal();
    }

    /** Eigenvectors of the kept eigenvalues, scaled so that they, or their products with the stack, are √(λ−δ)vᵢ. */
    private void keep(Integer[] order, double delta, boolean wide) {
        int kept = 0;
        while (kept < Math.min(size, order.length) && eigenvalue(order[kept]) > delta) {
            kept++;
        }
        weights.reshape(kept, order.length);
        for (int i = 0; i < kept; i++) {
            double lambda = eigenvalue(order[i]);
            double[] vector = eigen.getEigenVector(order[i]).data;
            System.arraycopy(vector, 0, weights.data, i * order.length, order.length);
            CommonOps_DDRM.scaleRow(Math.sqrt(wide ? (lambda - delta) / lambda : lambda - delta), weights, i);
        }
    }

    /** Δ. */
    double shrinkage() {
        return shrinkage;
    }

    /** ‖B‖_F². */
    double squaredNorm() {
        double norm = NormOps_DDRM.normF(directions);
        return norm * norm;
    }
}
