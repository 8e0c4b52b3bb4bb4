package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eigenstream.producers.InputException;
import io.eigenstream.producers.RowOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyMatrixTest {

    private static final Path DATA = Path.of(System.getProperty(
            "eigenstream.data", Path.of("..", "..", "shared", "data").toString()));

    /** Both sums of products are within n·2⁻⁵³ of ‖A‖_F², and LAPACK's values within a few units of 2⁻⁵². */
    private static final double TWO_COMPUTATIONS = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "WORD2VEC_1000, word2vec_1000, all",
        "COVER, tabular/10_cover, all",
        "MACHINE_1_6, smd/machine-1-6, train_then_test"
    })
    void hasTheSingularValuesThatNumPyFound(DataSet set, String place, String matrix) throws IOException {
        Path reference = DATA.resolve(place).resolve("reference.json");
        assumeTrue(Files.exists(reference), () -> reference + " is not here; -Deigenstream.data=FOLDER names the data");
        double[] expected = singularValues(Files.readString(reference), matrix);

        BatchOracle oracle = new BatchOracle(set.read(DATA, RowOrder.AS_IS).rows());

        double[] squared = oracle.squaredSingularValues();
        assertThat(squared).hasSameSizeAs(expected);
        for (int i = 0; i < squared.length; i++) {
            assertThat(Math.abs(squared[i] - expected[i] * expected[i]))
                    .describedAs("%s, σ[%d]² = %s", set, i, expected[i] * expected[i])
                    .isLessThanOrEqualTo(TWO_COMPUTATIONS * oracle.rounding());
        }
    }

    private static double[] singularValues(String json, String matrix) {
        Matcher values = Pattern.compile("\"" + matrix + "\": \\{[^\\[]*\"singular_values\": \\[([^\\]]*)]")
                .matcher(json);
        assertThat(values.find()).describedAs("singular values of %s", matrix).isTrue();
        return Arrays.stream(values.group(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void readsTheFilesOneAfterTheOtherOrShuffled() throws IOException {
        Path machine = Files.createDirectories(folder.resolve("smd/machine-1-6"));
        write(machine.resolve("train.csv.gz"), "1,2\n3,4\n5,6\n");
        write(machine.resolve("test.csv.gz"), "7,8\n9,10\n");

        StudyMatrix asIs = DataSet.MACHINE_1_6.read(folder, RowOrder.AS_IS);
        StudyMatrix shuffled = DataSet.MACHINE_1_6.read(folder, RowOrder.SHUFFLED);

        assertThat(asIs.name()).isEqualTo("machine-1-6");
        assertThat(asIs.dimension()).isEqualTo(2);
        assertThat(asIs.rows()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}});
        assertThat(shuffled.order()).isEqualTo(RowOrder.SHUFFLED);
        assertThat(List.of(shuffled.rows())).isNotEqualTo(List.of(asIs.rows())).containsExactlyInAnyOrder(asIs.rows());
        assertThat(DataSet.MACHINE_1_6.read(folder, RowOrder.SHUFFLED).rows()).isDeepEqualTo(shuffled.rows());
    }

    private static void write(Path file, String text) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> DataSet.COVER.feed(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder.resolve("tabular/10_cover/X.csv.gz") + ": no such file");
    }

    @Test
    void drawsSpikedRowsBySeedAndGap() throws IOException {
        StudyMatrix matrix = new SpikedStream(2000, 64, 3).read();
        BatchOracle oracle = new BatchOracle(matrix.rows());

        assertThat(matrix.rows()).hasDimensions(2000, 200);
        assertThat(matrix.seed()).isEqualTo(3);
        assertThat(new SpikedStream(2000, 64, 3).read().rows()).isDeepEqualTo(matrix.rows());
        assertThat(new SpikedStream(2000, 64, 4).read().rows()[0]).isNotEqualTo(matrix.rows()[0]);
        // the edge of the noise is (1 + √(d/n))² = 1.73, the spike 64 up to a few deviations of √(2/n) = 3 %
        assertThat(oracle.gap()).isBetween(64 * 0.8 / 1.9, 64 * 1.2 / 1.5);
    }

    @Test
    void knowsASpikedStreamByItsName() throws IOException {
        assertThat(SpikedStream.gapOf(new SpikedStream(1, 16, 1).read().name())).hasValue(16);
        assertThat(SpikedStream.gapOf("mnist_t10k")).isEmpty();
    }
}
