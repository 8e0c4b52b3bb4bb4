package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page of what the study of clustering found, and its figure: every number is from the results. */
final class ConcatenationReport {

    static final String PAGE = "CONCATENATION.md";

    private static final String ERRORS = "concatenation-error.svg";

    private final String resultsName;
    private final StampedCsv results;

    /** @param resultsName the file's name in benchmarks/results */
    ConcatenationReport(String resultsName, StampedCsv results) {
        this.resultsName = resultsName;
        this.results = results;
    }

    /** Writes the page and its figure, over those that are there. */
    void writeTo(Path docs) throws IOException {
        List<ConcatenationPoint> points = ConcatenationTable.of(results).points();
        ConcatenationTables tables = new ConcatenationTables(points);
        Map<String, List<String>> blocks = Map.of(
                "validity", tables.validity(),
                "data", tables.data(),
                "groupings", tables.groupings(),
                "bounds", tables.bounds(),
                "sketches", tables.sketches());
        Map<String, String> words = new HashMap<>(results.stamp());
        words.put("results", resultsName);
        Files.createDirectories(docs);
        Files.write(docs.resolve(PAGE), PageTemplate.named(PAGE).fill(blocks, words));
        Files.write(
                docs.resolve(ERRORS), new ConcatenationFigure(tables).errors().svg());
    }
}
