package io.eigenstream.sketches;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.simple.SimpleEVD;
import org.ejml.simple.SimpleMatrix;

/** Batch linear algebra on whole matrices: the oracle. */
final class Dense {

    private Dense() {}

    /** AᵀA. */
    static SimpleMatrix gram(double[][] rows, int d) {
        if (rows.length == 0) {
            return new SimpleMatrix(d, d);
        }
        SimpleMatrix a = new SimpleMatrix(rows);
        return a.transpose().mult(a);
    }

    static double[][] centred(double[][] rows) {
        double[] mean = mean(rows);
        double[][] centred = new double[rows.length][];
        Arrays.setAll(centred, i -> {
            double[] row = rows[i].clone();
            TestMatrix.add(-1, mean, row);
            return row;
        });
        return centred;
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            TestMatrix.add(1.0 / rows.length, row, mean);
        }
        return mean;
    }

    /** Descending. */
    static double[] eigenvalues(SimpleMatrix symmetric) {
        SimpleMatrix exactlySymmetric = symmetric.plus(symmetric.transpose()).scale(0.5);
        double[] values = exactlySymmetric.eig().getEigenvalues().stream()
                .mapToDouble(value -> value.getReal())
                .sorted()
                .toArray();
        for (int i = 0; i < values.length / 2; i++) {
            double swap = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swap;
        }
        return values;
    }

    /** Descending, all d of them. */
    static double[] singularValues(double[][] rows) {
        double[] values = new SimpleMatrix(rows).svd(true).getSingularValues();
        return Arrays.copyOf(values, rows[0].length);
    }

    static double[] leadingRightSingularVector(double[][] rows) {
        DMatrixRMaj v = new SimpleMatrix(rows).svd(true).getV().getMatrix();
        return CommonOps_DDRM.extractColumn(v, 0, null).getData();
    }

    /** Of many rows faster than their SVD, and right to half the digits. */
    static double[] leadingEigenvector(SimpleMatrix symmetric) {
        SimpleEVD<SimpleMatrix> eigen = symmetric.eig();
        return eigen.getEigenVector(eigen.getIndexMax()).getDDRM().getData();
    }

    static double frobeniusSquared(double[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(x -> x * x)
                .sum();
    }

    static double cosine(double[] x, double[] y) {
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            dot += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return dot / Math.sqrt(xx * yy);
    }
}
