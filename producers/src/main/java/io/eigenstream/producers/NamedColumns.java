package io.eigenstream.producers;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows whose columns have names.
 *
 * @param features one for each column
 */
record NamedColumns(RowSource rows, List<String> features) implements RowSource {

    @Override
    public int dimension() {
        return rows.dimension();
    }

    @Override
    public OptionalLong itemCount() {
        return rows.itemCount();
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return rows.open(firstIndex);
    }
}
