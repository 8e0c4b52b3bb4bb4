package io.eigenstream.quickstart;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.RowFeed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Generated machines of different shapes, for the demo. Their noise holds less than the 1% of the variance that the
 * scoring model leaves out by default, so that its rank is the machine's own. Of the pump, pressure and flow keep their
 * distributions and lose what they have in common: no threshold on one of them sees that.
 */
enum DemoFleet {
    WEB_SERVERS(seed -> Generator.anomalies(24, 3, 0.02, 0.002, seed)),
    DATABASE(seed -> Generator.anomalies(38, 5, 0.015, 0.001, seed)),
    TURBINE(seed -> Generator.anomalies(64, 6, 0.015, 0.0005, seed)),
    CAMERA(seed -> Generator.anomalies(256, 12, 0.01, 0.001, seed)),
    REACTOR(seed -> Generator.anomalies(52, 4, 0.015, 0.002, seed)),
    PUMP(seed -> Generator.correlationFlip(0.995, 1500, 3, seed));

    private final LongFunction<Generator> generator;

    DemoFleet(LongFunction<Generator> generator) {
        this.generator = generator;
    }

    /** A feed without end for each machine. */
    static List<RowFeed> feeds(long seed) {
        return Arrays.stream(values())
                .map(machine -> RowFeed.generated(machine.matrix(), machine.generator.apply(seed + machine.ordinal())))
                .toList();
    }

    private String matrix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
