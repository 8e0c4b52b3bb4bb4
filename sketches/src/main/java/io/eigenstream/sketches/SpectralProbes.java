package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;

/**
 * Y = AᵀAΩ for a d×k matrix Ω of independent N(0, 1) numbers: what AᵀA does to k random directions, exactly. From it
 * {@link ProbeCertificate} bounds how far AᵀA is from a matrix that is known.
 *
 * <p>Linear in AᵀA, and Ω depends on the dimension alone, so sketches of disjoint rows add. Rows must not have been
 * chosen by someone who knows Ω.
 *
 * <p>k = 96, or d when that is less. Memory: 2kd doubles, half of them Ω, which is no part of the state; 4kd
 * flops a row.
 */
final class SpectralProbes implements Mergeable<SpectralProbes> {

    private static final int PROBES = 96;
    private static final long SEED = 0x50524F4245L;

    /** The largest energy times the length of a probe of 2²⁰ numbers. */
    private static final double LARGEST_LENGTH = 1e160;

    /** Ω by its rows; drawn when first needed, and shared with copies made later. */
    private double[][] probes;
    /** Row j is AᵀA times that column. */
    private final double[][] images;

    SpectralProbes(int dimension) {
        this(null, new double[probes(dimension)][dimension]);
    }

    private SpectralProbes(double[][] probes, double[][] images) {
        this.probes = probes;
        this.images = images;
    }

    /** k. */
    static int probes(int dimension) {
        return Math.min(PROBES, dimension);
    }

    private static double[][] draw(int count, int dimension) {
        double[][] columns = new double[count][dimension];
        for (int j = 0; j < count; j++) {
            CounterGaussian.fill(SEED, j, columns[j]);
        }
        return transposed(columns);
    }

    void fold(double[][] weightedRows) {
        if (weightedRows.length == 0) {
            return;
        }
        double[][] coefficients = transposed(Kernels.product(weightedRows, probes()));
        double[][] more = Kernels.product(coefficients, weightedRows);
        for (int j = 0; j < images.length; j++) {
            Kernels.axpy(1, more[j], images[j]);
        }
    }

    @Override
    public void merge(SpectralProbes other) {
        for (int j = 0; j < images.length; j++) {
            Kernels.axpy(1, other.images[j], images[j]);
        }
    }

    int count() {
        return images.length;
    }

    /** Row j is the j-th column of Ω; a new array. */
    double[][] columns() {
        return transposed(probes());
    }

    private double[][] probes() {
        if (probes == null) {
            probes = draw(images.length, images[0].length);
        }
        return probes;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    double[] image(int j) {
        return images[j];
    }

    SpectralProbes copy() {
        double[][] copies = new double[images.length][];
        Arrays.setAll(copies, j -> images[j].clone());
        return new SpectralProbes(probes, copies);
    }

    void writeTo(StateWriter out) {
        for (int j = 0; j < images.length; j++) {
            out.write(Section.PROBES, j, images[j].clone());
        }
    }

    static SpectralProbes readFrom(StateReader in, int dimension) {
        double[][] images = new double[probes(dimension)][];
        for (int j = 0; j < images.length; j++) {
            images[j] = in.require(Section.PROBES, j, dimension);
            if (!(Math.sqrt(Kernels.squaredNorm(images[j])) < LARGEST_LENGTH)) {
                throw new CorruptStateException("image " + j + " of the probes is too long for any rows");
            }
        }
        return new SpectralProbes(null, images);
    }
}
