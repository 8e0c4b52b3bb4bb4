package io.eigenstream.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The matrices of which there is something new that has not been sent on, in the order in which it came. A store has
 * them too, so that after a restart they are sent without waiting for their next rows.
 */
final class Unsent {

    private static final byte[] PRESENT = {};

    private final KeyValueStore<String, byte[]> store;
    private final Set<String> names = new LinkedHashSet<>();

    Unsent(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(name -> names.add(name.key));
        }
    }

    void add(String matrix) {
        if (names.add(matrix)) {
            store.put(matrix, PRESENT);
        }
    }

    void remove(String matrix) {
        if (names.remove(matrix)) {
            store.delete(matrix);
        }
    }

    List<String> removeAll() {
        List<String> all = List.copyOf(names);
        all.forEach(this::remove);
        return all;
    }
}
