package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
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
        boolean[] anomalous = labels();
        assertThat(areaUnderTheCurve(test, "q", anomalous)).isGreaterThan(0.90);
        assertThat(areaUnderTheCurve(test, "grade", anomalous)).isGreaterThan(0.90);
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

    /** The probability that an anomalous row scores above another one, equal scores counting half. */
    private static double areaUnderTheCurve(List<JsonNode> scores, String field, boolean[] anomalous) {
        double[] values = scores.stream()
                .mapToDouble(score -> score.get(field).asDouble())
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long positives = 0;
        double rankSum = 0;
        for (int i = 0; i < values.length; i++) {
            if (anomalous[i]) {
                positives++;
                rankSum += meanRank(sorted, values[i]);
            }
        }
        long negatives = values.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / (positives * (double) negatives);
    }

    private static double meanRank(double[] sorted, double value) {
        int below = firstNotBelow(sorted, value);
        int upTo = firstNotBelow(sorted, Math.nextUp(value));
        return (below + 1 + upTo) / 2.0;
    }

    private static int firstNotBelow(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static boolean[] labels() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve("test_label.csv.gz"))),
                StandardCharsets.UTF_8))) {
            List<String> all = lines.lines().toList();
            boolean[] labels = new boolean[all.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = all.get(i).strip().startsWith("1");
            }
            return labels;
        }
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
