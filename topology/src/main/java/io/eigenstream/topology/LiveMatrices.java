package io.eigenstream.topology;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The live matrices of one partition, as many as fit a number of bytes: the least recently used ones are dropped, which
 * loses nothing since the state store has them.
 */
final class LiveMatrices {

    private final long capacityBytes;
    private final Map<String, LiveMatrix> byName = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    LiveMatrices(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    LiveMatrix get(String name) {
        return byName.get(name);
    }

    void remove(String name) {
        LiveMatrix removed = byName.remove(name);
        if (removed != null) {
            bytes -= removed.heapBytes();
        }
    }

    /** Keeps the matrix, at least until the next call. */
    void put(String name, LiveMatrix matrix) {
        byName.put(name, matrix);
        bytes += matrix.heapBytes();
        Iterator<LiveMatrix> eldest = byName.values().iterator();
        while (bytes > capacityBytes && byName.size() > 1) {
            bytes -= eldest.next().heapBytes();
            eldest.remove();
        }
    }
}
