package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final RunSummary SUMMARY = summary(0, 0);
    private static final Path OUT = Path.of("out");

    private static RunSummary summary(long groups, long groupsAnomalous) {
        return new RunSummary(
                "m",
                List.of("a.csv"),
                "as-is",
                1,
                false,
                false,
                1001,
                1000,
                1,
                25,
                groups,
                groupsAnomalous,
                0.25,
                4004,
                Map.of(),
                Map.of());
    }

    @Test
    void countsTheGroupsWhenThereAreAny() {
        assertThat(RunReport.text(
                        summary(1234, 5), Records.spectrum("m", 1000, 0), Records.eigenvector("m", 1000, null), OUT))
                .contains("\n  groups                   1,234, 5 of them with anomalous rows\n  results");
    }

    @Test
    void showsBoundsWhenTheSketchHasShrunk() {
        assertThat(RunReport.text(SUMMARY, Records.spectrum("m", 1000, 0.5), Records.eigenvector("m", 1000, 0.2), OUT))
                .isEqualTo("""
                        m: 1,001 rows of 2 columns in 0.3 s, 4,004 rows/s; 1 rejected
                          leading singular values  2.0000–2.5000  1.0000–1.5000  (certified bounds)
                          leading eigenvector      certified within 26.57° of the true one (random-order-power)
                          anomalies flagged        25 of 1,000 rows (2.50%)
                          results                  out""");
    }

    @Test
    void saysWhenTheSketchIsExactAndWhenNoAngleIsCertified() {
        assertThat(RunReport.text(SUMMARY, Records.spectrum("m", 1000, 0), Records.eigenvector("m", 1000, null), OUT))
                .contains("  leading singular values  2.0000  1.0000  (exact)\n")
                .contains("  leading eigenvector      no angle certified (random-order-power)\n");
    }
}
