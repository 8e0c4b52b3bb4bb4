package io.eigenstream.sketches.linalg;

/**
 * The loops that a machine's vectors make several times faster than C2 makes them: the sums of products. What C2 does
 * as well, the updates of whole rows, is in {@link Kernels} and common to all sets.
 *
 * <p>A set gives equal bits for equal numbers; two sets differ in the last ones, because they sum in another order.
 */
interface KernelSet {

    /** Of the set and of what its bits depend on; state can be recorded with it. */
    String name();

    /** How many numbers the machine takes at once. */
    int lanes();

    /** Σ xᵢyᵢ. */
    double dot(double[] x, double[] y);

    /** Of the rows, as {@link Kernels#gram(double[][], int)}. */
    double[][] gram(double[][] rows, int orthogonal);

    /** The k×d product of k rows of m coefficients and m rows of d numbers; k and m are at least 1. */
    double[][] product(double[][] coefficients, double[][] rows);
}
