package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.GroupScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The groups of rows of one partition that have not ended: kept in the store alone, a few counts written for every row
 * and the largest distances when they change.
 *
 * <p>A group ends by its end marker, or when its last row came {@code group.idle.ms} ago. The time is the stream time:
 * the largest timestamp in the partition so far, so that rows with timestamps of the past do not end their group. It is
 * looked at when a record of the group comes too, since who looks now and then finds other groups in every replay.
 */
final class OpenGroups {

    private static final int STEPS = 8;
    private static final String COUNTS = "c";
    private static final String LARGEST = "l";

    /** Parts first, so that counts are found without the rest; the length tells where the matrix's name ends. */
    private record Key(String matrix, String group) {

        static String prefix(String part, String matrix) {
            return part + matrix.length() + ":" + matrix;
        }

        String of(String part) {
            return prefix(part, matrix) + group;
        }

        static Key ofCounts(String key) {
            int name = key.indexOf(':') + 1;
            int group = name + Integer.parseInt(key.substring(COUNTS.length(), name - 1));
            return new Key(key.substring(name, group), key.substring(group));
        }
    }

    private final KeyValueStore<String, double[]> store;
    private final long idleMs;
    private final TornState torn;

    /** @param idleMs 0 for groups that end by their end markers alone */
    OpenGroups(KeyValueStore<String, double[]> store, long idleMs, TornState torn) {
        this.store = store;
        this.idleMs = idleMs;
        this.torn = torn;
    }

    /**
     * Counts a row of a group, which begins with its first row.
     *
     * @return the group of the same name that has been idle until now
     */
    Optional<GroupScore> add(AnomalyScore row, long now) {
        Key key = new Key(row.matrix(), row.group());
        double[] counts = store.get(key.of(COUNTS));
        boolean isOver = counts != null && isIdle(counts, now);
        Optional<GroupScore> ended = isOver ? Optional.of(end(key, counts, false)) : Optional.empty();
        GroupTally tally = counts == null || isOver ? new GroupTally() : read(key, counts);
        if (tally.add(row, now)) {
            store.put(key.of(LARGEST), tally.largest());
        }
        store.put(key.of(COUNTS), tally.counts());
        return ended;
    }

    /** The group at its end marker; empty when it is not open, so that a marker may come twice. */
    Optional<GroupScore> end(String matrix, String group, long now) {
        Key key = new Key(matrix, group);
        return Optional.ofNullable(store.get(key.of(COUNTS))).map(counts -> end(key, counts, !isIdle(counts, now)));
    }

    /** The groups without rows for the time that is idle. */
    List<GroupScore> endIdle(long now) {
        return found(COUNTS).stream()
                .filter(open -> isIdle(open.value, now))
                .map(open -> end(Key.ofCounts(open.key), open.value, false))
                .toList();
    }

    /** Forgets the open groups of a matrix. */
    void drop(String matrix) {
        for (String part : List.of(COUNTS, LARGEST)) {
            found(Key.prefix(part, matrix)).forEach(entry -> store.delete(entry.key));
        }
    }

    /** How often to look for idle groups, in milliseconds; 0 for never. */
    long idleStepMs() {
        return idleMs == 0 ? 0 : Math.max(1, idleMs / STEPS);
    }

    private boolean isIdle(double[] counts, long now) {
        return idleMs > 0 && now - GroupTally.lastMs(counts) >= idleMs;
    }

    private GroupTally read(Key key, double[] counts) {
        double[] largest = store.get(key.of(LARGEST));
        return torn.read(
                () -> "group " + key.group + " of matrix " + key.matrix,
                () -> GroupTally.of(counts, largest == null ? new double[0] : largest),
                GroupTally::new);
    }

    private GroupScore end(Key key, double[] counts, boolean complete) {
        GroupTally open = read(key, counts);
        store.delete(key.of(COUNTS));
        store.delete(key.of(LARGEST));
        return open.score(key.matrix, key.group, complete);
    }

    /** A list, since what it holds is going to be deleted. */
    private List<KeyValue<String, double[]>> found(String prefix) {
        List<KeyValue<String, double[]>> found = new ArrayList<>();
        try (KeyValueIterator<String, double[]> all = store.prefixScan(prefix, new StringSerializer())) {
            all.forEachRemaining(found::add);
        }
        return found;
    }
}
