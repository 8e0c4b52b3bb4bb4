package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RowScore;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyArchiveTest {

    private static final int D = 6;

    private static PrincipalComponents model(int d, int n) {
        return sketch(d, n).summary().principalComponents(0.8);
    }

    private static MatrixSketch sketch(int d, int n) {
        return TestFiles.sketch(new SketchParameters(d, 8, 2, 3), n);
    }

    private static byte[] bytes(NumpyArchive archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        archive.writeTo(out);
        return out.toByteArray();
    }

    /** Files by name; every entry is stored, with the time of the specification. */
    private static Map<String, ByteBuffer> files(NumpyArchive archive) throws IOException {
        Map<String, ByteBuffer> files = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(archive)));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] file = zip.readAllBytes();
            assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
            assertThat(entry.getTimeLocal()).as(entry.getName()).hasToString("1980-02-01T00:00");
            assertThat(entry.getExtra()).as(entry.getName()).isNull();
            files.put(entry.getName(), TestFiles.littleEndian(file));
        }
        return files;
    }

    /** Checks the header of version 1.0 byte for byte and gives back the numbers after it. */
    private static ByteBuffer numbers(ByteBuffer npy, String type, String shape) {
        byte[] magic = new byte[8];
        npy.get(magic);
        assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        int length = Short.toUnsignedInt(npy.getShort());
        assertThat((10 + length) % 64).as("alignment of %s", shape).isZero();
        byte[] text = new byte[length];
        npy.get(text);
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        assertThat(length - dictionary.length()).as("padding of %s", shape).isBetween(1, 64);
        assertThat(new String(text, StandardCharsets.US_ASCII))
                .isEqualTo(dictionary + " ".repeat(length - dictionary.length() - 1) + "\n");
        return npy;
    }

    private static double[] doubles(ByteBuffer npy, String shape) {
        ByteBuffer data = numbers(npy, "<f8", shape);
        double[] numbers = new double[data.remaining() / Double.BYTES];
        data.asDoubleBuffer().get(numbers);
        assertThat(data.remaining()).isEqualTo(Double.BYTES * numbers.length);
        return numbers;
    }

    private static long count(ByteBuffer npy) {
        ByteBuffer data = numbers(npy, "<i8", "()");
        assertThat(data.remaining()).isEqualTo(Long.BYTES);
        return data.getLong();
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void theArraysAreThoseOfTheModel() throws IOException {
        PrincipalComponents model = model(D, 50);
        int k = model.rank();
        assertThat(k).isBetween(2, D - 2);
        Map<String, ByteBuffer> files = files(NumpyArchive.of(model));
        assertThat(files.keySet())
                .containsExactly(
                        "components_.npy",
                        "explained_variance_.npy",
                        "mean_.npy",
                        "scale_.npy",
                        "noise_variance_.npy",
                        "residual_variance.npy",
                        "n_components_.npy",
                        "n_features_in_.npy",
                        "n_samples_.npy");
        assertThat(doubles(files.get("components_.npy"), "(" + k + ", 6)")).containsExactly(flat(model.axes()));
        assertThat(doubles(files.get("explained_variance_.npy"), "(" + k + ",)"))
                .containsExactly(model.variances());
        assertThat(doubles(files.get("mean_.npy"), "(6,)")).containsExactly(model.mean());
        assertThat(doubles(files.get("scale_.npy"), "(6,)")).containsOnly(1);
        assertThat(doubles(files.get("residual_variance.npy"), "()")).containsExactly(model.residualVariance());
        assertThat(doubles(files.get("noise_variance_.npy"), "()")).containsExactly(model.residualVariance() / (D - k));
        assertThat(count(files.get("n_components_.npy"))).isEqualTo(k);
        assertThat(count(files.get("n_features_in_.npy"))).isEqualTo(D);
        assertThat(count(files.get("n_samples_.npy"))).isEqualTo(50);
    }

    @Test
    void noiseIsSpreadOverTheDirectionsThatThereAreRowsFor() throws IOException {
        PrincipalComponents few = model(D, 4);
        assertThat(few.rank()).isPositive();
        assertThat(doubles(files(NumpyArchive.of(few)).get("noise_variance_.npy"), "()"))
                .containsExactly(few.residualVariance() / (4 - few.rank()));
        PrincipalComponents none = model(D, 0);
        assertThat(doubles(files(NumpyArchive.of(none)).get("noise_variance_.npy"), "()"))
                .containsExactly(none.residualVariance());
    }

    @Test
    void noComponentsAreAnArrayWithoutRows() throws IOException {
        Map<String, ByteBuffer> files = files(NumpyArchive.of(model(D, 0)));
        assertThat(doubles(files.get("components_.npy"), "(0, 6)")).isEmpty();
        assertThat(doubles(files.get("explained_variance_.npy"), "(0,)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 99, 100, 12345})
    void headersAreAlignedWhateverTheShape(int d) throws IOException {
        assertThat(doubles(files(NumpyArchive.of(model(d, 3))).get("mean_.npy"), "(" + d + ",)"))
                .hasSize(d);
    }

    @Test
    void theSpectrumIsWrittenWithItsBounds() throws IOException {
        SpectrumEstimate spectrum = sketch(12, 50).summary().spectrum();
        int k = spectrum.rank();
        assertThat(spectrum.shrinkage()).isPositive();
        Map<String, ByteBuffer> files = files(NumpyArchive.of(spectrum));
        assertThat(doubles(files.get("right_singular_vectors.npy"), "(" + k + ", 12)"))
                .containsExactly(flat(spectrum.vectors()));
        assertThat(doubles(files.get("singular_values_lower.npy"), "(" + k + ",)"))
                .containsExactly(spectrum.lowerBounds());
        assertThat(doubles(files.get("singular_values_upper.npy"), "(" + k + ",)"))
                .containsExactly(spectrum.upperBounds());
        assertThat(doubles(files.get("beyond.npy"), "()")).containsExactly(spectrum.beyond());
        assertThat(doubles(files.get("energy.npy"), "()")).containsExactly(spectrum.energy());
        assertThat(doubles(files.get("shrinkage.npy"), "()")).containsExactly(spectrum.shrinkage());
        assertThat(count(files.get("rows.npy"))).isEqualTo(50);
        assertThat(count(files.get("dimension.npy"))).isEqualTo(12);
        assertThat(files).hasSize(8);
    }

    @Test
    void theBytesDependOnNeitherTheHourNorTheZone() throws IOException {
        NumpyArchive archive = NumpyArchive.of(model(D, 50));
        byte[] here = bytes(archive);
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String other : new String[] {"Pacific/Kiritimati", "America/St_Johns", "Asia/Kolkata"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(other));
                assertThat(bytes(archive)).as(other).isEqualTo(here);
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {D, 12})
    void numpyScoresRowsByItAsJavaDoes(int d, @TempDir Path directory) throws IOException, InterruptedException {
        Python.assumeHas("numpy");
        PrincipalComponents model = model(d, 50);
        Path file = directory.resolve("model.npz");
        Files.write(file, bytes(NumpyArchive.of(model)));
        double[][] rows = TestFiles.rows(20, d, 4);
        StringBuilder text = new StringBuilder();
        for (double[] row : rows) {
            Arrays.stream(row).forEach(value -> text.append(value).append(' '));
            text.append('\n');
        }
        Path input = Files.writeString(directory.resolve("rows.txt"), text);
        String[] lines = Python.run("project.py", file, input).split("\n");
        assertThat(lines).hasSize(rows.length);
        for (int i = 0; i < rows.length; i++) {
            RowScore score = model.score(rows[i]);
            String[] numbers = lines[i].split(" ");
            // both sum at most 3d products of numbers no larger than the row's distance to the mean
            double rounding = 6 * d * 0x1.0p-52 * (score.q() + score.t2() * model.variances()[0]);
            double t2Rounding = rounding / model.variances()[model.rank() - 1];
            assertThat(Double.parseDouble(numbers[0])).as("Q of row %s", i).isCloseTo(score.q(), within(rounding));
            assertThat(Double.parseDouble(numbers[1])).as("T² of row %s", i).isCloseTo(score.t2(), within(t2Rounding));
        }
    }
}
