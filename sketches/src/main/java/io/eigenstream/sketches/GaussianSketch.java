package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * S = GA for a k×n matrix G of independent N(0, 1/k) numbers drawn by (seed, row number): ‖Sv‖² estimates ‖Av‖² for any
 * v within 1 ± ε with probability 1 − δ, k = O(log(1/δ)/ε²). Used to choose among a few candidate directions.
 *
 * <p>Linear, so mergeable: sketches of disjoint rows with independent seeds add. Memory: kd doubles; 2kd flops and k
 * random numbers a row.
 *
 * <p>Reference: Johnson, Lindenstrauss 1984, in the form of Dasgupta, Gupta, Random Struct. Algorithms 22(1), 2003.
 */
final class GaussianSketch implements Mergeable<GaussianSketch> {

    /** k = ⌈8 ln d⌉: ε of about ½ for O(log d) candidates. */
    private static final double ROWS_PER_LOG_DIMENSION = 8;

    /** The largest energy times the square of a normal number that is never drawn. */
    private static final double LARGEST_SQUARED_LENGTH = 1e160;

    private final long seed;
    private final double[][] sketch;
    private final double[] column;

    GaussianSketch(int dimension, long seed) {
        this(new double[rowsFor(dimension)][dimension], seed);
    }

    private GaussianSketch(double[][] sketch, long seed) {
        this.seed = seed;
        this.sketch = sketch;
        this.column = new double[sketch.length];
    }

    /** k. */
    static int rowsFor(int dimension) {
        return Math.max(1, (int) StrictMath.ceil(ROWS_PER_LOG_DIMENSION * StrictMath.log(dimension)));
    }

    void fold(double[][] rows, long firstRowNumber) {
        int k = sketch.length;
        double[][] g = new double[k][rows.length];
        double scale = 1 / Math.sqrt(k);
        for (int i = 0; i < rows.length; i++) {
            CounterGaussian.fill(seed, firstRowNumber + i, column);
            for (int j = 0; j < k; j++) {
                g[j][i] = scale * column[j];
            }
        }
        for (int j = 0; j < k; j++) {
            Kernels.combine(g[j], rows, rows.length, sketch[j]);
        }
    }

    @Override
    public void merge(GaussianSketch other) {
        for (int j = 0; j < sketch.length; j++) {
            Kernels.axpy(1, other.sketch[j], sketch[j]);
        }
    }

    /** The estimate of ‖Av‖². */
    double squaredNormAlong(double[] v) {
        return Kernels.squaredNormAlong(sketch, v);
    }

    GaussianSketch copy() {
        GaussianSketch copy = new GaussianSketch(sketch[0].length, seed);
        copy.merge(this);
        return copy;
    }

    void writeTo(StateWriter out) {
        for (int j = 0; j < sketch.length; j++) {
            out.write(Section.GAUSSIAN, j, sketch[j].clone());
        }
    }

    static GaussianSketch readFrom(StateReader in, int dimension, long seed) {
        double[][] sketch = new double[rowsFor(dimension)][];
        for (int j = 0; j < sketch.length; j++) {
            sketch[j] = in.require(Section.GAUSSIAN, j, dimension);
            if (!(Kernels.squaredNorm(sketch[j]) < LARGEST_SQUARED_LENGTH)) {
                throw new CorruptStateException("row " + j + " of the Gaussian sketch is too long for any rows");
            }
        }
        return new GaussianSketch(sketch, seed);
    }
}
