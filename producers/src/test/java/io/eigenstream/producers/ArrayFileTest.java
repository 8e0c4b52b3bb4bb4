package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayFileTest {

    /** Buffers take 150 kB; a header of a few bytes can claim terabytes. */
    private static final long MOST_ALLOCATED_BYTES = 1 << 20;

    private static final byte[] NPY = TestInputs.npy(TestInputs.npyHeader("<f4", "(2, 3)"), 24, out -> {
        for (int i = 0; i < 6; i++) {
            out.putFloat(i + 0.5f);
        }
    });
    private static final byte[] IDX =
            TestInputs.idx(8, new int[] {2, 2, 3}, 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);

    @TempDir
    private Path folder;

    @Test
    void readsFloats() {
        RowSource source = open("x.npy", NPY);

        assertThat(source.dimension()).isEqualTo(3);
        assertThat(source.itemCount()).hasValue(2);
        assertThat(TestInputs.values(source))
                .containsExactly(new double[] {0.5, 1.5, 2.5}, new double[] {3.5, 4.5, 5.5});
    }

    @Test
    void readsDoublesOfOneDimensionAsOneColumn() {
        byte[] content = TestInputs.npy(
                TestInputs.npyHeader("<f8", "(2,)"),
                16,
                out -> out.putDouble(1e300).putDouble(Double.NaN));

        assertThat(TestInputs.values(open("x.npy", content)))
                .containsExactly(new double[] {1e300}, new double[] {Double.NaN});
    }

    @Test
    void masksNotANumberWhenItMayBeMissing() {
        byte[] content = TestInputs.npy(
                TestInputs.npyHeader("<f4", "(1, 3)"),
                12,
                out -> out.putFloat(1).putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY));

        assertThat(TestInputs.observed(TestInputs.openMissing(TestInputs.write(folder.resolve("x.npy"), content))))
                .containsExactly(Arrays.asList(1.0, null, Double.NEGATIVE_INFINITY));
    }

    @Test
    void readsBytesAsUnsigned() {
        byte[] content = TestInputs.npy(
                TestInputs.npyHeader("|u1", "(1, 2)"),
                2,
                out -> out.put((byte) 127).put((byte) 200));

        assertThat(TestInputs.values(open("x.npy", content))).containsExactly(new double[] {127, 200});
    }

    @Test
    void readsFormatTwoWhoseLengthHasFourBytes() {
        byte[] content = new byte[NPY.length + 2];
        System.arraycopy(NPY, 0, content, 0, 10);
        content[6] = 2;
        System.arraycopy(NPY, 10, content, 12, NPY.length - 10);

        assertThat(TestInputs.values(open("x.npy", content))).hasSize(2);
    }

    @Test
    void readsImagesAsRows() {
        RowSource source = open("images-idx3-ubyte.gz", IDX);

        assertThat(source.dimension()).isEqualTo(6);
        assertThat(TestInputs.values(source))
                .containsExactly(new double[] {0, 1, 2, 3, 4, 5}, new double[] {250, 251, 252, 253, 254, 255});
    }

    @Test
    void readsLabelsAsOneColumn() {
        assertThat(TestInputs.values(open("labels.idx", TestInputs.idx(8, new int[] {2}, 7, 9))))
                .containsExactly(new double[] {7}, new double[] {9});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ">f4 | (2, 3)     | dtype '>f4', expected <f4, <f8 or !u1; save x.astype('<f8')",
                "<i8 | (1, 3)     | dtype '<i8', expected",
                "<f4 | (2, 3, 1)  | shape (2, 3, 1), expected rows and columns; save x.reshape(len(x), -1)",
                "<f4 | ()         | shape (), expected rows and columns",
                "<f4 | (0, 3)     | holds no rows: its shape is 0 × 3",
                "<f4 | (2, 0)     | holds no rows: its shape is 2 × 0",
                "<f4 | (-2, -3)   | holds no rows",
                "<f4 | (3, 3)     | truncated: 3 rows of 3 numbers do not fit into a file of",
                "<f4 | (1, 3)     | expected",
                "<f4 | (1, 9223372036854775807) | truncated",
                "<f4 | (4611686018427387904, 4) | truncated",
                "<f4 | (1, 99999999999999999999) | damaged header: shape"
            })
    void refusesOtherArrays(String type, String shape, String problem) {
        byte[] content = TestInputs.npy(TestInputs.npyHeader(type, shape), 24, out -> {});

        assertRefused("x.npy", content, problem.replace('!', '|'));
    }

    @Test
    void refusesFortranOrderAndSaysHowToSave() {
        String header = TestInputs.npyHeader("<f4", "(2, 3)").replace("False", "True");

        assertRefused("x.npy", TestInputs.npy(header, 24, out -> {}), "np.save(file, np.ascontiguousarray(x))");
    }

    @Test
    void refusesStructuredTypesOtherVersionsAndOtherFiles() {
        String structured = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }";
        byte[] version3 = NPY.clone();
        version3[6] = 3;

        assertRefused("x.npy", TestInputs.npy(structured, 24, out -> {}), "no plain 'descr'");
        assertRefused("x.npy", version3, "NumPy format 3, expected 1 or 2");
        assertRefused("x.npy", IDX, "not a NumPy file");
        assertRefused("x.idx", NPY, "not an IDX file");
        assertRefused("x.idx", TestInputs.idx(0x0D, new int[] {1}, 0, 0, 0, 0), "IDX type 0x0D, expected 0x08");
        assertRefused("x.idx", TestInputs.idx(8, new int[] {-1, 2}, 0), "holds no rows");
        assertRefused("x.idx", TestInputs.idx(8, new int[] {1, -2}, 0), "an extent of -2");
        assertRefused("x.idx", TestInputs.idx(8, new int[] {1, 1 << 30, 1 << 30}, 0), "an extent of 1073741824");
        assertRefused("x.idx", TestInputs.idx(8, new int[] {}, 0), "no extents");
    }

    @Test
    void refusesAGzipFileThatEndsTooEarly() throws IOException {
        Path whole = TestInputs.write(folder.resolve("x.idx.gz"), IDX);
        byte[] packed = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.idx.gz");
        Files.write(cut, Arrays.copyOf(packed, packed.length - 12));

        assertThatThrownBy(() -> TestInputs.items(TestInputs.open(cut)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut.idx.gz");
        assertThatThrownBy(() -> TestInputs.open(Files.write(folder.resolve("no.idx.gz"), IDX)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no.idx.gz: damaged, or no gzip file");
    }

    @ParameterizedTest
    @CsvSource({"x.npy", "x.idx", "x.idx.gz"})
    void refusesEveryTruncation(String name) {
        byte[] content = name.startsWith("x.npy") ? NPY : IDX;

        for (int length = 0; length < content.length; length++) {
            byte[] truncated = Arrays.copyOf(content, length);
            assertThatThrownBy(() -> TestInputs.items(open(name, truncated)))
                    .as("first %d bytes", length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"x.npy", "x.idx"})
    void survivesEveryAlterationOfOneByte(String name) {
        byte[] content = name.equals("x.npy") ? NPY : IDX;

        for (int position = 0; position < content.length; position++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = content.clone();
                altered[position] ^= (byte) (1 << bit);
                assertReadsOrRefuses(name, altered, "byte " + position + " bit " + bit);
            }
        }
    }

    private void assertReadsOrRefuses(String name, byte[] content, String corruption) {
        Path path = TestInputs.write(folder.resolve(name), content);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            TestInputs.items(TestInputs.open(path));
        } catch (InputException expected) {
            assertThat(expected).as(corruption).hasMessageContaining(name);
        } catch (UncheckedIOException | IllegalArgumentException | ArithmeticException e) {
            throw new AssertionError(corruption, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as(corruption)
                .isLessThan(MOST_ALLOCATED_BYTES);
    }

    private void assertRefused(String name, byte[] content, String problem) {
        assertThatThrownBy(() -> open(name, content))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name + ": ")
                .hasMessageContaining(problem);
    }

    private RowSource open(String name, byte[] content) {
        return TestInputs.open(TestInputs.write(folder.resolve(name), content));
    }
}
