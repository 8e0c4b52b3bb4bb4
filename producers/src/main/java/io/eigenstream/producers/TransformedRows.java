package io.eigenstream.producers;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Rows of the same columns, read through another reader.
 *
 * @param transformation of the reader of the rows; closing the one that it makes closes that
 */
record TransformedRows(RowSource rows, UnaryOperator<ItemReader> transformation) implements RowSource {

    @Override
    public int dimension() {
        return rows.dimension();
    }

    @Override
    public List<String> features() {
        return rows.features();
    }

    @Override
    public OptionalLong itemCount() {
        return rows.itemCount();
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return transformation.apply(rows.open(firstIndex));
    }
}
