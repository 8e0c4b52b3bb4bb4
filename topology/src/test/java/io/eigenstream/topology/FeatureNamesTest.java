package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureNamesTest {

    private static final Map<String, String> ALL_COLUMNS = Map.of(Settings.CONTRIBUTIONS, "3");
    private static final List<String> NAMES = List.of("load", "latency", "errors");

    private static MatrixRow row(int i) {
        return MatrixRow.of(EigenstreamTopologyTest.rows(20, 3, 1)[i]);
    }

    /** Two blocks, the first row with names. */
    private static Pipeline named() {
        Pipeline pipeline = new Pipeline(ALL_COLUMNS);
        pipeline.send("m", row(0).withFeatures(NAMES));
        for (int i = 1; i < 16; i++) {
            pipeline.send("m", row(i));
        }
        return pipeline;
    }

    /** Of the columns in their order, by the next score. */
    private static List<String> names(Pipeline pipeline, MatrixRow row) {
        pipeline.scores();
        pipeline.send("m", row);
        return pipeline.scores().get(0).contributions().stream()
                .sorted((a, b) -> Integer.compare(a.feature(), b.feature()))
                .map(AnomalyScore.Contribution::name)
                .toList();
    }

    @Test
    void holdUntilThereAreOthers() {
        try (Pipeline pipeline = named()) {
            assertThat(names(pipeline, row(16))).isEqualTo(NAMES);
            List<String> others = List.of("a", "", "größe");
            assertThat(names(pipeline, row(17).withFeatures(others))).isEqualTo(others);
            assertThat(names(pipeline, row(18))).isEqualTo(others);
        }
    }

    @Test
    void areNotThereUnlessTheyAreGiven() {
        try (Pipeline pipeline = new Pipeline(ALL_COLUMNS)) {
            for (int i = 0; i < 16; i++) {
                pipeline.send("m", row(i));
            }
            assertThat(names(pipeline, row(16))).containsExactly(null, null, null);
        }
    }

    @Test
    void surviveARestart() {
        try (Pipeline pipeline = named().restarted()) {
            assertThat(names(pipeline, row(16))).isEqualTo(NAMES);
        }
    }

    @Test
    void areForgottenWithTheMatrix() {
        try (Pipeline pipeline = named()) {
            pipeline.sendRaw("m", null);
            for (int i = 0; i < 16; i++) {
                pipeline.send("m", row(i));
            }
            assertThat(names(pipeline, row(16))).containsExactly(null, null, null);
        }
    }

    @Test
    void comeInJsonToo() {
        try (Pipeline pipeline = named()) {
            String json = "{\"values\": [1, 2, 3], \"features\": [\"x\", \"y\", \"z\"]}";
            pipeline.scores();
            pipeline.sendRaw("m", json.getBytes(StandardCharsets.UTF_8));
            assertThat(pipeline.scores().get(0).contributions())
                    .extracting(AnomalyScore.Contribution::name)
                    .containsExactlyInAnyOrder("x", "y", "z");
        }
    }

    @Test
    void ofAnotherNumberThanTheValuesOrTooLongAreADeadLetterAndChangeNothing() {
        try (Pipeline pipeline = named()) {
            pipeline.send("m", row(16).withFeatures(List.of("a", "b")));
            pipeline.send("m", row(16).withFeatures(List.of("a", "b", "c".repeat(257))));
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("2 names of columns, expected 3"),
                            reason -> assertThat(reason).contains("257 characters, expected at most 256"));
            assertThat(names(pipeline, row(17))).isEqualTo(NAMES);
        }
    }

    @Test
    void areToldOfTheColumnsOfANewRegime() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.RELEARN_AFTER_ROWS, "16", Settings.CONTRIBUTIONS, "1"))) {
            double[][] rows = EigenstreamTopologyTest.rows(200, 3, 2);
            pipeline.send("m", MatrixRow.of(rows[0]).withFeatures(NAMES));
            for (int i = 1; i < 160; i++) {
                pipeline.send("m", rows[i]);
            }
            for (int i = 160; i < 200; i++) {
                rows[i][2] += 1e4;
                pipeline.send("m", rows[i]);
            }
            assertThat(pipeline.changes())
                    .singleElement()
                    .satisfies(
                            change -> assertThat(change.columns().get(0).name()).isEqualTo("errors"));
        }
    }
}
