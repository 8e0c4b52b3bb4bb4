package io.eigenstream.quickstart;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.RowFeed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Generated machines of different shapes, for the demo. Their noise holds less than the 1% of the variance that the
 * scoring model leaves out by default, so that its rank is the machine's own.
 */
enum DemoFleet {
    WEB_SERVERS(24, 3, 0.02, 0.002),
    DATABASE(38, 5, 0.015, 0.001),
    TURBINE(64, 6, 0.015, 0.0005),
    CAMERA(256, 12, 0.01, 0.001),
    REACTOR(52, 4, 0.015, 0.002);

    private final int dimension;
    private final int rank;
    private final double noise;
    private final double anomalyShare;

    DemoFleet(int dimension, int rank, double noise, double anomalyShare) {
        this.dimension = dimension;
        this.rank = rank;
        this.noise = noise;
        this.anomalyShare = anomalyShare;
    }

    /** A feed without end for each machine. */
    static List<RowFeed> feeds(long seed) {
        return Arrays.stream(values())
                .map(machine -> RowFeed.generated(machine.matrix(), machine.generator(seed + machine.ordinal())))
                .toList();
    }

    private String matrix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Generator generator(long seed) {
        return Generator.anomalies(dimension, rank, noise, anomalyShare, seed);
    }
}
