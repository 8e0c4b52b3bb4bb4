package io.eigenstream.sketches.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.zip.CRC32;

/**
 * An array in version 1.0 of NumPy's .npy format: little-endian doubles or longs, rows one after the other. The rows
 * are turned into bytes one at a time and only when written.
 *
 * <p>Reference: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 *
 * @param header of the file: a multiple of 64 bytes
 * @param rows their number
 * @param row the bytes of the i-th
 * @param bytes of the whole file
 */
record NpyArray(byte[] header, int rows, IntFunction<byte[]> row, long bytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyArray(String type, String shape, int rows, IntFunction<byte[]> row, long numbers) {
        this(header(type, shape), rows, row, header(type, shape).length + Double.BYTES * numbers);
    }

    /** Without dimensions. */
    static NpyArray of(long number) {
        return new NpyArray("<i8", "()", 1, i -> words(1).putLong(number).array(), 1);
    }

    /** Without dimensions. */
    static NpyArray of(double number) {
        return new NpyArray("<f8", "()", 1, i -> bytes(number), 1);
    }

    /** Of one dimension. */
    static NpyArray of(double[] numbers) {
        return new NpyArray("<f8", "(" + numbers.length + ",)", 1, i -> bytes(numbers), numbers.length);
    }

    /** Of two dimensions, which no rows have too. */
    static NpyArray of(double[][] rows, int columns) {
        String shape = "(" + rows.length + ", " + columns + ")";
        return new NpyArray("<f8", shape, rows.length, i -> bytes(rows[i]), (long) rows.length * columns);
    }

    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = MAGIC.length + Short.BYTES;
        int end = text.length() + 1;
        int padding = Math.floorMod(-(before + end), ALIGNMENT);
        ByteBuffer header = ByteBuffer.allocate(before + end + padding).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (end + padding));
        return header.put((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] bytes(double... numbers) {
        ByteBuffer bytes = words(numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    private static ByteBuffer words(int count) {
        return ByteBuffer.allocate(Double.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    }

    long checksum() {
        CRC32 crc = new CRC32();
        crc.update(header);
        for (int i = 0; i < rows; i++) {
            crc.update(row.apply(i));
        }
        return crc.getValue();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(header);
        for (int i = 0; i < rows; i++) {
            out.write(row.apply(i));
        }
    }
}
