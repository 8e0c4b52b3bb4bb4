package io.eigenstream.sketches.format;

import static io.eigenstream.sketches.format.StateTable.require;

import io.eigenstream.sketches.AnyOrderEigenvector;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.PaneWindow;
import io.eigenstream.sketches.RandomOrderEigenvector;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * A sketch as bytes that other programs can read, specified in docs/FORMAT.md. Little-endian:
 *
 * <pre>
 *   offset  size  field
 *        0     4  "SKCH"
 *        4     1  version of the format, 1
 *        5     1  family, see {@link SketchFamily}
 *        6     2  zero
 *        8     4  length L of the body
 *       12     L  body: rows of state
 *     12+L     4  CRC-32C of all bytes before it
 * </pre>
 *
 * <p>Reading trusts nothing: memory is proportional to the bytes that are there, whatever they claim, and bytes that no
 * sketch has written are a {@link CorruptStateException} that names the offset, what is there and what was expected. A
 * version is read for ever; another layout is another version.
 *
 * <pre>{@code
 * byte[] bytes = SketchFile.MATRIX_SKETCH.write(sketch);
 * MatrixSketch same = SketchFile.MATRIX_SKETCH.read(bytes);
 * }</pre>
 *
 * @param <S> the family's class
 */
public final class SketchFile<S> {

    /** Of the live sketches of one matrix; a detector is left out. */
    public static final SketchFile<MatrixSketch> MATRIX_SKETCH =
            new SketchFile<>(SketchFamily.MATRIX_SKETCH, SketchFile::writeWithoutDetector, MatrixSketch::readFrom);

    public static final SketchFile<IncrementalSvd> INCREMENTAL_SVD =
            new SketchFile<>(SketchFamily.INCREMENTAL_SVD, IncrementalSvd::writeTo, IncrementalSvd::readFrom);

    public static final SketchFile<PaneWindow> PANE_WINDOW =
            new SketchFile<>(SketchFamily.PANE_WINDOW, PaneWindow::writeTo, PaneWindow::readFrom);

    public static final SketchFile<RandomOrderEigenvector> RANDOM_ORDER_EIGENVECTOR = new SketchFile<>(
            SketchFamily.RANDOM_ORDER_EIGENVECTOR, RandomOrderEigenvector::writeTo, RandomOrderEigenvector::readFrom);

    public static final SketchFile<AnyOrderEigenvector> ANY_ORDER_EIGENVECTOR = new SketchFile<>(
            SketchFamily.ANY_ORDER_EIGENVECTOR, AnyOrderEigenvector::writeTo, AnyOrderEigenvector::readFrom);

    private static final int MAGIC = 'S' | 'K' << 8 | 'C' << 16 | 'H' << 24;
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 4;
    private static final int FAMILY_OFFSET = 5;
    private static final int RESERVED_OFFSET = 6;
    private static final int LENGTH_OFFSET = 8;
    private static final int BODY_OFFSET = 12;
    private static final int ENVELOPE_BYTES = BODY_OFFSET + Integer.BYTES;

    /** What a Java array can hold on every virtual machine. */
    private static final int LARGEST_BYTES = Integer.MAX_VALUE - 8;

    private final SketchFamily family;
    private final BiConsumer<S, StateWriter> writer;
    private final Function<StateReader, S> reader;

    /**
     * Of sketches that write and read themselves so.
     *
     * @param reader gives null when there is no state
     */
    public SketchFile(SketchFamily family, BiConsumer<S, StateWriter> writer, Function<StateReader, S> reader) {
        this.family = family;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * The bytes of the file; the sketch is left as it is.
     *
     * @throws IllegalArgumentException when they would be 2 GiB or more
     * @throws ArithmeticException when a number of the sketch is not finite
     */
    public byte[] write(S sketch) {
        StateTable table = new StateTable();
        writer.accept(sketch, table::write);
        long bytes = ENVELOPE_BYTES + table.bytes();
        if (bytes > LARGEST_BYTES) {
            throw new IllegalArgumentException("a file of " + bytes + " bytes, expected at most " + LARGEST_BYTES);
        }
        ByteBuffer out = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).put((byte) VERSION).put((byte) family.id()).putShort((short) 0);
        out.putInt((int) bytes - ENVELOPE_BYTES);
        table.putTo(out);
        return out.putInt(checksum(out.array())).array();
    }

    /** Writes the bytes of {@link #write(Object)}; the stream stays open. */
    public void write(S sketch, OutputStream out) throws IOException {
        out.write(write(sketch));
    }

    /**
     * The sketch whose bytes these are.
     *
     * @throws CorruptStateException when they are no file of the family
     */
    public S read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = BODY_OFFSET + bodyBytes(in);
        long expected = end + Integer.BYTES;
        require(file.length >= expected, file.length, "the end", (expected - file.length) + " more bytes");
        require(file.length == expected, (int) expected, (file.length - expected) + " more bytes", "the end");
        in.position(BODY_OFFSET).limit((int) end);
        int stored = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt((int) end);
        int computed = checksum(file);
        require(stored == computed, (int) end, "checksum " + hex(stored), hex(computed));
        StateTable table = StateTable.from(in);
        S sketch = reader.apply(table::read);
        require(sketch != null, BODY_OFFSET, "no state", "that of a " + family);
        table.requireEverythingRead();
        return sketch;
    }

    /**
     * The sketch whose bytes the stream has, up to its end; the stream stays open.
     *
     * @param largestBytes what the caller is ready to read: at most this is taken from the stream
     * @throws CorruptStateException when they are no file of the family, or more than the largest number of bytes
     */
    public S read(InputStream in, int largestBytes) throws IOException {
        byte[] head = in.readNBytes(BODY_OFFSET);
        long bodyBytes = bodyBytes(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN));
        long largest = Math.min(largestBytes, LARGEST_BYTES) - ENVELOPE_BYTES;
        require(bodyBytes <= largest, LENGTH_OFFSET, "body length " + bodyBytes, "at most " + largest);
        byte[] rest = in.readNBytes((int) bodyBytes + Integer.BYTES);
        require(in.read() < 0, BODY_OFFSET + rest.length, "more bytes", "the end");
        byte[] file = Arrays.copyOf(head, BODY_OFFSET + rest.length);
        System.arraycopy(rest, 0, file, BODY_OFFSET, rest.length);
        return read(file);
    }

    private long bodyBytes(ByteBuffer in) {
        int present = in.remaining();
        require(present >= BODY_OFFSET, present, "the end", (BODY_OFFSET - present) + " more bytes");
        int magic = in.getInt();
        require(magic == MAGIC, 0, "magic " + hex(magic), hex(MAGIC));
        int version = Byte.toUnsignedInt(in.get());
        require(version == VERSION, VERSION_OFFSET, "version " + version, "version " + VERSION);
        int id = Byte.toUnsignedInt(in.get());
        require(id == family.id(), FAMILY_OFFSET, "family " + id, family.id() + " (" + family + ")");
        int reserved = Short.toUnsignedInt(in.getShort());
        require(reserved == 0, RESERVED_OFFSET, "reserved bytes " + hex(reserved), "0");
        return Integer.toUnsignedLong(in.getInt());
    }

    private static void writeWithoutDetector(MatrixSketch sketch, StateWriter out) {
        sketch.writeTo((section, slot, row) -> {
            if (section.compareTo(Section.JOURNAL) < 0) {
                out.write(section, slot, row);
            }
        });
    }

    private static int checksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, file.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static String hex(int bits) {
        return "0x" + Integer.toHexString(bits);
    }
}
