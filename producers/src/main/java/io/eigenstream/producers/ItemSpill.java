package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Items in a temporary file: written once, then read once in the same order, then gone. */
final class ItemSpill implements Closeable {

    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    private final Path path;
    private final DataOutputStream out;
    private long itemCount;

    ItemSpill() throws IOException {
        path = Files.createTempFile("eigenstream-shuffle-", ".rows");
        path.toFile().deleteOnExit();
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
    }

    void write(InputItem item) throws IOException {
        boolean isRow = item instanceof InputItem.Row;
        out.writeBoolean(isRow);
        if (item instanceof InputItem.Row row) {
            writeBytes(ROWS.toAvro(row.row()));
        } else if (item instanceof InputItem.BadLine line) {
            out.writeLong(line.index());
            writeBytes(line.text().getBytes(StandardCharsets.UTF_8));
            writeBytes(line.reason().getBytes(StandardCharsets.UTF_8));
        }
        itemCount++;
    }

    private void writeBytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void endWriting() throws IOException {
        out.close();
    }

    /** Closing the reader deletes the file. */
    ItemReader reader() throws IOException {
        return new Reader();
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(path);
    }

    private final class Reader implements ItemReader {

        private final DataInputStream in;
        private long itemsLeft = itemCount;

        Reader() throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
        }

        @Override
        public InputItem read() throws IOException {
            if (itemsLeft == 0) {
                return null;
            }
            itemsLeft--;
            if (in.readBoolean()) {
                return new InputItem.Row(ROWS.read(readBytes()));
            }
            return new InputItem.BadLine(in.readLong(), readText(), readText());
        }

        private String readText() throws IOException {
            return new String(readBytes(), StandardCharsets.UTF_8);
        }

        private byte[] readBytes() throws IOException {
            return in.readNBytes(in.readInt());
        }

        @Override
        public void close() throws IOException {
            in.close();
            ItemSpill.this.close();
        }
    }
}
