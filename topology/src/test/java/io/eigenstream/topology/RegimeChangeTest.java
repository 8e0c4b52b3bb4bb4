package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.SubspaceChange;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegimeChangeTest {

    private static final Map<String, String> SETTINGS =
            Map.of(Settings.RELEARN_AFTER_ROWS, "32", Settings.CONTRIBUTIONS, "2");

    private static double[] row(int column, Random random) {
        double[] row = new double[6];
        double cause = random.nextGaussian();
        for (int j = 0; j < row.length; j++) {
            row[j] = 0.01 * random.nextGaussian() + (j == column || j == column + 1 ? cause : 0);
        }
        return row;
    }

    private static Pipeline send(Pipeline pipeline, int from, int to, int column, Random random) {
        for (int i = from; i < to; i++) {
            pipeline.send("m", MatrixRow.at(i, row(column, random)));
        }
        return pipeline;
    }

    @Test
    void isToldOnceWithTheColumnsThatTurned() {
        Random random = new Random(1);
        try (Pipeline pipeline = new Pipeline(SETTINGS)) {
            send(pipeline, 0, 160, 0, random);
            assertThat(pipeline.changes()).isEmpty();
            send(pipeline, 160, 240, 4, random);
            assertThat(pipeline.changes()).singleElement().satisfies(change -> {
                assertThat(change.matrix()).isEqualTo("m");
                assertThat(change.partition()).isZero();
                assertThat(change.index()).isEqualTo(191);
                assertThat(change.rows()).isEqualTo(192);
                assertThat(change.regimeRows()).isEqualTo(32);
                assertThat(change.rotation()).isCloseTo(1, within(0.01));
                assertThat(change.columns()).hasSize(2);
                SubspaceChange.Part first = change.columns().get(0);
                SubspaceChange.Part second = change.columns().get(1);
                assertThat(first.rotationShare() + first.shiftShare())
                        .isGreaterThanOrEqualTo(second.rotationShare() + second.shiftShare());
                assertThat(first.feature()).isIn(0, 1, 4, 5);
            });
            pipeline.scores();
            send(pipeline, 240, 300, 4, random);
            assertThat(pipeline.scores()).allMatch(score -> score.combined() < 1000);
        }
    }

    @Test
    void aQuarantineGoesOnAfterARestart() {
        Random random = new Random(2);
        Pipeline before = send(send(new Pipeline(SETTINGS), 0, 160, 0, random), 160, 181, 4, random);
        assertThat(before.changes()).isEmpty();
        try (Pipeline after = before.restarted()) {
            send(after, 181, 192, 4, random);
            assertThat(after.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.index()).isEqualTo(191));
        }
    }
}
