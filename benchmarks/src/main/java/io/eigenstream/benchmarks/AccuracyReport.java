package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page of what the accuracy study found, and its figures: every number is from the results. */
final class AccuracyReport {

    static final String PAGE = "ACCURACY.md";

    private static final int COMMIT_DIGITS = 12;
    private static final String ERRORS = "accuracy-error.svg";
    private static final String ANGLES = "accuracy-angle.svg";

    private final String resultsName;
    private final Map<String, String> stamp;
    private final List<AccuracyPoint> points;
    private final List<AccuracyPoint> spiked;
    private final List<AccuracyPoint> real;

    /** @param resultsName the file's name in benchmarks/results */
    AccuracyReport(String resultsName, StampedCsv results) {
        this.resultsName = resultsName;
        stamp = results.stamp();
        points = AccuracyTable.of(results).points();
        spiked = points.stream().filter(AccuracyReport::isSpiked).toList();
        real = points.stream().filter(point -> !isSpiked(point)).toList();
    }

    private static boolean isSpiked(AccuracyPoint point) {
        return SpikedStream.gapOf(point.setting().matrix()).isPresent();
    }

    /** Writes the page and its figures, over those that are there. */
    void writeTo(Path docs) throws IOException {
        AccuracyFigures figures = new AccuracyFigures(points);
        Files.createDirectories(docs);
        Files.write(docs.resolve(PAGE), PageTemplate.named(PAGE).fill(tables(), words()));
        Files.write(docs.resolve(ERRORS), figures.errors().svg());
        Files.write(docs.resolve(ANGLES), figures.angles().svg());
    }

    private Map<String, List<String>> tables() {
        RealMatrixTables tables = new RealMatrixTables(real);
        return Map.of(
                "validity", new AccuracySummary(points).validity(),
                "policies", new AccuracySummary(real).policies(),
                "spectral-errors", tables.spectralErrors(),
                "orders", tables.orders(),
                "projections", tables.projections(),
                "angles", tables.angles(),
                "spiked", new SpikedTable(spiked).lines());
    }

    private Map<String, String> words() {
        Map<String, String> words = new HashMap<>(stamp);
        words.put("results", resultsName);
        words.computeIfPresent(
                "commit", (name, commit) -> commit.substring(0, Math.min(COMMIT_DIGITS, commit.length())));
        words.put("short-seeds", Long.toString(seeds(AccuracySweep.SHORT_STREAM)));
        words.put("long-seeds", Long.toString(seeds(AccuracySweep.LONG_STREAM)));
        return words;
    }

    private long seeds(int rows) {
        return spiked.stream()
                .map(AccuracyPoint::setting)
                .filter(setting -> setting.rows() == rows)
                .mapToLong(AccuracyPoint.Setting::seed)
                .distinct()
                .count();
    }
}
