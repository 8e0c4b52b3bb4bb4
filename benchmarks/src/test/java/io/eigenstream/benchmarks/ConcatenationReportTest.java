package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.benchmarks.ConcatenationPoint.Bound;
import io.eigenstream.benchmarks.ConcatenationPoint.Certified;
import io.eigenstream.benchmarks.ConcatenationPoint.Data;
import io.eigenstream.benchmarks.ConcatenationPoint.Members;
import io.eigenstream.benchmarks.ConcatenationPoint.Outcome;
import io.eigenstream.benchmarks.ConcatenationPoint.Setting;
import io.eigenstream.sketches.concatenated.CandidateOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcatenationReportTest {

    private static final String FIGURE = "concatenation-error.svg";

    @TempDir
    private Path folder;

    @Test
    void isWhatTheCommittedResultsSay() throws IOException {
        CommittedPage.assertIsWhatItsResultsSay(new ConcatenationStudy(folder), List.of(FIGURE), folder);
    }

    @Test
    void saysWhereItsNumbersAreFrom() throws IOException {
        assertThat(write(sample(0)))
                .contains("Commit abc, 2026-01-02, JVM 17.")
                .contains("[concatenation-x.csv](../benchmarks/results/concatenation-x.csv)")
                .doesNotContain("{{");
        assertThat(folder.resolve(FIGURE)).isNotEmptyFile();
    }

    @Test
    void countsBrokenPromises() throws IOException {
        assertThat(write(sample(0)))
                .contains("- 0 of 36 clusters of two or more blocks have a true error above ε.")
                .contains("- 0 of 60 published bases have")
                .contains("by k-means, 12 of 24 have a true error above ε; by lot, 36 of 48.");
        assertThat(write(sample(1)))
                .contains("- 12 of 36 clusters of two or more blocks have a true error above ε.")
                .contains("- 12 of 60 published bases have");
    }

    @Test
    void showsTheRecommendedClusteringBesideOthers() throws IOException {
        assertThat(write(sample(0)))
                .contains("| rows | 30 | 20 | 784 | 10 |")
                .contains("| rows | 0.1 | 5 | 2.50× | 0.0625 ≤ 0.0700 ≤ 0.0800 | 3.00× | 50 % (1 of 2) | 0.2500 |"
                        + " 2.00× | 75 % (3 of 4) | 0.5000 |")
                .contains("| rows | 0.1 | 2.50× | 2.50× | 2.50× | 2.50× | 2.50× | 2.50× |")
                .contains("| rows | 0.1 | 2.50× | 2.50× | 5 | 0.0625 ≤ 0.0700 ≤ 0.0800 |");
    }

    @Test
    void readsWhatItWrote() {
        List<ConcatenationPoint> points = sample(0);

        assertThat(ConcatenationTable.of(StampedCsv.of(new ConcatenationTable(points).csv()))
                        .points())
                .isEqualTo(points);
    }

    private String write(List<ConcatenationPoint> points) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# commit: abc", "# date: 2026-01-02", "# jvm: JVM 17"));
        lines.addAll(new ConcatenationTable(points).csv());
        new ConcatenationReport("concatenation-x.csv", StampedCsv.of(lines)).writeTo(folder);
        return Files.readString(folder.resolve(ConcatenationReport.PAGE));
    }

    /** One set of blocks at one tolerance in every way, each with so many broken promises of either kind. */
    private static List<ConcatenationPoint> sample(int broken) {
        List<ConcatenationPoint> points = new ArrayList<>();
        for (Members members : Members.values()) {
            for (Bound bound : Bound.values()) {
                for (CandidateOrder order : CandidateOrder.values()) {
                    points.add(new ConcatenationPoint(
                            new Setting(new Data("rows", 30, 20, 784, 10), 0.1, bound, order, members),
                            new Certified(0.08, 0.07, broken),
                            new Outcome(5, 3, broken, 0.0625, 2.5),
                            new Outcome(5, 2, 1, 0.25, 3),
                            new Outcome(5, 4, 3, 0.5, 2)));
                }
            }
        }
        return points;
    }
}
