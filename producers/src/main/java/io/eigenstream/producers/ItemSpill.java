package io.eigenstream.producers;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Items in a temporary file: written once, then read once in the same order, then gone. */
final class ItemSpill implements Closeable {

    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    private final FileChannel channel;
    private final DataOutputStream out;
    private long itemCount;

    ItemSpill() throws IOException {
        Path path = Files.createTempFile("eigenstream-shuffle-", ".rows");
        channel = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
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

    /** Ends the writing. Closing the reader deletes the file. */
    ItemReader reader() throws IOException {
        out.flush();
        channel.position(0);
        return new Reader();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Reader implements ItemReader {

        private final DataInputStream in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        private long itemsLeft = itemCount;

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
            ItemSpill.this.close();
        }
    }
}
