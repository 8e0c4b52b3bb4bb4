package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.SketchParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SketchFileTest {

    private static final SketchParameters WIDE = new SketchParameters(5, 2, 2, -42);
    private static final SketchParameters NARROW = new SketchParameters(3, 4, 2, 42);

    /** One row of state, nothing else. */
    private static final SketchFile<double[]> ROW = new SketchFile<>(
            SketchFamily.MATRIX_SKETCH,
            (row, out) -> out.write(Section.MOMENTS, 7, row),
            in -> in.read(Section.MOMENTS, 7));

    static Stream<Arguments> shapesAndRowCounts() {
        return Stream.of(WIDE, NARROW, new SketchParameters(1, 2, 2, 0))
                .flatMap(shape -> Stream.of(0, 1, 4, 5, 29).map(n -> Arguments.of(shape, n)));
    }

    @ParameterizedTest
    @MethodSource("shapesAndRowCounts")
    void aSketchGoesOnFromItsFileBitForBit(SketchParameters shape, int n) {
        MatrixSketch straight = TestFiles.sketch(shape, n);
        MatrixSketch interrupted = SketchFile.MATRIX_SKETCH.read(SketchFile.MATRIX_SKETCH.write(straight));
        assertThat(TestFiles.file(interrupted)).isEqualTo(TestFiles.file(straight));
        for (double[] row : TestFiles.rows(9, shape.dimension(), 1)) {
            straight.update(row, 2);
            interrupted.update(row, 2);
        }
        assertThat(TestFiles.file(interrupted)).isEqualTo(TestFiles.file(straight));
        assertThat(interrupted.rows()).isEqualTo(n + 9);
    }

    @Test
    void theLayoutIsThatOfTheSpecification() {
        byte[] file = ROW.write(new double[] {1, -2});
        ByteBuffer expected = TestFiles.littleEndian(new byte[41]);
        expected.put(new byte[] {'S', 'K', 'C', 'H', 1, 1, 0, 0}).putInt(25);
        expected.put((byte) 2).putInt(7).putInt(2).putDouble(1).putDouble(-2);
        assertThat(file).isEqualTo(TestFiles.sealed(expected.array()));
        assertThat(ROW.read(file)).containsExactly(1, -2);
    }

    @Test
    void theChecksumIsTheCommonOne() {
        byte[] file = "123456789....".getBytes(StandardCharsets.US_ASCII);
        assertThat(TestFiles.littleEndian(TestFiles.sealed(file)).getInt(9)).isEqualTo(0xE3069283);
    }

    @Test
    void streamsHaveTheSameBytesAndStayOpen() throws IOException {
        MatrixSketch sketch = TestFiles.sketch(WIDE, 29);
        byte[] file = TestFiles.file(sketch);
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        SketchFile.MATRIX_SKETCH.write(sketch, out);
        assertThat(out.toByteArray()).isEqualTo(file);
        InputStream in = new ByteArrayInputStream(file) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        assertThat(TestFiles.file(SketchFile.MATRIX_SKETCH.read(in, file.length)))
                .isEqualTo(file);
    }

    @Test
    void aStreamMayGiveItsBytesOneByOne() throws IOException {
        byte[] file = TestFiles.file(TestFiles.sketch(WIDE, 29));
        InputStream whole = new ByteArrayInputStream(file);
        InputStream slow = new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return whole.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(TestFiles.file(SketchFile.MATRIX_SKETCH.read(slow, Integer.MAX_VALUE)))
                .isEqualTo(file);
    }

    @Test
    void takesNoMoreFromAStreamThanTheCallerIsReadyFor() {
        byte[] file = ROW.write(new double[] {1, 2});
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        assertThatThrownBy(() -> ROW.read(in, 40))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("offset 8: body length 25, expected at most 24");
        assertThat(in.available()).as("only the head is taken").isEqualTo(file.length - 12);
        assertThatThrownBy(() -> ROW.read(new ByteArrayInputStream(file), -1))
                .isInstanceOf(CorruptStateException.class);
    }

    @Test
    void aStreamEndsWithTheSketch() {
        byte[] file = Arrays.copyOf(ROW.write(new double[] {1, 2}), 42);
        assertThatThrownBy(() -> ROW.read(new ByteArrayInputStream(file), 100))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("offset 41: more bytes, expected the end");
    }

    @Test
    void aStreamThatFailsIsNoCorruptState() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> ROW.read(broken, 100))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void writesNoNumbersThatAreNone() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> ROW.write(new double[] {0, number}))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("MOMENTS[7] has " + number + " at 1, expected a finite number");
        }
    }

    @Test
    void writesEveryFiniteNumber() {
        double[] row = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1 / 3.0};
        assertThat(ROW.read(ROW.write(row))).containsExactly(row);
    }

    @Test
    void writesNoMoreThanAnArrayHolds() {
        // the same row over and over: 2^31 bytes that are not there
        double[] row = new double[1 << 20];
        SketchFile<Integer> many = new SketchFile<>(
                SketchFamily.MATRIX_SKETCH,
                (slots, out) -> {
                    for (int i = 0; i < slots; i++) {
                        out.write(Section.PENDING, i, row);
                    }
                },
                in -> 0);
        assertThatThrownBy(() -> many.write(256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a file of 2147485968 bytes, expected at most 2147483639");
    }

    @Test
    void aRowWrittenTwiceCountsAsItWasWrittenLast() {
        SketchFile<List<double[]>> twice = new SketchFile<>(
                SketchFamily.MATRIX_SKETCH,
                (rows, out) -> rows.forEach(row -> out.write(Section.MOMENTS, 7, row)),
                in -> List.of(in.read(Section.MOMENTS, 7)));
        byte[] file = twice.write(List.of(new double[] {1}, new double[] {2, 3}));
        assertThat(file).isEqualTo(ROW.write(new double[] {2, 3}));
    }

    @Test
    void aDetectorIsLeftOut() {
        MatrixSketch detecting = new MatrixSketch(new SketchParameters(3, 4, 2, 1), DetectorParameters.standard());
        MatrixSketch plain = new MatrixSketch(new SketchParameters(3, 4, 2, 1));
        for (double[] row : TestFiles.rows(50, 3, 1)) {
            detecting.update(row, 1);
            plain.update(row, 1);
        }
        assertThat(SketchFile.MATRIX_SKETCH.write(detecting)).isEqualTo(SketchFile.MATRIX_SKETCH.write(plain));
    }

    @Test
    void sectionsKeepTheirNumbers() {
        assertThat(Section.values())
                .startsWith(
                        Section.SKETCH,
                        Section.PENDING,
                        Section.MOMENTS,
                        Section.DIRECTIONS,
                        Section.POWER,
                        Section.HEAVY,
                        Section.GAUSSIAN,
                        Section.OJA,
                        Section.WINDOW,
                        Section.PROBES,
                        Section.JOURNAL,
                        Section.DETECTOR,
                        Section.LEARNED_MOMENTS,
                        Section.LEARNED_DIRECTIONS,
                        Section.QUARANTINED_MOMENTS,
                        Section.QUARANTINED_DIRECTIONS,
                        Section.START,
                        Section.KERNELS);
        assertThat(SketchFamily.MATRIX_SKETCH.id()).isEqualTo(1);
    }
}
