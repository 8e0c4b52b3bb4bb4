package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyStudyTest {

    /** Four methods that flag at two rates, three that do not. */
    private static final int SMOKE_POINTS = 11;

    @TempDir
    private Path directory;

    @Test
    void judgesGeneratedRowsByEveryMethodAndWritesNothing() {
        CommandRun run = CommandRun.of(new AnomalyStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("smoke,flip,600,600,8,")))
                .hasSize(SMOKE_POINTS);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aTurnedCorrelationIsRankedFirstFlaggedAndExplained() {
        List<AnomalyPoint> points = new AnomalySweep(line -> {}).smoke();

        AnomalyPoint frozen = points.get(1);
        assertThat(frozen.method()).isEqualTo(AnomalyMethod.FROZEN);
        assertThat(frozen.falseAlarmRate()).isEqualTo(0.001);
        assertThat(frozen.ranking().auroc()).isGreaterThan(0.98);
        assertThat(frozen.alarms().orElseThrow().falseAlarmRate()).isLessThan(0.01);
        assertThat(frozen.explanations().orElseThrow().hitRate100()).isEqualTo(1);
    }

    @Test
    void theDetectorSeesATurnedCorrelationThatTheColumnsDoNotShow() throws IOException {
        CorrelationFlip flip = CorrelationFlip.generated();

        assertThat(Ranking.of(flip.distances(), flip.flipped()).auroc()).isGreaterThan(0.95);
        assertThat(Ranking.of(flip.zScores(), flip.flipped()).auroc()).isBetween(0.4, 0.6);
    }

    @Test
    void contaminatesTheRowsToLearnFromAndNoOthers() {
        double[][] train = new double[95][1];
        double[][] test = new double[40][];
        boolean[] labels = new boolean[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = i % 2 == 0;
            test[i] = new double[] {labels[i] ? 1 : 0};
        }
        LabelledSet set = new LabelledSet("family", "name", train, test, labels, Map.of(), 0);

        LabelledSet contaminated = set.contaminated(0.05, 3);
        assertThat(contaminated.test()).isSameAs(test);
        assertThat(contaminated.train()).hasDimensions(100, 1);
        assertThat(Arrays.stream(contaminated.train())
                        .mapToDouble(row -> row[0])
                        .sum())
                .isEqualTo(5);
        assertThat(set.contaminated(0.5, 3).train())
                .as("half of the anomalous rows")
                .hasDimensions(105, 1);
    }

    @Test
    void readsWhatItWrote() {
        List<AnomalyPoint> points = AnomalyTable.of(
                        StampedCsv.of(new AnomalyTable(new AnomalySweep(line -> {}).smoke()).csv()))
                .points();

        assertThat(points).hasSize(SMOKE_POINTS);
        assertThat(AnomalyTable.of(StampedCsv.of(new AnomalyTable(points).csv()))
                        .points())
                .isEqualTo(points);
    }

    @Test
    void thePageSaysWhereItsNumbersAreFrom() throws IOException {
        List<String> lines = new ArrayList<>(List.of("# commit: abc", "# date: 2026-01-02", "# jvm: JVM 17"));
        lines.addAll(new AnomalyTable(new AnomalySweep(line -> {}).smoke()).csv());
        new AnomalyReport("anomalies-x.csv", StampedCsv.of(lines)).writeTo(directory);

        assertThat(Files.readString(directory.resolve(AnomalyReport.PAGE)))
                .contains("Commit abc, 2026-01-02, JVM 17.")
                .contains("[anomalies-x.csv](../benchmarks/results/anomalies-x.csv)")
                .contains("| smoke | flip | 600 | 600 | 8 | 5.0 % |")
                .contains("| smoke | frozen | 1.0 % |")
                .doesNotContain("{{");
    }

    @Test
    void thePageIsWhatTheCommittedResultsSay() throws IOException {
        CommittedPage.assertIsWhatItsResultsSay(new AnomalyStudy(directory), List.of(AnomalyReport.FLIP), directory);
    }
}
