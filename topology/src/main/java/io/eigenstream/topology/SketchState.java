package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One sketch's rows of state in a store of many sketches.
 *
 * @param part what tells sketches of one matrix apart: a partition, or a buffer
 */
record SketchState(KeyValueStore<SlotKey, double[]> store, String matrix, int part) {

    /** The sketch as it was written; null when there is none. */
    MatrixSketch read(DetectorParameters detection) {
        return MatrixSketch.readFrom(reader(), detection);
    }

    StateReader reader() {
        return (section, slot) -> store.get(new SlotKey(matrix, part, section, slot));
    }

    StateWriter writer() {
        return (section, slot, row) -> store.put(new SlotKey(matrix, part, section, slot), row);
    }

    void delete() {
        List<SlotKey> slots = new ArrayList<>();
        try (KeyValueIterator<SlotKey, double[]> found =
                store.prefixScan(SlotKey.prefix(matrix, part), new ByteArraySerializer())) {
            found.forEachRemaining(slot -> slots.add(slot.key));
        }
        slots.forEach(store::delete);
    }
}
