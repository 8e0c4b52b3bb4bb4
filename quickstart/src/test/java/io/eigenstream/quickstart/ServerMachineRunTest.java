package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on 47,377 rows of a real server's metrics, held against LAPACK's answers and the labels. */
class ServerMachineRunTest {

    private static final Path DATA = Path.of("../../shared/data/smd/machine-1-6");
    private static final int TRAIN_ROWS = 23_688;
    private static final int ROWS = 47_377;

    /** Rounding of LAPACK's and of our factorisations, relative to the value; observed worst 1.9e-10. */
    private static final double ROUNDING = 1e-9;

    @TempDir
    private Path out;

    @Test
    void findsTheSpectrumTheEigenvectorAndTheAnomalies() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the shared data is not at " + DATA.toAbsolutePath());
        CommandRun run = CommandRun.of(
                "run",
                "--input",
                DATA.resolve("train.csv.gz").toString(),
                "--input",
                DATA.resolve("test.csv.gz").toString(),
                "--matrix",
                "machine-1-6",
                "--output",
                out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        RunResults results = new RunResults(out);
        JsonNode reference = new ObjectMapper()
                .readTree(DATA.resolve("reference.json").toFile())
                .get("matrices")
                .get("train_then_test");
        holdsTheSingularValues(results.last("spectra.jsonl"), reference.get("singular_values"));
        double[] leading = doubles(reference.get("top_right_singular_vector"));
        assertThat(cosine(doubles(results.last("eigenvectors.jsonl").get("vector")), leading))
                .isGreaterThan(0.9999);
        assertThat(cosine(
                        doubles(results.last("spectra.jsonl")
                                .get("rightSingularVectors")
                                .get(0)),
                        leading))
                .isGreaterThan(0.9999);
        List<JsonNode> scores = results.scores();
        assertThat(scores).hasSize(ROWS);
        List<JsonNode> test = scores.subList(TRAIN_ROWS, ROWS);
        Labels labels = Labels.read(DATA.resolve("test_label.csv.gz"));
        assertThat(labels.areaUnderTheCurve(test, "q")).isGreaterThan(0.90);
        assertThat(labels.areaUnderTheCurve(test, "grade")).isGreaterThan(0.90);
    }

    private static void holdsTheSingularValues(JsonNode spectrum, JsonNode reference) {
        double[] lower = doubles(spectrum.get("singularValues"));
        double[] upper = doubles(spectrum.get("upperBounds"));
        double[] truth = doubles(reference);
        for (int i = 0; i < lower.length; i++) {
            double slack = ROUNDING * truth[i];
            assertThat(truth[i]).as("singular value %d", i).isBetween(lower[i] - slack, upper[i] + slack);
        }
    }

    private static double cosine(double[] a, double[] b) {
        return Math.abs(
                IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum());
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
