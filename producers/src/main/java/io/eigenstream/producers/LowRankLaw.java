package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.util.SplittableRandom;

/** See {@link Generator#lowRank}. */
final class LowRankLaw implements RowLaw {

    private final int dimension;
    private final double noise;
    private final double[][] axes;

    LowRankLaw(int dimension, int rank, double noise, SplittableRandom random) {
        RowLaw.require(dimension >= 1, "dimension", dimension, "at least 1");
        RowLaw.require(rank >= 1 && rank <= dimension, "rank", rank, "1 to the dimension, " + dimension);
        RowLaw.require(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise", noise, "a number of at least 0");
        this.dimension = dimension;
        this.noise = noise;
        this.axes = RowLaw.orthonormal(rank, dimension, random);
    }

    @Override
    public MatrixRow draw(SplittableRandom random, long index) {
        return MatrixRow.at(index, values(random));
    }

    double[] values(SplittableRandom random) {
        double[] values = new double[dimension];
        for (int i = 0; i < axes.length; i++) {
            RowLaw.addScaled(values, strength(i) * random.nextGaussian(), axes[i]);
        }
        RowLaw.addScaled(values, noise, RowLaw.gaussian(dimension, random));
        return values;
    }

    /** Square root of the expected squared distance of a row from the mean. */
    double spread() {
        double squared = dimension * noise * noise;
        for (int i = 0; i < axes.length; i++) {
            squared += strength(i) * strength(i);
        }
        return Math.sqrt(squared);
    }

    private double strength(int axis) {
        return (double) (axes.length - axis) / axes.length;
    }
}
