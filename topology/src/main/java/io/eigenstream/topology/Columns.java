package io.eigenstream.topology;

import java.util.List;

/**
 * What the columns of a matrix are: those of its rows, and with lags those of the rows before, as {@link LagEmbedding}
 * puts them behind.
 *
 * @param dimension d: of the rows as they come
 * @param names of their columns; none where they have none
 */
record Columns(int dimension, List<String> names) {

    /** The column of its row. */
    int feature(int column) {
        return column % dimension;
    }

    /** How many rows before the latest one its row came. */
    int lag(int column) {
        return column / dimension;
    }

    /** Null where columns have no names. */
    String name(int column) {
        return names.isEmpty() ? null : names.get(feature(column));
    }
}
