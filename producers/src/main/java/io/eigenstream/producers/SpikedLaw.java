package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.util.SplittableRandom;

/** See {@link Generator#spiked}. */
final class SpikedLaw implements RowLaw {

    private final double[] spike;
    private final double stretch;

    SpikedLaw(int dimension, double gap, SplittableRandom random) {
        RowLaw.require(dimension >= 1, "dimension", dimension, "at least 1");
        RowLaw.require(gap >= 1 && gap < Double.POSITIVE_INFINITY, "gap", gap, "a number of at least 1");
        this.spike = RowLaw.orthonormal(1, dimension, random)[0];
        this.stretch = Math.sqrt(gap) - 1;
    }

    @Override
    public MatrixRow draw(SplittableRandom random, long index) {
        double[] values = RowLaw.gaussian(spike.length, random);
        RowLaw.addScaled(values, stretch * RowLaw.dot(values, spike), spike);
        return MatrixRow.at(index, values);
    }
}
