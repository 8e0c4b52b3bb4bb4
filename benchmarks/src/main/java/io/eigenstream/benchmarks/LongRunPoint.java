package io.eigenstream.benchmarks;

import java.util.Locale;

/**
 * A matrix after so many rows.
 *
 * @param microseconds of CPU time a row, of those since the point before
 * @param heapBytes what its sketch keeps from the collector
 * @param statedBytes what the sketch states as the most it keeps
 */
record LongRunPoint(Shape shape, int rows, double microseconds, long heapBytes, long statedBytes) {

    static final String HEADER = "dimension,size,rows,microseconds_per_row,heap_bytes,stated_bytes";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%.2f,%d,%d",
                shape.dimension(),
                shape.size(),
                rows,
                microseconds,
                heapBytes,
                statedBytes);
    }
}
