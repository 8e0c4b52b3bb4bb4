package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.Section;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no file of a sketch is a typed exception: nothing else, no endless loop, no large allocation. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SketchFileAnomalyTest {

    private static final int BODY = TestFiles.BODY;
    private static final int ROW_HEAD = TestFiles.ROW_HEAD;

    /** Far above what a failure costs, far below what is claimed. */
    private static final long SMALL = 1 << 20;

    private static void assertCorrupt(byte[] file, String what) {
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(file))
                .as(what)
                .isInstanceOf(CorruptStateException.class);
    }

    private static void assertCorruptAsStream(byte[] file, String what) {
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(new ByteArrayInputStream(file), Integer.MAX_VALUE))
                .as(what)
                .isInstanceOf(CorruptStateException.class);
    }

    @ParameterizedTest
    @MethodSource("io.eigenstream.sketches.format.TestFiles#files")
    void everyTruncationIsFound(byte[] file) {
        for (int length = 0; length < file.length; length++) {
            assertCorrupt(Arrays.copyOf(file, length), "truncated to " + length);
            assertCorruptAsStream(Arrays.copyOf(file, length), "a stream truncated to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("io.eigenstream.sketches.format.TestFiles#files")
    void everyTruncationWithAChecksumThatFitsIsFound(byte[] file) {
        for (int length = BODY + TestFiles.CHECKSUM_BYTES; length < file.length; length++) {
            int body = length - BODY - TestFiles.CHECKSUM_BYTES;
            byte[] shortened = TestFiles.changed(Arrays.copyOf(file, length), in -> in.putInt(8, body));
            assertCorrupt(shortened, "body cut to " + body);
        }
    }

    @ParameterizedTest
    @MethodSource("io.eigenstream.sketches.format.TestFiles#files")
    void everyFlippedBitIsFound(byte[] file) {
        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(flipped, "bit " + bit);
        }
    }

    @Test
    void bytesAfterTheEndAreFound() {
        byte[] file = TestFiles.files().get(0);
        byte[] longer = Arrays.copyOf(file, file.length + 2);
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(longer))
                .hasMessage("offset " + file.length + ": 2 more bytes, expected the end");
        assertCorruptAsStream(longer, "two bytes more");
    }

    @Test
    void aTruncatedFileSaysWhatIsMissing() {
        byte[] file = TestFiles.files().get(0);
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(Arrays.copyOf(file, 11)))
                .hasMessage("offset 11: the end, expected 1 more bytes");
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(Arrays.copyOf(file, file.length - 3)))
                .hasMessage("offset " + (file.length - 3) + ": the end, expected 3 more bytes");
    }

    @Test
    void aDamagedBodySaysBothChecksums() {
        byte[] file = TestFiles.files().get(0);
        byte[] damaged = file.clone();
        damaged[BODY] ^= 1;
        int at = file.length - TestFiles.CHECKSUM_BYTES;
        String stored = Integer.toHexString(TestFiles.littleEndian(file).getInt(at));
        String computed = Integer.toHexString(
                TestFiles.littleEndian(TestFiles.sealed(damaged)).getInt(at));
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(damaged))
                .hasMessage("offset " + at + ": checksum 0x" + stored + ", expected 0x" + computed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 74 | offset 0: magic 0x48434b4a, expected 0x48434b53
            3 | 0  | offset 0: magic 0x434b53, expected 0x48434b53
            4 | 2  | offset 4: version 2, expected version 1
            4 | 0  | offset 4: version 0, expected version 1
            4 | -1 | offset 4: version 255, expected version 1
            5 | 0  | offset 5: family 0, expected 1 (MATRIX_SKETCH)
            5 | -1 | offset 5: family 255, expected 1 (MATRIX_SKETCH)
            6 | 1  | offset 6: reserved bytes 0x1, expected 0
            7 | -1 | offset 6: reserved bytes 0xff00, expected 0
            """)
    void everyLieInTheEnvelopeIsNamed(int offset, byte lie, String message) {
        byte[] file = TestFiles.changed(TestFiles.files().get(0), in -> in.put(offset, lie));
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(file))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage(message);
        assertCorruptAsStream(file, message);
    }

    @Test
    void everyOtherBodyLengthIsFound() {
        byte[] file = TestFiles.files().get(0);
        int right = file.length - BODY - TestFiles.CHECKSUM_BYTES;
        for (int lie : new int[] {0, 1, right - 1, right + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -16}) {
            assertCorrupt(TestFiles.changed(file, in -> in.putInt(8, lie)), "body length " + lie);
        }
    }

    @Test
    void everyLieAboutARowIsFound() {
        for (byte[] file : TestFiles.files()) {
            for (int at : TestFiles.rowOffsets(file)) {
                byte section = file[at];
                for (int lie = 0; lie < 256; lie++) {
                    if (lie != section) {
                        int other = lie;
                        assertCorrupt(
                                TestFiles.changed(file, in -> in.put(at, (byte) other)),
                                "section " + lie + " at " + at);
                    }
                }
                int slot = TestFiles.littleEndian(file).getInt(at + 1);
                int length = TestFiles.littleEndian(file).getInt(at + 5);
                for (int lie : new int[] {0, 1, 2, 3, 4, 9, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
                    if (lie != slot) {
                        assertCorrupt(
                                TestFiles.changed(file, in -> in.putInt(at + 1, lie)), "slot " + lie + " at " + at);
                    }
                    if (lie != length) {
                        assertCorrupt(
                                TestFiles.changed(file, in -> in.putInt(at + 5, lie)), "length " + lie + " at " + at);
                    }
                }
            }
        }
    }

    private static byte[] fileOf(Consumer<ByteBuffer> body, int bodyBytes) {
        ByteBuffer file = TestFiles.littleEndian(new byte[BODY + bodyBytes + TestFiles.CHECKSUM_BYTES]);
        file.put(new byte[] {'S', 'K', 'C', 'H', 1, 1, 0, 0}).putInt(bodyBytes);
        body.accept(file);
        return TestFiles.sealed(file.array());
    }

    private static void putRow(ByteBuffer out, Section section, int slot, double... row) {
        out.put((byte) section.ordinal()).putInt(slot).putInt(row.length);
        for (double number : row) {
            out.putDouble(number);
        }
    }

    @Test
    void whatIsWrongWithARowIsNamed() {
        Map<String, byte[]> lies = new LinkedHashMap<>();
        lies.put("offset 12: no state, expected that of a MATRIX_SKETCH", fileOf(out -> {}, 0));
        lies.put("offset 12: 8 bytes of body, expected a row of state or its end", fileOf(out -> {}, 8));
        lies.put(
                "offset 12: section 255, expected below 10",
                fileOf(out -> out.put((byte) -1).putInt(0).putInt(1).putDouble(1), 17));
        lies.put("offset 12: section 10, expected below 10", fileOf(out -> putRow(out, Section.JOURNAL, 1, 1), 17));
        lies.put(
                "offset 13: slot 2147483648, expected below 2^31",
                fileOf(out -> putRow(out, Section.MOMENTS, Integer.MIN_VALUE, 1), 17));
        lies.put("offset 17: length 0, expected 1 to 0", fileOf(out -> putRow(out, Section.MOMENTS, 0), 9));
        lies.put(
                "offset 17: length 4294967295, expected 1 to 1",
                fileOf(out -> out.put((byte) 2).putInt(0).putInt(-1).putDouble(1), 17));
        lies.put(
                "offset 29: NaN, expected a finite number",
                fileOf(out -> putRow(out, Section.MOMENTS, 0, 1, Double.NaN), 25));
        lies.put(
                "offset 21: -Infinity, expected a finite number",
                fileOf(out -> putRow(out, Section.MOMENTS, 0, Double.NEGATIVE_INFINITY, 1), 25));
        lies.put(
                "offset 29: MOMENTS[3] again, expected every row of state once",
                fileOf(
                        out -> {
                            putRow(out, Section.MOMENTS, 3, 1);
                            putRow(out, Section.MOMENTS, 3, 2);
                        },
                        34));
        lies.forEach((message, file) -> assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(file))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage(message));
    }

    @Test
    void rowsThatBelongToNothingAreFound() {
        byte[] file = TestFiles.files().get(0);
        int end = file.length - TestFiles.CHECKSUM_BYTES;
        byte[] longer = Arrays.copyOf(file, file.length + 2 * (ROW_HEAD + Double.BYTES));
        ByteBuffer out = TestFiles.littleEndian(longer);
        out.putInt(8, longer.length - BODY - TestFiles.CHECKSUM_BYTES).position(end);
        putRow(out, Section.GAUSSIAN, 1000, 1);
        putRow(out, Section.HEAVY, 1000, 1);
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(TestFiles.sealed(longer)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("GAUSSIAN[1000] and the rows after it, 2 in all, belong to nothing");
    }

    @Test
    void aClaimAllocatesNothing() {
        for (int claim : new int[] {Integer.MAX_VALUE - 24, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 28}) {
            byte[] body = TestFiles.changed(
                    new byte[40],
                    in -> in.put(new byte[] {'S', 'K', 'C', 'H', 1, 1, 0, 0}).putInt(claim));
            assertThat(TestFiles.allocatedBy(() -> assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(body))
                            .isInstanceOf(CorruptStateException.class)))
                    .as("body length %s", claim)
                    .isLessThan(SMALL);
            assertThat(TestFiles.allocatedBy(() -> assertThatThrownBy(() ->
                                    SketchFile.MATRIX_SKETCH.read(new ByteArrayInputStream(body), Integer.MAX_VALUE))
                            .isInstanceOf(CorruptStateException.class)))
                    .as("body length %s of a stream", claim)
                    .isLessThan(SMALL);
            byte[] row = fileOf(out -> out.put((byte) 2).putInt(0).putInt(claim).putDouble(1), 17);
            assertThat(TestFiles.allocatedBy(() -> assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(row))
                            .isInstanceOf(CorruptStateException.class)))
                    .as("length %s of a row", claim)
                    .isLessThan(SMALL);
        }
    }

    @Test
    void anEndlessStreamIsReadAsFarAsAllowed() {
        long[] taken = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return taken[0]++ < 12
                        ? new byte[] {'S', 'K', 'C', 'H', 1, 1, 0, 0, 0, 4, 0, 0}[(int) taken[0] - 1]
                        : 0;
            }
        };
        assertThatThrownBy(() -> SketchFile.MATRIX_SKETCH.read(endless, 2000))
                .isInstanceOf(CorruptStateException.class);
        assertThat(taken[0])
                .as("envelope, 1024 bytes of body, one byte after them")
                .isEqualTo(16 + 1024 + 1);
    }
}
