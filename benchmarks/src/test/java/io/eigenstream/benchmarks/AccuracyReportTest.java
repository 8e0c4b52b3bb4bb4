package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.benchmarks.AccuracyPoint.Certainty;
import io.eigenstream.benchmarks.AccuracyPoint.Projection;
import io.eigenstream.benchmarks.AccuracyPoint.Setting;
import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyReportTest {

    @TempDir
    private Path folder;

    @Test
    void isWhatTheCommittedResultsSay() throws IOException {
        CommittedPage.assertIsWhatItsResultsSay(
                new AccuracyStudy(folder), List.of("accuracy-error.svg", "accuracy-angle.svg"), folder);
    }

    @Test
    void saysWhereItsNumbersAreFrom() throws IOException {
        String page = write(sample());

        assertThat(page)
                .contains("Commit abc, 2026-01-02, JVM 17.")
                .contains("[accuracy-x.csv](../benchmarks/results/accuracy-x.csv)")
                .contains("medians over 2 seeds for the shorter streams and 0 for the longer")
                .doesNotContain("{{");
        assertThat(folder.resolve("accuracy-error.svg")).isNotEmptyFile();
        assertThat(folder.resolve("accuracy-angle.svg")).isNotEmptyFile();
    }

    @Test
    void countsNoBrokenCertificateWhereThereIsNone() throws IOException {
        assertThat(write(sample()))
                .contains("- Singular values outside their certified bounds: 0 of 23,520.")
                .contains("- Spectral errors above their certificate: 0 of 30;")
                .contains("certificates above the bound of the theorem: 0.")
                .contains("- Certified angles of the leading eigenvector that are smaller than the true one: 0 of 30");
    }

    @Test
    void countsEveryBrokenCertificate() throws IOException {
        List<AccuracyPoint> points = sample();
        AccuracyPoint good = points.get(0);
        points.set(
                0,
                new AccuracyPoint(
                        good.setting(),
                        good.gap(),
                        new SpectralError(0.5, 0.4, 0.3, 1e-12),
                        good.projection(),
                        new Angle(
                                "any-order",
                                1e-3,
                                1e-20,
                                1e-3,
                                OptionalDouble.empty(),
                                OptionalDouble.of(1e-4),
                                Certainty.SURE),
                        good.inside() - 3));

        assertThat(write(points))
                .contains("- Singular values outside their certified bounds: 3 of 23,520.")
                .contains("- Spectral errors above their certificate: 1 of 30;")
                .contains("certificates above the bound of the theorem: 1.")
                .contains("- Certified angles of the leading eigenvector that are smaller than the true one: 1 of 30");
    }

    @Test
    void showsErrorCertificateAndFactorOfEveryMatrix() throws IOException {
        assertThat(write(sample()))
                .contains("| mnist_t10k | 8 | 5.0e-1 | 2.5e-1 ≤ 3.8e-1 | 2.5e-1 ≤ 3.8e-1 |")
                .contains("| mnist_t10k | 8 | 10,000 | 1.00 | 1.00 | 1.00 | 1.00 |")
                .contains("| mnist_t10k | 8 | 784 | 6.25 %, 12.50 % |")
                .contains("| mnist_t10k | 8 | 8.8 | 1.0e-6 ≤ 1.0e-5 (10×) |");
    }

    @Test
    void showsTheStreamsByLengthPolicyAndGap() throws IOException {
        assertThat(write(sample()).lines().filter(line -> line.startsWith("| 40,000")))
                .containsExactly(line("Frequent Directions", "3"), line("α = 0.2", "3"), line("truncation", "3"));
    }

    private static String line(String policy, String gap) {
        return "| 40,000 | " + policy + " | " + gap + " | incremental-svd | 1.0e-6 | 1.0e-5 (1 of 2) | 10× | 10× to 10×"
                + " | 1 none, 1 sure | 2.0e-6 | 4.0e-6 | 2.0× |";
    }

    private String write(List<AccuracyPoint> points) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# commit: abc", "# date: 2026-01-02", "# jvm: JVM 17"));
        lines.addAll(new AccuracyTable(points).csv());
        new AccuracyReport("accuracy-x.csv", StampedCsv.of(lines)).writeTo(folder);
        return Files.readString(folder.resolve(AccuracyReport.PAGE));
    }

    /** Three matrices in both orders by every policy, and a stream of two seeds, one of them without certificates. */
    private static List<AccuracyPoint> sample() {
        List<AccuracyPoint> points = new ArrayList<>();
        for (DataSet set : List.of(DataSet.MNIST_T10K, DataSet.WORD2VEC_1000, DataSet.MACHINE_1_6)) {
            for (RowOrder order : RowOrder.values()) {
                for (ShrinkPolicy policy : ShrinkPolicy.values()) {
                    points.add(point(new Setting(set.toString(), order, 1, 10_000, 784, 8, policy), true));
                }
            }
        }
        for (ShrinkPolicy policy : AccuracySweep.DIFFERENT_VECTORS) {
            points.add(point(new Setting("spiked-3", RowOrder.AS_IS, 1, 40_000, 784, 32, policy), true));
            points.add(point(new Setting("spiked-3", RowOrder.AS_IS, 2, 40_000, 784, 32, policy), false));
        }
        return points;
    }

    private static AccuracyPoint point(Setting setting, boolean certified) {
        return new AccuracyPoint(
                setting,
                8.75,
                new SpectralError(0.25, 0.375, 0.5, 1e-12),
                new Projection(OptionalDouble.of(1.0625), OptionalDouble.of(1.125)),
                new Angle(
                        "incremental-svd",
                        1e-6,
                        1e-20,
                        2e-6,
                        OptionalDouble.of(4e-6),
                        certified ? OptionalDouble.of(1e-5) : OptionalDouble.empty(),
                        certified ? Certainty.SURE : Certainty.NONE),
                setting.dimension());
    }
}
