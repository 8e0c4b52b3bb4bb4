package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.util.SplittableRandom;

/** A probability law of rows. */
interface RowLaw {

    MatrixRow draw(SplittableRandom random, long index);

    /** A standard normal vector. */
    static double[] gaussian(int dimension, SplittableRandom random) {
        double[] vector = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = random.nextGaussian();
        }
        return vector;
    }

    /** Orthonormal rows with a rotation-invariant law: Gram and Schmidt, twice against rounding. */
    static double[][] orthonormal(int rank, int dimension, SplittableRandom random) {
        double[][] axes = new double[rank][];
        for (int i = 0; i < rank; i++) {
            axes[i] = gaussian(dimension, random);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    addScaled(axes[i], -dot(axes[i], axes[j]), axes[j]);
                }
            }
            double norm = Math.sqrt(dot(axes[i], axes[i]));
            for (int j = 0; j < dimension; j++) {
                axes[i][j] /= norm;
            }
        }
        return axes;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static void addScaled(double[] sum, double factor, double[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * x[i];
        }
    }

    static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }
}
