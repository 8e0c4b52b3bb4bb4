package io.eigenstream.producers;

import java.io.IOException;

/** Rows without their groups, and without what is no row. */
record RowsAlone(ItemReader items) implements ItemReader {

    @Override
    public InputItem read() throws IOException {
        InputItem item = items.read();
        while (item != null && !(item instanceof InputItem.Row)) {
            item = items.read();
        }
        return item instanceof InputItem.Row row ? new InputItem.Row(row.row().withoutGroup()) : null;
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
