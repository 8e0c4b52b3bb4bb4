package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.Section;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which partitions have a partial of a matrix, of how many rows, and what was last published of them.
 *
 * <p>Stored as one row of doubles under partition −1: sequence, published rows, then partition and rows of each.
 *
 * @param sequence of the last publication, 0 before the first
 * @param publishedRows rows that it covered
 * @param rowsByPartition in the order of the partitions
 */
record PartialsIndex(long sequence, long publishedRows, Map<Integer, Long> rowsByPartition) {

    private static final int NO_PARTITION = -1;
    private static final int FIRST_PARTITION = 2;

    static PartialsIndex read(KeyValueStore<SlotKey, double[]> store, String matrix) {
        double[] row = store.get(key(matrix));
        Map<Integer, Long> rowsByPartition = new TreeMap<>();
        if (row == null) {
            return new PartialsIndex(0, 0, rowsByPartition);
        }
        for (int i = FIRST_PARTITION; i < row.length; i += 2) {
            rowsByPartition.put((int) row[i], (long) row[i + 1]);
        }
        return new PartialsIndex((long) row[0], (long) row[1], rowsByPartition);
    }

    void write(KeyValueStore<SlotKey, double[]> store, String matrix) {
        double[] row = new double[FIRST_PARTITION + 2 * rowsByPartition.size()];
        row[0] = sequence;
        row[1] = publishedRows;
        int i = FIRST_PARTITION;
        for (Map.Entry<Integer, Long> partition : rowsByPartition.entrySet()) {
            row[i++] = partition.getKey();
            row[i++] = partition.getValue();
        }
        store.put(key(matrix), row);
    }

    private static SlotKey key(String matrix) {
        return new SlotKey(matrix, NO_PARTITION, Section.SKETCH, 0);
    }

    PartialsIndex with(int partition, long rows) {
        Map<Integer, Long> more = new TreeMap<>(rowsByPartition);
        more.put(partition, rows);
        return new PartialsIndex(sequence, publishedRows, more);
    }

    /** After one more publication. */
    PartialsIndex published() {
        return new PartialsIndex(sequence + 1, rows(), rowsByPartition);
    }

    Collection<Integer> partitions() {
        return rowsByPartition.keySet();
    }

    long rows() {
        return rowsByPartition.values().stream().mapToLong(Long::longValue).sum();
    }
}
