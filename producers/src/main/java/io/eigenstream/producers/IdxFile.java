package io.eigenstream.producers;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * The IDX format of the MNIST files: two zero bytes, the type, the number of extents, the extents as big-endian 32-bit
 * numbers, the data. The first extent counts the rows; the others make up the row.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int PREFIX_BYTES = 4;

    private IdxFile() {}

    /** @throws InputException when the file is no such array of unsigned bytes */
    static RowSource open(InputFile file) {
        try (DataInputStream in = new DataInputStream(file.open())) {
            if (in.readUnsignedShort() != 0) {
                throw file.error("not an IDX file: it does not begin with two zero bytes");
            }
            int type = in.readUnsignedByte();
            if (type != UNSIGNED_BYTE) {
                throw file.error(String.format("IDX type 0x%02X, expected 0x08 (unsigned byte)", type));
            }
            int extents = in.readUnsignedByte();
            if (extents == 0) {
                throw file.error("damaged header: no extents");
            }
            long rows = in.readInt();
            long dimension = 1;
            for (int i = 1; i < extents; i++) {
                dimension = product(file, dimension, in.readInt());
            }
            int headerBytes = PREFIX_BYTES + Integer.BYTES * extents;
            return new ArrayFile(file, new ArrayFile.Layout(headerBytes, NumberType.UINT8, rows, dimension));
        } catch (IOException e) {
            throw file.error(e);
        }
    }

    private static long product(InputFile file, long dimension, int extent) {
        long product = dimension * extent;
        if (extent < 1 || product > Integer.MAX_VALUE) {
            throw file.error("damaged header: an extent of " + extent);
        }
        return product;
    }
}
