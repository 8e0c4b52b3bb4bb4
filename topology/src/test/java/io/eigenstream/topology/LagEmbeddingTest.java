package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.AnomalyScore.Contribution;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.CorruptStateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class LagEmbeddingTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int ROWS = 100;

    /** Lags, and pairs of other settings and their values. */
    static Map<String, String> settings(String lags, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(Settings.LAGS, lags));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static void send(Pipeline pipeline, double... series) {
        for (double value : series) {
            pipeline.send("m", value);
        }
    }

    private static List<String> kept(Pipeline pipeline) {
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<String, double[]> all = pipeline.lagsStore().all()) {
            all.forEachRemaining(entry -> names.add(entry.key));
        }
        return names;
    }

    @Test
    void theLatestRowsAreKeptOfMatricesWithLagsAloneNewestFirst() {
        try (Pipeline pipeline = new Pipeline(settings("m=3"))) {
            send(pipeline, 1, 2);
            assertThat(pipeline.lagsStore().get("m")).containsExactly(2, 1, 1);
            send(pipeline, 3, 4);
            assertThat(pipeline.lagsStore().get("m")).containsExactly(4, 3, 2);
            pipeline.send("other", 1, 2);
            assertThat(kept(pipeline)).containsExactly("m");
        }
    }

    @Test
    void theLatestRowsAreForgottenWithTheirMatrix() {
        try (Pipeline pipeline = new Pipeline(settings("*=2"))) {
            send(pipeline, 1, 2);
            pipeline.send("other", 1);
            pipeline.sendRaw("m", null);
            assertThat(kept(pipeline)).containsExactly("other");
            send(pipeline, 3);
            assertThat(pipeline.lagsStore().get("m")).containsExactly(3, 3);
        }
    }

    @Test
    void theLatestRowsOfAnIdleOrResetMatrixAreForgottenToo() {
        Map<String, String> settings =
                settings("*=2", Settings.MATRIX_IDLE_MS, "80000", Settings.DIMENSION_CHANGE, "reset");
        try (Pipeline pipeline = new Pipeline(settings, NOON.plus(Duration.ofDays(1)))) {
            pipeline.send("idle", NOON, 1);
            pipeline.send("m", NOON, 1);
            pipeline.send("m", NOON.plusSeconds(95), 2, 3);
            assertThat(kept(pipeline)).containsExactly("m");
            assertThat(pipeline.lagsStore().get("m")).containsExactly(2, 3, 2, 3);
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void aDeadLetterSpeaksOfTheRowAndNotOfThoseBehindIt() {
        try (Pipeline pipeline = new Pipeline(settings("m=4"))) {
            pipeline.send("m", 1, 2, 3);
            pipeline.send("m", 1, 2);
            pipeline.send("m", 1, 2, 1e300);
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .containsExactly(
                            "the row has 2 values, expected 3",
                            "values[2] is 1.0E300, expected magnitude at most 1.0E60");
        }
    }

    @Test
    void aMatrixOfTooManyColumnsDoesNotBegin() {
        try (Pipeline pipeline = new Pipeline(settings("m=1000"))) {
            pipeline.send("m", new double[1048]);
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .containsExactly("the row has 1048 values, 1049048 with 1000 lags, expected at most 1048576");
            assertThat(pipeline.known()).isEmpty();
            assertThat(kept(pipeline)).isEmpty();
        }
    }

    @Test
    void aMatrixOfRowsTooLargeForTheirChangelogDoesNotBegin() {
        String smallest = Integer.toString(1 << 20);
        try (Pipeline pipeline = new Pipeline(settings("m=1000", Settings.TOPIC_MAX_MESSAGE_BYTES, smallest))) {
            pipeline.send("m", new double[130]);
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .containsExactly("the row has 130 values, 130130 with 1000 lags, expected at most 130048");
        }
    }

    @Test
    void aMatrixKeepsTheLagsThatItBeganWith() {
        Pipeline before = new Pipeline(settings("m=2"));
        send(before, 1, 2, 3);
        before.send("plain", 1);
        try (Pipeline after = before.restarted(settings("*=4"))) {
            send(after, 4);
            after.send("plain", 2);
            after.send("new", 5);
            assertThat(after.lagsStore().get("m")).containsExactly(4, 3);
            assertThat(kept(after)).containsExactly("m", "new");
            after.sendRaw("m", null);
            send(after, 6);
            assertThat(after.lagsStore().get("m")).containsExactly(6, 6, 6, 6);
            assertThat(after.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRowWithoutAnyValueOfItsOwnIsJudgedByThoseBehindItAndKeepsItsPlace() {
        try (Pipeline pipeline = new Pipeline(settings("m=2", Settings.MISSING_VALUES, "impute"))) {
            send(pipeline, Double.NaN, 1, Double.NaN, 3);
            assertThat(pipeline.deadLetters()).hasSize(1);
            assertThat(pipeline.lagsStore().get("m")).containsExactly(3, Double.NaN);
            assertThat(pipeline.scores()).extracting(AnomalyScore::missing).containsExactly(0, 1, 1);
            send(pipeline, Double.NaN, Double.NaN, Double.NaN, 4);
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .containsExactly("all 3 values are missing, expected one at least");
            assertThat(pipeline.lagsStore().get("m")).containsExactly(4, Double.NaN);
        }
    }

    @Test
    void partsAreOfAColumnAndALagAndAddUp() {
        double[][] rows = EigenstreamTopologyTest.rows(ROWS, 2, 9);
        try (Pipeline pipeline = new Pipeline(settings("m=3", Settings.CONTRIBUTIONS, "8"))) {
            pipeline.send("m", MatrixRow.of(rows[0]).withFeatures(List.of("load", "latency")));
            for (int i = 1; i < ROWS; i++) {
                rows[i][0] += i == ROWS - 3 ? 1000 : 0;
                pipeline.send("m", rows[i]);
            }
            List<AnomalyScore> scores = pipeline.scores();
            AnomalyScore score = scores.get(ROWS - 1);
            assertThat(score.contributions().get(0))
                    .satisfies(first -> assertThat(first.feature()).isZero())
                    .satisfies(first -> assertThat(first.lag()).isEqualTo(2))
                    .satisfies(first -> assertThat(first.name()).isEqualTo("load"));
            assertThat(score.contributions())
                    .extracting(part -> part.feature() + 2 * part.lag())
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
            double squaredDistance = 0;
            for (Contribution part : score.contributions()) {
                squaredDistance += Math.pow(rows[ROWS - 1 - part.lag()][part.feature()] - part.expected(), 2);
            }
            double rounding = 1e-12 * score.combined();
            assertThat(squaredDistance).isCloseTo(score.q(), within(rounding));
            assertThat(sum(score, Contribution::q)).isCloseTo(score.q(), within(rounding));
            assertThat(sum(score, Contribution::t2)).isCloseTo(score.t2(), within(rounding));
            assertThat(sum(score, Contribution::share)).isCloseTo(1, within(1e-12));
        }
    }

    private static double sum(AnomalyScore score, ToDoubleFunction<Contribution> part) {
        return score.contributions().stream().mapToDouble(part).sum();
    }

    @Test
    void stateThatDoesNotFitTheSketchIsFound() {
        for (double[] wrong : new double[][] {{1, 2}, {1, 2, 3}, {1, 2, 3, 4}}) {
            try (Pipeline pipeline = new Pipeline(settings("m=2", Settings.SKETCH_HEAP_BYTES, "0"))) {
                pipeline.send("m", 1);
                pipeline.lagsStore().put("m", wrong);
                pipeline.send("other", 1);
                if (wrong.length == 2) {
                    pipeline.send("m", 1);
                } else {
                    assertThatThrownBy(() -> pipeline.send("m", 1)).hasRootCauseInstanceOf(CorruptStateException.class);
                }
            }
        }
    }

    /** Of another frequency between the two rows, where its values are distributed as they are elsewhere. */
    private static double[] sine(int rows, int from, int to) {
        Random random = new Random(1);
        double[] series = new double[rows];
        double phase = 0;
        for (int t = 0; t < rows; t++) {
            phase += 2 * Math.PI / (t >= from && t < to ? 12 : 20);
            series[t] = Math.sin(phase) + 0.02 * random.nextGaussian();
        }
        return series;
    }

    @Test
    void aSeriesWhoseFrequencyChangesIsFoundByItsLagsAlone() {
        int from = 1500;
        int to = 1560;
        int k = 10;
        try (Pipeline with = new Pipeline(settings("m=" + k));
                Pipeline without = new Pipeline(Map.of())) {
            double[] series = sine(to, from, to);
            send(with, series);
            send(without, series);
            List<AnomalyScore> found = with.scores();
            assertThat(found.subList(from, from + k)).anyMatch(AnomalyScore::anomalous);
            assertThat(distances(found, from + k, to).min().orElseThrow())
                    .isGreaterThan(10 * distances(found, 100, from).max().orElseThrow());
            List<AnomalyScore> missed = without.scores();
            assertThat(missed.subList(from, to)).noneMatch(AnomalyScore::anomalous);
            assertThat(distances(missed, from, to).max().orElseThrow())
                    .isLessThan(distances(missed, 100, from).max().orElseThrow());
        }
    }

    private static DoubleStream distances(List<AnomalyScore> scores, int from, int to) {
        return scores.subList(from, to).stream().mapToDouble(AnomalyScore::combined);
    }
}
