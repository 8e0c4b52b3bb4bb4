package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * Rows with their weights, waiting to be folded into the sketches. A row of weight w counts as w equal rows.
 *
 * <p>A block has room for a fixed number of rows and copies what it is given.
 */
public final class RowBlock {

    private final double[][] rows;
    private final double[] weights;
    private int count;

    public RowBlock(int capacity, int dimension) {
        rows = new double[capacity][dimension];
        weights = new double[capacity];
    }

    /**
     * Appends a copy of the row.
     *
     * @throws IllegalStateException when the block is full
     */
    public void add(double[] row, double weight) {
        if (isFull()) {
            throw new IllegalStateException("the block is full at " + count + " rows");
        }
        System.arraycopy(row, 0, rows[count], 0, row.length);
        weights[count++] = weight;
    }

    public boolean isFull() {
        return count == rows.length;
    }

    public int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    double[] row(int i) {
        return rows[i];
    }

    double weight(int i) {
        return weights[i];
    }

    double totalWeight() {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
        }
        return total;
    }

    /** The row times √weight: what AᵀA sees. The row itself, not a copy, when the weight is 1. */
    double[] weightedRow(int i) {
        return weights[i] == 1 ? rows[i] : Kernels.scaled(Math.sqrt(weights[i]), rows[i]);
    }

    RowBlock copy() {
        RowBlock copy = new RowBlock(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (int i = 0; i < count; i++) {
            copy.add(rows[i], weights[i]);
        }
        return copy;
    }
}
