package io.eigenstream.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Which rows are anomalous, in the order of their scores. */
record Labels(List<Boolean> anomalous) {

    /** A gzipped file of lines that begin with 1 for such a row. */
    static Labels read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new Labels(
                    lines.lines().map(line -> line.strip().startsWith("1")).toList());
        }
    }

    /** The probability that an anomalous row scores above another one, equal scores counting half. */
    double areaUnderTheCurve(List<JsonNode> scores, String field) {
        double[] values = scores.stream()
                .mapToDouble(score -> score.get(field).asDouble())
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long positives = 0;
        double rankSum = 0;
        for (int i = 0; i < values.length; i++) {
            if (anomalous.get(i)) {
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
}
