package io.eigenstream.benchmarks;

import java.util.Locale;

/**
 * One measurement of what state costs.
 *
 * @param experiment changelog, restore or heap
 * @param matrices that there are
 * @param dimension d
 * @param rowsEach rows that every matrix has had
 * @param rowsPerCommit rows of one matrix in one transaction, about
 * @param inputBytes of the rows on the broker's disk
 * @param changelogBytes of the sketches' changelog on the broker's disk
 * @param seconds that it took: to absorb the rows, or to restore the state
 * @param heapBytes in use after a collection, 0 where it is not measured
 */
record StatePoint(
        String experiment,
        int matrices,
        int dimension,
        long rowsEach,
        long rowsPerCommit,
        long inputBytes,
        long changelogBytes,
        double seconds,
        long heapBytes) {

    static final String HEADER =
            "experiment,matrices,dimension,rows_each,rows_per_commit,input_bytes,changelog_bytes,ratio,"
                    + "seconds,heap_bytes";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%d,%d,%d,%.3f,%.2f,%d",
                experiment,
                matrices,
                dimension,
                rowsEach,
                rowsPerCommit,
                inputBytes,
                changelogBytes,
                (double) changelogBytes / inputBytes,
                seconds,
                heapBytes);
    }
}
