package io.eigenstream.quickstart.faults;

import io.eigenstream.serdes.MatrixRow;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rows that a trial sends: row i goes to partition i mod P and belongs to matrix ⌊i/P⌋ mod 3, so that every matrix
 * is in every partition; its values are a function of i.
 */
record TestRows(int partitions, long seed) {

    /** One that the sketch has exactly, and two that it has not. */
    private static final List<Integer> DIMENSIONS = List.of(12, 40, 100);

    private static final double[] DEVIATIONS = {30, 12, 5};

    static List<String> matrices() {
        return DIMENSIONS.stream().map(d -> "columns-" + d).toList();
    }

    int partition(long index) {
        return (int) (index % partitions);
    }

    String matrix(long index) {
        return matrices().get(kind(index));
    }

    private int kind(long index) {
        return (int) (index / partitions % DIMENSIONS.size());
    }

    MatrixRow row(long index) {
        SplittableRandom random = new SplittableRandom(seed ^ (index + 1) * 0x9E3779B97F4A7C15L);
        double[] values = new double[DIMENSIONS.get(kind(index))];
        for (int j = 0; j < values.length; j++) {
            values[j] = random.nextGaussian();
        }
        for (int k = 0; k < DEVIATIONS.length; k++) {
            double coordinate = DEVIATIONS[k] * random.nextGaussian();
            for (int j = k; j < values.length; j += DEVIATIONS.length) {
                values[j] += coordinate;
            }
        }
        return MatrixRow.at(index, values);
    }
}
