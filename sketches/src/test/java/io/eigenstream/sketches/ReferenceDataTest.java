package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eigenstream.sketches.linalg.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real tables against the singular values that LAPACK found, where the data is there. */
@Tag("statistical")
class ReferenceDataTest {

    private static final Path DATA = Path.of(System.getProperty(
            "eigenstream.data", Path.of("..", "..", "shared", "data").toString()));
    /** Of σ₁: both sides round by about 10⁻¹⁵ of it. */
    private static final double ORACLE = 1e-13;

    private static double[][] rows(Path folder, String files) throws IOException {
        assumeTrue(Files.exists(folder), () -> folder + " is not here; -Deigenstream.data=FOLDER names the data");
        Stream<double[]> rows = Stream.empty();
        for (String file : files.split("\\+")) {
            rows = Stream.concat(
                    rows,
                    lines(folder.resolve(file)).stream()
                            .map(line -> Arrays.stream(line.split(","))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()));
        }
        return rows.toArray(double[][]::new);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** The first list of that name after the name of the matrix: as it is, not centred. */
    private static double[] reference(Path folder, String matrix, String list) throws IOException {
        String json = Files.readString(folder.resolve("reference.json"));
        Matcher matcher = Pattern.compile("\"" + list + "\": *\\[([^]]*)]")
                .matcher(json.substring(json.indexOf("\"" + matrix + "\"")));
        assertThat(matcher.find()).as("%s of %s", list, matrix).isTrue();
        return Arrays.stream(matcher.group(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "smd/machine-1-6, train.csv.gz+test.csv.gz, train_then_test",
        "smd/machine-2-1, train.csv.gz, train",
        "asd/omi-9, train.csv.gz, train",
        "tabular/32_shuttle, X.csv.gz, all",
        "tabular/25_musk, X.csv.gz, all",
        "word2vec_1000, X.csv.gz, all"
    })
    void boundsWhatLapackFound(String folder, String files, String matrix) throws IOException {
        Path path = DATA.resolve(folder);
        double[][] rows = rows(path, files);
        double[] sigma = reference(path, matrix, "singular_values");
        double[] leading = reference(path, matrix, "top_right_singular_vector");
        for (int size : new int[] {16, 64}) {
            MatrixSketch sketch = new MatrixSketch(new SketchParameters(rows[0].length, size, 64, 1));
            for (double[] row : rows) {
                sketch.update(row, 1);
            }
            MatrixSummary summary = sketch.summary();
            SpectrumEstimate spectrum = summary.spectrum();
            double oracle = ORACLE * sigma[0];
            for (int i = 0; i < sigma.length; i++) {
                double lower = i < spectrum.rank() ? spectrum.lowerBounds()[i] : 0;
                assertThat(sigma[i])
                        .as("σ_%d of %s at ℓ = %d", i, folder, size)
                        .isBetween(lower - oracle, spectrum.upperBound(i) + oracle);
            }
            assertThat(spectrum.energy())
                    .isCloseTo(Kernels.squaredNorm(sigma), org.assertj.core.data.Percentage.withPercentage(1e-9));
            EigenvectorEstimate estimate = summary.eigenvector(spectrum);
            double truth = CertificateTest.sinSquared(estimate.vector(), Kernels.normalized(leading));
            // LAPACK's vector is printed to 16 digits
            assertThat(truth)
                    .as("sin² of %s at ℓ = %d", folder, size)
                    .isLessThanOrEqualTo(estimate.certifiedSinSquared().orElse(1) + 1e-25);
        }
    }
}
