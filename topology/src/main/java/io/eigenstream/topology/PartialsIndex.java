package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.Section;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which partitions have a partial of a matrix, of how many rows, in which of two buffers, and what was last published
 * of them. A partial arrives in the other buffer, and is the partition's as soon as it is whole.
 *
 * <p>Stored as one row of doubles under buffer −1: sequence, published rows, then partition, rows and buffer of each.
 *
 * @param sequence of the last publication, 0 before the first
 * @param publishedRows rows that it covered
 * @param partials by partition, in the order of the partitions
 */
record PartialsIndex(long sequence, long publishedRows, Map<Integer, Partial> partials) {

    /** A whole partial: its rows, and which of the two buffers of its partition it is in. */
    record Partial(long rows, int buffer) {}

    private static final int NO_BUFFER = -1;
    private static final int FIRST_PARTIAL = 2;
    private static final int FIELDS = 3;
    private static final int BUFFERS = 2;

    static PartialsIndex read(KeyValueStore<SlotKey, double[]> store, String matrix) {
        double[] row = store.get(key(matrix));
        Map<Integer, Partial> partials = new TreeMap<>();
        if (row == null) {
            return new PartialsIndex(0, 0, partials);
        }
        for (int i = FIRST_PARTIAL; i < row.length; i += FIELDS) {
            partials.put((int) row[i], new Partial((long) row[i + 1], (int) row[i + 2]));
        }
        return new PartialsIndex((long) row[0], (long) row[1], partials);
    }

    void write(KeyValueStore<SlotKey, double[]> store, String matrix) {
        double[] row = new double[FIRST_PARTIAL + FIELDS * partials.size()];
        row[0] = sequence;
        row[1] = publishedRows;
        int i = FIRST_PARTIAL;
        for (Map.Entry<Integer, Partial> partial : partials.entrySet()) {
            row[i++] = partial.getKey();
            row[i++] = partial.getValue().rows;
            row[i++] = partial.getValue().buffer;
        }
        store.put(key(matrix), row);
    }

    static void delete(KeyValueStore<SlotKey, double[]> store, String matrix) {
        store.delete(key(matrix));
    }

    private static SlotKey key(String matrix) {
        return new SlotKey(matrix, NO_BUFFER, Section.SKETCH, 0);
    }

    /** The two buffers of a partition. */
    static Set<Integer> buffers(int partition) {
        return Set.of(BUFFERS * partition, BUFFERS * partition + 1);
    }

    /** The buffer of a partition's whole partial. */
    int buffer(int partition) {
        return partials.get(partition).buffer;
    }

    /** The buffer that the partition's next partial arrives in. */
    int arrivalBuffer(int partition) {
        Partial whole = partials.get(partition);
        int first = BUFFERS * partition;
        return whole != null && whole.buffer == first ? first + 1 : first;
    }

    /** With the partial that is whole now in the buffer where it arrived. */
    PartialsIndex with(int partition, long rows) {
        Map<Integer, Partial> more = new TreeMap<>(partials);
        more.put(partition, new Partial(rows, arrivalBuffer(partition)));
        return new PartialsIndex(sequence, publishedRows, more);
    }

    PartialsIndex without(int partition) {
        Map<Integer, Partial> fewer = new TreeMap<>(partials);
        fewer.remove(partition);
        return new PartialsIndex(sequence, publishedRows, fewer);
    }

    /** After one more publication. */
    PartialsIndex published() {
        return new PartialsIndex(sequence + 1, rows(), partials);
    }

    Collection<Integer> partitions() {
        return partials.keySet();
    }

    long rows() {
        return partials.values().stream().mapToLong(Partial::rows).sum();
    }
}
