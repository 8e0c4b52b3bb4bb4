package io.eigenstream.quickstart;

import java.util.List;
import java.util.Map;

/**
 * What a run did; the content of {@code summary.json}.
 *
 * @param order as-is or shuffled
 * @param spread whether the rows went to all partitions in turn
 * @param whole whether every row was judged by the model of all rows
 * @param rowsIn rows and unreadable lines of the inputs: scored plus rejected
 * @param groups of rows that have ended
 * @param groupsAnomalous those of at least one anomalous row
 * @param seconds from the first row sent to the last result read, in both passes where there are two
 * @param settings of the topology, defaults included
 */
record RunSummary(
        String matrix,
        List<String> inputs,
        String order,
        long seed,
        boolean spread,
        boolean whole,
        long rowsIn,
        long rowsScored,
        long rowsRejected,
        long rowsAnomalous,
        long groups,
        long groupsAnomalous,
        double seconds,
        double rowsPerSecond,
        Map<String, Object> settings,
        Map<String, String> versions) {}
