package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class TornStateTest {

    private static final int ROWS = 60;

    private static Map<String, String> settings(boolean atLeastOnce, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(Settings.SKETCH_HEAP_BYTES, "0"));
        if (atLeastOnce) {
            settings.put(Settings.ACCEPT_APPROXIMATE, "true");
            settings.put("kafka.processing.guarantee", "at_least_once");
        }
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static void sendRows(Pipeline pipeline) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ROWS; i++) {
            pipeline.send("m", random.doubles(12).toArray());
        }
        // the heap has room for one
        pipeline.send("other", 1);
    }

    private static List<SlotKey> slots(KeyValueStore<SlotKey, double[]> store, String matrix) {
        List<SlotKey> slots = new ArrayList<>();
        try (KeyValueIterator<SlotKey, double[]> all = store.all()) {
            all.forEachRemaining(slot -> slots.add(slot.key));
        }
        slots.removeIf(slot -> !slot.matrix().equals(matrix));
        return slots;
    }

    @Test
    void exactlyOnceStopsAtIt() {
        try (Pipeline pipeline = new Pipeline(settings(false))) {
            sendRows(pipeline);
            pipeline.store(EigenstreamTopology.SKETCHES_STORE).delete(new SlotKey("m", 0, Section.MOMENTS, 0));
            assertThatThrownBy(() -> pipeline.send("m", new double[12]))
                    .hasRootCauseInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void atLeastOnceTheMatrixBeginsAnewWhicheverPartOfItsStateIsNotThere() {
        List<SlotKey> slots;
        try (Pipeline pipeline = new Pipeline(settings(true))) {
            sendRows(pipeline);
            slots = slots(pipeline.store(EigenstreamTopology.SKETCHES_STORE), "m");
            // without the header there is no state, torn or whole
            slots.removeIf(slot -> slot.slot() > 0 || slot.section() == Section.SKETCH);
        }
        int begunAnew = 0;
        for (SlotKey slot : slots) {
            try (Pipeline pipeline = new Pipeline(settings(true))) {
                sendRows(pipeline);
                KeyValueStore<SlotKey, double[]> store = pipeline.store(EigenstreamTopology.SKETCHES_STORE);
                store.delete(slot);
                pipeline.send("m", new double[12]);
                pipeline.askForEstimates("m");
                assertThat(pipeline.scores()).hasSize(ROWS + 2);
                long rows = pipeline.spectra().get(0).rows();
                assertThat(rows).isBetween(1L, ROWS + 1L);
                if (rows == 1) {
                    begunAnew++;
                    assertThat(slots(store, "m")).as("nothing of the old state").hasSizeLessThan(ROWS);
                }
            }
        }
        assertThat(begunAnew).isGreaterThan(slots.size() / 2);
    }

    @Test
    void nothingIsPublishedOfAMatrixThatWasTornWithRowsUnsent() {
        Map<String, String> settings = settings(true, Settings.EMIT_INTERVAL_MS, "1000");
        try (Pipeline pipeline = new Pipeline(settings)) {
            sendRows(pipeline);
            pipeline.store(EigenstreamTopology.SKETCHES_STORE).delete(new SlotKey("m", 0, Section.MOMENTS, 0));
            pipeline.advance(Duration.ofSeconds(2));
            pipeline.advance(Duration.ofSeconds(2));
            assertThat(pipeline.spectra()).extracting("matrix").containsOnly("other");
        }
    }

    @Test
    void atLeastOnceAPartialIsLeftOutUntilTheNextOne() {
        try (Pipeline pipeline = new Pipeline(settings(true, Settings.EMIT_INTERVAL_MS, "1000"))) {
            sendRows(pipeline);
            pipeline.askForEstimates("m");
            KeyValueStore<SlotKey, double[]> store = pipeline.store(EigenstreamTopology.PARTIALS_STORE);
            slots(store, "m").stream()
                    .filter(slot -> slot.section() == Section.MOMENTS)
                    .forEach(store::delete);
            pipeline.send("m", new double[12]);
            pipeline.askForEstimates("m");
            assertThat(pipeline.spectra()).extracting("rows").containsExactly((long) ROWS, ROWS + 1L);
        }
    }

    @Test
    void atLeastOnceNothingIsPublishedOfNoPartials() {
        try (Pipeline pipeline = new Pipeline(settings(true, Settings.EMIT_INTERVAL_MS, "1000"))) {
            sendRows(pipeline);
            pipeline.advance(Duration.ofSeconds(1));
            KeyValueStore<SlotKey, double[]> store = pipeline.store(EigenstreamTopology.PARTIALS_STORE);
            slots(store, "m").stream()
                    .filter(slot -> slot.section() == Section.MOMENTS)
                    .forEach(store::delete);
            pipeline.advance(Duration.ofSeconds(1));
            assertThat(pipeline.spectra()).extracting("matrix").containsExactly("other");
        }
    }

    @Test
    void atLeastOnceSignsBeginAnew() {
        try (Pipeline pipeline = new Pipeline(settings(true))) {
            sendRows(pipeline);
            pipeline.askForEstimates("m");
            KeyValueStore<SlotKey, double[]> store = pipeline.store(EigenstreamTopology.PARTIALS_STORE);
            store.delete(new SlotKey("m", LastAnswers.BUFFER, Section.DIRECTIONS, 2));
            pipeline.askForEstimates("m");
            assertThat(pipeline.spectra()).extracting("rotation").containsOnlyNulls();
            pipeline.askForEstimates("m");
            assertThat(pipeline.spectra()).extracting("rotation").doesNotContainNull();
        }
    }

    @Test
    void atLeastOnceAGroupBeginsAnew() {
        try (Pipeline pipeline = new Pipeline(settings(true))) {
            sendRows(pipeline);
            MatrixRow ofGroup = new MatrixRow(new double[12], null, null, "g", null, null);
            pipeline.send("m", ofGroup);
            assertThat(pipeline.groupsStore().delete("l1:mg")).isNotNull();
            pipeline.send("m", ofGroup);
            pipeline.send("m", MatrixRow.endOf("g"));
            assertThat(pipeline.groups()).extracting("rows").containsExactly(1L);
        }
    }
}
