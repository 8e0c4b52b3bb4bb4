package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.TopMean;

/** What the rows of a group that is still open have come to so far. */
final class GroupTally {

    private static final int LAST_MS_AT = 4;
    private static final int FIRST_AT = 5;
    private static final int LAST_AT = 8;
    private static final int STRONGEST_AT = 11;
    private static final int LENGTH = 14;
    private static final long LARGEST_HALF = 0xFFFFFFFFL;

    private final TopMean distances;
    private long anomalousRows;
    private double maxGrade;
    private boolean warmingUp;
    private long lastMs;
    /** Of rows that had one; null before. */
    private Long firstIndex;

    private Long lastIndex;
    private Long strongest;

    GroupTally() {
        this(new TopMean());
    }

    private GroupTally(TopMean distances) {
        this.distances = distances;
    }

    /**
     * Counts a row.
     *
     * @param now when it came, by the partition's stream time
     * @return whether {@link #largest} is another array now
     */
    boolean add(AnomalyScore row, long now) {
        lastMs = now;
        warmingUp |= row.warmingUp();
        anomalousRows += row.anomalous() ? 1 : 0;
        if (row.index() != null) {
            firstIndex = firstIndex == null ? row.index() : Long.valueOf(Math.min(firstIndex, row.index()));
            lastIndex = lastIndex == null ? row.index() : Long.valueOf(Math.max(lastIndex, row.index()));
        }
        if (row.combined() == null) {
            return false;
        }
        // a distance that is no number has overflown on its way: nothing is farther out
        double distance = row.combined().isNaN() ? Double.POSITIVE_INFINITY : row.combined();
        if (distances.count() == 0 || distance > distances.largest()) {
            strongest = row.index();
        }
        if (row.grade() > maxGrade) {
            maxGrade = row.grade();
        }
        return distances.add(distance);
    }

    /** When the last row came, by the counts alone. */
    static long lastMs(double[] counts) {
        return StateReader.count(counts[LAST_MS_AT], StateReader.LARGEST_COUNT, "time of a group's last row");
    }

    GroupScore score(String matrix, String group, boolean complete) {
        boolean isJudged = distances.count() > 0;
        return new GroupScore(
                matrix,
                group,
                distances.count(),
                isJudged ? distances.mean() : null,
                distances.topCount(),
                isJudged ? maxGrade : null,
                anomalousRows,
                firstIndex,
                lastIndex,
                strongest,
                complete,
                warmingUp);
    }

    /** Everything but {@link #largest}. */
    double[] counts() {
        double[] counts = new double[LENGTH];
        counts[0] = distances.count();
        counts[1] = anomalousRows;
        counts[2] = maxGrade;
        counts[3] = warmingUp ? 1 : 0;
        counts[LAST_MS_AT] = lastMs;
        putIndex(firstIndex, counts, FIRST_AT);
        putIndex(lastIndex, counts, LAST_AT);
        putIndex(strongest, counts, STRONGEST_AT);
        return counts;
    }

    /** The largest distances, as {@link TopMean} keeps them. */
    double[] largest() {
        return distances.toArray();
    }

    /** In two halves: not every long is a double. */
    private static void putIndex(Long index, double[] counts, int at) {
        if (index != null) {
            counts[at] = 1;
            counts[at + 1] = index >>> Integer.SIZE;
            counts[at + 2] = index & LARGEST_HALF;
        }
    }

    /**
     * The group whose state this is.
     *
     * @throws CorruptStateException when no group has written this
     */
    static GroupTally of(double[] counts, double[] largest) {
        if (counts.length != LENGTH) {
            throw new CorruptStateException("a group of " + counts.length + " counts, expected " + LENGTH);
        }
        long rows = StateReader.count(counts[0], StateReader.LARGEST_COUNT, "number of judged rows");
        GroupTally tally = new GroupTally(TopMean.of(rows, largest));
        tally.anomalousRows = StateReader.count(counts[1], rows, "number of anomalous rows");
        tally.maxGrade = counts[2];
        tally.warmingUp = StateReader.count(counts[3], 1, "mark of a cold model") == 1;
        tally.lastMs = lastMs(counts);
        tally.firstIndex = index(counts, FIRST_AT);
        tally.lastIndex = index(counts, LAST_AT);
        tally.strongest = index(counts, STRONGEST_AT);
        if (!(tally.maxGrade >= 0 && tally.maxGrade <= 1)) {
            throw new CorruptStateException("a grade of " + tally.maxGrade + ", expected 0 to 1");
        }
        return tally;
    }

    private static Long index(double[] counts, int at) {
        boolean isPresent = StateReader.count(counts[at], 1, "mark of an index") == 1;
        long high = StateReader.count(counts[at + 1], LARGEST_HALF, "upper half of an index");
        long low = StateReader.count(counts[at + 2], LARGEST_HALF, "lower half of an index");
        return isPresent ? Long.valueOf(high << Integer.SIZE | low) : null;
    }
}
