package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Rows with their weights, waiting to be folded into the sketches. A row of weight w counts as w equal rows. Of a row
 * it may be known when it came.
 *
 * <p>A block has room for a fixed number of rows and copies what it is given.
 */
public final class RowBlock {

    private final int dimension;
    /** Made when first used. */
    private final double[][] rows;

    private final double[] weights;
    private final double[] times;
    private int count;

    public RowBlock(int capacity, int dimension) {
        this.dimension = dimension;
        rows = new double[capacity][];
        weights = new double[capacity];
        times = new double[capacity];
    }

    /** A full block of the rows, each of weight 1. */
    public static RowBlock of(double[]... rows) {
        RowBlock block = new RowBlock(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (double[] row : rows) {
            block.add(row, 1);
        }
        return block;
    }

    /**
     * Appends a copy of a row that came nobody knows when.
     *
     * @throws IllegalStateException when the block is full
     */
    public void add(double[] row, double weight) {
        add(row, weight, TimedRow.UNKNOWN);
    }

    /**
     * Appends a copy of the row.
     *
     * @param time in milliseconds
     * @throws IllegalStateException when the block is full
     */
    public void add(double[] row, double weight, double time) {
        if (isFull()) {
            throw new IllegalStateException("the block is full at " + count + " rows");
        }
        if (rows[count] == null) {
            rows[count] = new double[dimension];
        }
        System.arraycopy(row, 0, rows[count], 0, dimension);
        times[count] = time;
        weights[count++] = weight;
    }

    public boolean isFull() {
        return count == rows.length;
    }

    public int count() {
        return count;
    }

    /** Forgets the count; the rows stay readable until others take their places. */
    void clear() {
        count = 0;
    }

    /** The i-th row itself: the caller must not change it. */
    public double[] row(int i) {
        return rows[i];
    }

    public double weight(int i) {
        return weights[i];
    }

    /** When the i-th row came, in milliseconds; NaN when that is not known. */
    double time(int i) {
        return times[i];
    }

    /** The i-th row itself, as {@link #row}. */
    TimedRow timedRow(int i) {
        return new TimedRow(rows[i], weights[i], times[i]);
    }

    /** A row of state. */
    double[] weightAndValues(int i) {
        double[] state = new double[1 + dimension];
        state[0] = weights[i];
        System.arraycopy(rows[i], 0, state, 1, dimension);
        return state;
    }

    double totalWeight() {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
        }
        return total;
    }

    /** The weighted mean: the first row plus the mean of the differences to it, exact for equal rows of any size. */
    double[] mean() {
        double total = totalWeight();
        double[] mean = new double[dimension];
        for (int i = 1; i < count; i++) {
            double share = weights[i] / total;
            for (int j = 0; j < dimension; j++) {
                mean[j] += share * (rows[i][j] - rows[0][j]);
            }
        }
        Kernels.axpy(1, rows[0], mean);
        return mean;
    }

    /** The row times √weight: what AᵀA sees. The row itself, not a copy, when the weight is 1. */
    double[] weightedRow(int i) {
        return weights[i] == 1 ? rows[i] : Kernels.scaled(Math.sqrt(weights[i]), rows[i]);
    }

    double[][] weightedRows() {
        double[][] weighted = new double[count][];
        Arrays.setAll(weighted, this::weightedRow);
        return weighted;
    }

    /** The same rows at other weights; the i-th is left out when its weight is 0. */
    RowBlock reweighted(IntToDoubleFunction newWeights) {
        RowBlock other = new RowBlock(rows.length, dimension);
        for (int i = 0; i < count; i++) {
            double weight = newWeights.applyAsDouble(i);
            if (weight > 0) {
                other.add(rows[i], weight, times[i]);
            }
        }
        return other;
    }

    /** The rows from one index to before another. */
    RowBlock slice(int from, int to) {
        RowBlock slice = new RowBlock(to - from, dimension);
        for (int i = from; i < to; i++) {
            slice.add(rows[i], weights[i], times[i]);
        }
        return slice;
    }

    RowBlock copy() {
        RowBlock copy = new RowBlock(rows.length, dimension);
        for (int i = 0; i < count; i++) {
            copy.add(rows[i], weights[i], times[i]);
        }
        return copy;
    }
}
