package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.io.IOException;
import java.util.Arrays;

/** Rows whose masks say that what is NaN is missing. */
record MaskedRows(ItemReader items) implements ItemReader {

    @Override
    public InputItem read() throws IOException {
        InputItem item = items.read();
        return item instanceof InputItem.Row row ? new InputItem.Row(masked(row.row())) : item;
    }

    /** A mask of the file's own is kept; one of another length is for the topology to reject. */
    private static MatrixRow masked(MatrixRow row) {
        double[] values = row.values();
        if (Arrays.stream(values).noneMatch(Double::isNaN)) {
            return row;
        }
        boolean[] mask = new boolean[values.length];
        if (row.mask() == null) {
            Arrays.fill(mask, true);
        } else if (row.mask().length == values.length) {
            System.arraycopy(row.mask(), 0, mask, 0, mask.length);
        } else {
            return row;
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] &= !Double.isNaN(values[i]);
        }
        return row.withMask(mask);
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
