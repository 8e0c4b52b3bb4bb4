package io.eigenstream.producers;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Rows without their groups, and without what is no row. */
record RowsAlone(RowSource items) implements RowSource {

    @Override
    public int dimension() {
        return items.dimension();
    }

    @Override
    public List<String> features() {
        return items.features();
    }

    @Override
    public OptionalLong itemCount() {
        return items.itemCount();
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return new Reader(items.open(firstIndex));
    }

    private record Reader(ItemReader items) implements ItemReader {

        @Override
        public InputItem read() throws IOException {
            InputItem item = items.read();
            while (item != null && !(item instanceof InputItem.Row)) {
                item = items.read();
            }
            return item instanceof InputItem.Row row
                    ? new InputItem.Row(row.row().withoutGroup())
                    : null;
        }

        @Override
        public void close() throws IOException {
            items.close();
        }
    }
}
