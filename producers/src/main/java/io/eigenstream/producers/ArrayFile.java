package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** A binary file that is a header followed by an n × d array in row order, and nothing else. */
final class ArrayFile implements RowSource {

    /** What the header of the file says. */
    record Layout(int headerBytes, NumberType type, long rows, long dimension) {}

    private final InputFile file;
    private final Layout layout;
    private final int dimension;

    /**
     * @throws InputException when the file cannot hold what its header promises, before anything is allocated for it
     */
    ArrayFile(InputFile file, Layout layout) {
        if (layout.rows < 1 || layout.dimension < 1) {
            throw file.error("holds no rows: its shape is " + layout.rows + " × " + layout.dimension);
        }
        long fitting = (file.capacityBytes() - layout.headerBytes) / layout.type.bytes();
        if (layout.dimension > fitting / layout.rows) {
            throw file.error(
                    "truncated: " + shape(layout) + " do not fit into a file of " + file.sizeBytes() + " bytes");
        }
        this.file = file;
        this.layout = layout;
        this.dimension = Math.toIntExact(layout.dimension * layout.type.bytes()) / layout.type.bytes();
        long expectedBytes = layout.headerBytes + layout.rows * dimension * layout.type.bytes();
        if (!file.isGzipped() && file.sizeBytes() != expectedBytes) {
            throw file.error("is " + file.sizeBytes() + " bytes, expected " + expectedBytes + " for " + shape(layout));
        }
    }

    private static String shape(Layout layout) {
        return layout.rows + " rows of " + layout.dimension + " numbers";
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public OptionalLong itemCount() {
        return OptionalLong.of(layout.rows);
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return new Reader(firstIndex);
    }

    private final class Reader implements ItemReader {

        private final DataInputStream in;
        private final ByteBuffer rowBytes;
        private final long firstIndex;
        private long rowsRead;

        Reader(long firstIndex) throws IOException {
            this.firstIndex = firstIndex;
            this.in = new DataInputStream(file.open());
            this.rowBytes = ByteBuffer.allocate(dimension * layout.type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            in.skipNBytes(layout.headerBytes);
        }

        @Override
        public InputItem read() throws IOException {
            if (rowsRead == layout.rows) {
                return null;
            }
            try {
                in.readFully(rowBytes.array());
            } catch (EOFException e) {
                throw file.error("truncated: ends in row " + rowsRead + " of " + layout.rows);
            }
            double[] values = new double[dimension];
            rowBytes.rewind();
            for (int i = 0; i < dimension; i++) {
                values[i] = layout.type.read(rowBytes);
            }
            return new InputItem.Row(MatrixRow.at(firstIndex + rowsRead++, values));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
