package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.StateWriter;
import org.apache.kafka.streams.state.KeyValueStore;

/** One sketch's rows of state in a store of many sketches. */
record SketchState(KeyValueStore<SlotKey, double[]> store, String matrix, int partition) {

    /** The sketch as it was written; null when there is none. */
    MatrixSketch read() {
        return MatrixSketch.readFrom(reader());
    }

    StateReader reader() {
        return (section, slot) -> store.get(new SlotKey(matrix, partition, section, slot));
    }

    StateWriter writer() {
        return (section, slot, row) -> store.put(new SlotKey(matrix, partition, section, slot), row);
    }
}
