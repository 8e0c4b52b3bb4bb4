package io.eigenstream.benchmarks;

import java.util.Locale;

/**
 * What one contestant came to in one round.
 *
 * @param contest what was to be done
 * @param contestant a set of kernels for ours, else the peer's name
 * @param rowsPerSecond of CPU time
 */
record PeerPoint(String contest, String contestant, Shape shape, int round, double rowsPerSecond) {

    static final String HEADER = "contest,contestant,dimension,size,round,rows_per_second";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%d,%.0f",
                contest,
                contestant,
                shape.dimension(),
                shape.size(),
                round,
                rowsPerSecond);
    }
}
