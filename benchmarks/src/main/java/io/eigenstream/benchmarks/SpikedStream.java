package io.eigenstream.benchmarks;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowOrder;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * Independent normal rows whose covariance has one large eigenvalue, in a random direction: every order of them has the
 * same law.
 *
 * @param gap R = λ₁/λ₂ of the covariance; that of the rows at hand differs
 */
record SpikedStream(int rows, int gap, long seed) {

    private static final int DIMENSION = 200;
    private static final String PREFIX = "spiked-";

    StudyMatrix read() throws IOException {
        Generator generator = Generator.spiked(DIMENSION, gap, seed).limitedTo(rows);
        double[][] values = RowFeed.generated(name(), generator).values();
        return new StudyMatrix(name(), RowOrder.AS_IS, seed, values);
    }

    private String name() {
        return PREFIX + gap;
    }

    /** The gap of the spiked stream of the name; empty for another matrix. */
    static OptionalInt gapOf(String name) {
        return name.startsWith(PREFIX)
                ? OptionalInt.of(Integer.parseInt(name.substring(PREFIX.length())))
                : OptionalInt.empty();
    }
}
