package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.SketchParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How matrices begin, change and end. */
class LifeCycleTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static void sendRows(Pipeline pipeline, String matrix, int n, int d) {
        Arrays.stream(EigenstreamTopologyTest.rows(n, d, n)).forEach(row -> pipeline.send(matrix, row));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "memory"})
    void aTombstoneForgetsTheMatrixEverywhereAndNoOther(String store) {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.STATE_STORE, store))) {
            for (String matrix : List.of("m", "mm", "n")) {
                sendRows(pipeline, matrix, 30, 12);
                pipeline.askForEstimates(matrix);
            }
            assertThat(pipeline.known()).containsExactly("m", "mm", "n");
            pipeline.spectra();
            pipeline.sendRaw("m", null);
            assertThat(pipeline.known()).containsExactly("mm", "n");
            assertThat(pipeline.spectra()).containsExactly((Spectrum) null);
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void aForgottenMatrixBeginsAnewWithItsNextRow() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            sendRows(pipeline, "m", 30, 12);
            pipeline.askForEstimates("m");
            pipeline.sendRaw("m", null);
            sendRows(pipeline, "m", 7, 5);
            pipeline.askForEstimates("m");
            Spectrum last = last(pipeline.spectra());
            assertThat(last.rows()).isEqualTo(7);
            assertThat(last.dimension()).isEqualTo(5);
            assertThat(last.sequence()).isEqualTo(1);
            assertThat(pipeline.scores()).hasSize(37);
        }
    }

    private static Spectrum last(List<Spectrum> published) {
        return published.get(published.size() - 1);
    }

    @Test
    void aForgottenMatrixStaysForgottenAfterARestart() {
        Pipeline pipeline = new Pipeline(Map.of());
        sendRows(pipeline, "m", 30, 12);
        sendRows(pipeline, "n", 3, 2);
        pipeline.askForEstimates("m");
        pipeline.sendRaw("m", null);
        try (Pipeline next = pipeline.restarted()) {
            assertThat(next.known()).containsExactly("n");
            next.askForEstimates("m");
            assertThat(next.spectra()).isEmpty();
        }
    }

    @Test
    void aTombstoneOfNothingHarmsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            sendRows(pipeline, "n", 3, 2);
            pipeline.sendRaw("m", null);
            assertThat(pipeline.known()).containsExactly("n");
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRowThatItsProducerCouldNotReadIsNoTombstone() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            sendRows(pipeline, "m", 3, 2);
            pipeline.sendWithHeader("m", null, HeaderNames.UNREADABLE, "no number");
            assertThat(pipeline.known()).containsExactly("m");
            assertThat(pipeline.deadLetters()).hasSize(1);
        }
    }

    @Test
    void whatWasForwardedOfAForgottenMatrixGetsTombstonesWholeOnesLast() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            sendRows(pipeline, "m", 30, 12);
            pipeline.askForEstimates("m");
            List<TestRecord<SlotKey, double[]>> sent = pipeline.partials();
            pipeline.sendRaw("m", null);
            List<TestRecord<SlotKey, double[]>> tombstones = pipeline.partials();
            assertThat(tombstones).extracting(TestRecord::value).allMatch(Objects::isNull);
            assertThat(tombstones)
                    .extracting(TestRecord::key)
                    .containsExactlyElementsOf(
                            sent.stream().map(TestRecord::key).toList());
        }
    }

    @Test
    void aRowOfAnotherDimensionIsADeadLetterUnlessResetIsAsked() {
        try (Pipeline rejecting = new Pipeline(Map.of());
                Pipeline resetting = new Pipeline(Map.of(Settings.DIMENSION_CHANGE, "reset"))) {
            for (Pipeline pipeline : List.of(rejecting, resetting)) {
                sendRows(pipeline, "m", 30, 12);
                sendRows(pipeline, "m", 9, 4);
                pipeline.askForEstimates("m");
            }
            assertThat(rejecting.deadLetters()).hasSize(9);
            assertThat(last(rejecting.spectra()).dimension()).isEqualTo(12);
            assertThat(resetting.deadLetters()).isEmpty();
            Spectrum reset = last(resetting.spectra());
            assertThat(reset.dimension()).isEqualTo(4);
            assertThat(reset.rows()).isEqualTo(9);
        }
    }

    @Test
    void aBadRowOfAnotherDimensionResetsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.DIMENSION_CHANGE, "reset"))) {
            sendRows(pipeline, "m", 5, 3);
            pipeline.send("m", 1, Double.NaN);
            pipeline.askForEstimates("m");
            assertThat(pipeline.deadLetters()).hasSize(1);
            assertThat(last(pipeline.spectra()).rows()).isEqualTo(5);
        }
    }

    @Test
    void aRowOfMoreValuesThanAMatrixMayHaveBeginsNone() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("m", new double[SketchParameters.LARGEST + 1]);
            assertThat(pipeline.deadLetters())
                    .extracting(Pipeline::reason)
                    .containsExactly("the row has 1048577 values, expected at most 1048576");
            assertThat(pipeline.known()).isEmpty();
        }
    }

    @Test
    void anIdleMatrixIsForgottenByTheTimeOfTheRecords() {
        try (Pipeline pipeline =
                new Pipeline(Map.of(Settings.MATRIX_IDLE_MS, "80000"), NOON.plus(Duration.ofDays(1)))) {
            pipeline.send("idle", NOON, 1, 2);
            pipeline.send("busy", NOON, 3, 4);
            pipeline.askForEstimates("idle", NOON);
            pipeline.send("busy", NOON.plusSeconds(60), 5, 6);
            assertThat(pipeline.known()).containsExactly("busy", "idle");
            pipeline.spectra();
            pipeline.send("busy", NOON.plusSeconds(95), 7, 8);
            assertThat(pipeline.known()).containsExactly("busy");
            assertThat(pipeline.spectra()).containsExactly((Spectrum) null);
        }
    }

    @Test
    void aTimestampFromTheFutureForgetsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.MATRIX_IDLE_MS, "80000"), NOON)) {
            pipeline.send("idle", NOON, 1, 2);
            pipeline.send("busy", NOON.plus(Duration.ofDays(1)), 3, 4);
            pipeline.send("busy", NOON.plus(Duration.ofDays(2)), 3, 4);
            assertThat(pipeline.known()).containsExactly("busy", "idle");
        }
    }
}
