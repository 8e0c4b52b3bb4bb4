package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The page of what the study of anomalies found: every number is from the results. */
final class AnomalyReport {

    static final String PAGE = "ANOMALIES.md";
    static final String FLIP = "anomalies-flip.svg";

    private final String resultsName;
    private final StampedCsv results;

    /** @param resultsName the file's name in benchmarks/results */
    AnomalyReport(String resultsName, StampedCsv results) {
        this.resultsName = resultsName;
        this.results = results;
    }

    /** Writes the page and its figure, over those that are there. */
    void writeTo(Path docs) throws IOException {
        AnomalyTables tables = new AnomalyTables(AnomalyTable.of(results).points());
        Map<String, String> words = new HashMap<>(results.stamp());
        words.put("results", resultsName);
        Files.createDirectories(docs);
        Files.write(
                docs.resolve(PAGE),
                PageTemplate.named(PAGE)
                        .fill(
                                Map.of(
                                        "data", tables.data(),
                                        "auroc", tables.areasOfFamilies(),
                                        "aupr", tables.precisionsOfFamilies(),
                                        "sets", tables.areasOfSets(),
                                        "alarms", tables.alarms(),
                                        "explanations", tables.explanations()),
                                words));
        Files.write(docs.resolve(FLIP), new CorrelationFlipFigure(CorrelationFlip.generated()).svg());
    }
}
