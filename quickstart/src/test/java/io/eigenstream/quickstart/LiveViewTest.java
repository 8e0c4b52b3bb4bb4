package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final LiveSnapshot.MatrixState NEW = new LiveSnapshot.MatrixState(
            "new", 12, 3.4, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    private static final LiveSnapshot.MatrixState KNOWN = new LiveSnapshot.MatrixState(
            "a-matrix-with-a-long-name",
            1_234_567,
            998,
            List.of(387.0374, 86.495123, 69.027254, 48.7),
            Optional.of(0.0),
            Optional.of(0.0),
            Optional.of(13),
            5);

    @Test
    void saysThatItWaitsWhenNothingHasCome() {
        assertThat(LiveView.render("demo", snapshot(0, List.of(), List.of()))).isEqualTo("""
                        demo · 1:02:03 · 0 rows/s

                        matrix                  rows   rows/s  leading singular values   angle ≤  Δ share  rank flagged
                        waiting for the first rows …
                        """);
    }

    @Test
    void showsALineForEachMatrixWithDashesForWhatIsNotKnown() {
        assertThat(LiveView.render("demo", snapshot(2, List.of(KNOWN, NEW), List.of())))
                .isEqualTo("""
                        demo · 1:02:03 · 1,001 rows/s · 2 rejected

                        matrix                  rows   rows/s  leading singular values   angle ≤  Δ share  rank flagged
                        a-matrix-with-a…   1,234,567      998  387.04  86.495  69.027      0.00°    exact    13       5
                        new                       12        3  –                               –        –     –       0
                        """);
    }

    @Test
    void endsWithTheLatestAnomaliesTheirColumnsAndTheirLabel() {
        AnomalyScore anomaly = new AnomalyScore(
                "m",
                12_001L,
                9.0,
                1.0,
                90.0,
                1e-12,
                0.97,
                true,
                false,
                List.of(
                        new AnomalyScore.Contribution(7, 3, 0.61, 5.5, 0.6, 1.5, "load"),
                        new AnomalyScore.Contribution(0, 0, 0.2, 1.8, 0.2, 0.5, null)),
                12_000,
                "anomaly",
                null,
                0);

        assertThat(LiveView.render("demo", snapshot(0, List.of(NEW), List.of(anomaly))))
                .endsWith("""

                        latest anomalies
                        m                row 12,001     grade 0.97  load lag 3 61%, column 0 20%  anomaly
                        """);
    }

    @Test
    void tellsOfNewRegimesAndWhatChanged() {
        LiveSnapshot snapshot = new LiveSnapshot(
                Duration.ofSeconds(1), List.of(NEW), 0, List.of(), List.of(Records.change("m", 2_047)));
        assertThat(LiveView.render("demo", snapshot)).endsWith("""

                        new regimes
                        m                row 2,047      turned by 30.01°  flow 70%, column 2 20%
                        """);
    }

    private static LiveSnapshot snapshot(
            long rejected, List<LiveSnapshot.MatrixState> matrices, List<AnomalyScore> anomalies) {
        Duration elapsed = Duration.ofHours(1).plusMinutes(2).plusSeconds(3);
        return new LiveSnapshot(elapsed, matrices, rejected, anomalies, List.of());
    }
}
