package io.eigenstream.benchmarks;

import io.eigenstream.producers.RowOrder;

/**
 * A matrix to be studied, as the stream that its rows are.
 *
 * @param order of the rows against that of their origin
 * @param seed of what was drawn: the order, or the rows themselves; the sketches draw by it too
 */
record StudyMatrix(String name, RowOrder order, long seed, double[][] rows) {

    int dimension() {
        return rows[0].length;
    }
}
