package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.SubspaceChange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveStateTest {

    @Test
    void measuresRatesBetweenSnapshots() {
        LiveState state = new LiveState(name -> true);
        scoreRows(state, 0, 100);
        assertThat(onlyMatrix(state, 10).rowsPerSecond()).isEqualTo(10);

        scoreRows(state, 100, 104);
        LiveSnapshot.MatrixState second = onlyMatrix(state, 12);
        assertThat(second.rowsPerSecond()).isEqualTo(2);
        assertThat(second.rows()).isEqualTo(104);
    }

    @Test
    void countsTheRowsOfTheSpectrumWhenTheViewBeganLater() {
        LiveState state = new LiveState(name -> true);
        state.score(Records.score("m", 499, false));
        state.spectrum(Records.spectrum("m", 500, 0.5));

        LiveSnapshot.MatrixState matrix = onlyMatrix(state, 1);
        assertThat(matrix.rows()).isEqualTo(500);
        assertThat(matrix.shrinkageShare()).contains(0.1);
        assertThat(matrix.certifiedSinSquared()).isEmpty();
    }

    @Test
    void keepsTheLatestAnomaliesNewestFirst() {
        LiveState state = new LiveState(name -> true);
        for (int index = 0; index < 20; index++) {
            state.score(Records.score("m", index, true));
        }

        LiveSnapshot snapshot = state.snapshot(Duration.ofSeconds(1));
        assertThat(snapshot.latestAnomalies())
                .extracting(AnomalyScore::index)
                .containsExactly(19L, 18L, 17L, 16L, 15L, 14L, 13L, 12L);
        assertThat(snapshot.matrices().get(0).flagged()).isEqualTo(20);
    }

    @Test
    void keepsTheLatestChangesNewestFirst() {
        LiveState state = new LiveState(name -> true);
        for (int index = 0; index < 5; index++) {
            state.change(Records.change("m", index));
        }
        assertThat(state.snapshot(Duration.ofSeconds(1)).latestChanges())
                .extracting(SubspaceChange::index)
                .containsExactly(4L, 3L, 2L);
    }

    @Test
    void ignoresOtherMatrices() {
        LiveState state = new LiveState("watched"::equals);
        state.score(Records.score("other", 0, true));
        state.change(Records.change("other", 0));
        state.eigenvector(Records.eigenvector("other", 1, 0.1));
        state.deadLetter(new DeadLetter("bad", "rows", 0, 0L, "other", ""));
        state.deadLetter(new DeadLetter("bad", "rows", 0, 1L, null, ""));
        state.deadLetter(new DeadLetter("bad", "rows", 0, 2L, "watched", ""));

        LiveSnapshot snapshot = state.snapshot(Duration.ofSeconds(1));
        assertThat(snapshot.matrices()).isEmpty();
        assertThat(snapshot.latestAnomalies()).isEmpty();
        assertThat(snapshot.latestChanges()).isEmpty();
        assertThat(snapshot.rejected()).isEqualTo(1);
    }

    private static void scoreRows(LiveState state, int from, int to) {
        for (int index = from; index < to; index++) {
            state.score(Records.score("m", index, false));
        }
    }

    private static LiveSnapshot.MatrixState onlyMatrix(LiveState state, int elapsedSeconds) {
        return state.snapshot(Duration.ofSeconds(elapsedSeconds)).matrices().get(0);
    }
}
