package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.Section;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Well-formed files of states that no sketch has written: refused, or a sketch that works. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SketchStateAnomalyTest {

    private static final int MUTATIONS = 10_000;

    /** A vector of the largest dimension and a pointer for each of the most rows are what a claimed shape may cost. */
    private static final long COST_OF_A_SHAPE = 1 << 26;

    /** Numbers at the edges of what a double, a count and a row may be. */
    private static final double[] EDGES = {
        0,
        -0.0,
        -1,
        1,
        2,
        0.5,
        1e9,
        1 << 20,
        0x1p53,
        0x1p62,
        0x1p63,
        1e60,
        1e61,
        1e155,
        -1e155,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE
    };

    /** Either an exception that says so, or a sketch that can be worked with. */
    private static boolean refusedOrWorks(byte[] file, String what) {
        MatrixSketch sketch;
        try {
            sketch = SketchFile.MATRIX_SKETCH.read(file);
        } catch (CorruptStateException e) {
            return false;
        }
        TestFiles.assertWorks(sketch, what);
        return true;
    }

    @Test
    void everyNumberSetToAnEdgeIsRefusedOrWorks() {
        int works = 0;
        for (byte[] file : TestFiles.files()) {
            for (int row : TestFiles.rowOffsets(file)) {
                int length = TestFiles.littleEndian(file).getInt(row + 5);
                for (int i = 0; i < length; i++) {
                    int at = row + TestFiles.ROW_HEAD + Double.BYTES * i;
                    for (double edge : EDGES) {
                        byte[] lie = TestFiles.changed(file, in -> in.putDouble(at, edge));
                        works += refusedOrWorks(lie, edge + " at " + at) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(works).as("some lies are possible states").isPositive();
    }

    @Test
    void randomBytesInASealedFileAreRefusedOrWork() {
        SplittableRandom random = new SplittableRandom(20);
        List<byte[]> files = TestFiles.files();
        int works = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            StringBuilder what = new StringBuilder("mutation " + i + ":");
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(file.length - TestFiles.CHECKSUM_BYTES);
                file[at] = (byte) random.nextInt(256);
                what.append(" [").append(at).append("] = ").append(file[at]);
            }
            works += refusedOrWorks(TestFiles.sealed(file), what.toString()) ? 1 : 0;
        }
        assertThat(works).as("some lies are possible states").isPositive();
    }

    @Test
    void numbersBelowTheDiagonalOfATriangularFactorAreFound() {
        byte[] file = TestFiles.files().get(0);
        ByteBuffer in = TestFiles.littleEndian(file);
        int below = 0;
        for (int row : TestFiles.rowOffsets(file)) {
            for (int j = 0; file[row] == Section.DIRECTIONS.ordinal() && j < in.getInt(row + 1); j++) {
                int at = row + TestFiles.ROW_HEAD + Double.BYTES * j;
                assertThatThrownBy(() ->
                                SketchFile.MATRIX_SKETCH.read(TestFiles.changed(file, out -> out.putDouble(at, 1e-9))))
                        .as("offset %s", at)
                        .isInstanceOf(CorruptStateException.class)
                        .hasMessageContaining("a triangular factor has 1.0E-9 at " + j);
                below++;
            }
        }
        assertThat(below).as("of a 3×3 matrix").isEqualTo(3);
    }

    @Test
    void aClaimedShapeAllocatesLittle() {
        double largest = 1 << 20;
        for (byte[] file : TestFiles.files()) {
            int header =
                    TestFiles.rowOffsets(file).get(TestFiles.rowOffsets(file).size() - 1);
            for (int place : new int[] {1, 2, 4}) {
                int at = header + TestFiles.ROW_HEAD + Double.BYTES * place;
                byte[] lie = TestFiles.changed(file, in -> in.putDouble(at, largest));
                assertThat(TestFiles.allocatedBy(() -> refusedOrRead(lie)))
                        .as("%s at place %s", largest, place)
                        .isLessThan(COST_OF_A_SHAPE);
            }
        }
    }

    private static void refusedOrRead(byte[] file) {
        try {
            SketchFile.MATRIX_SKETCH.read(file);
        } catch (CorruptStateException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
