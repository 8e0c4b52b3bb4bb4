package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.util.SplittableRandom;

/** See {@link Generator#correlationFlip}. */
final class CorrelationFlipLaw implements RowLaw {

    private final double correlation;
    private final long period;
    private final long flipped;

    CorrelationFlipLaw(double correlation, long period, long flipped) {
        RowLaw.require(correlation > 0 && correlation < 1, "correlation", correlation, "between 0 and 1");
        RowLaw.require(period >= 1, "period", period, "at least 1");
        RowLaw.require(flipped >= 0 && flipped <= period, "flipped rows", flipped, "0 to the period, " + period);
        this.correlation = correlation;
        this.period = period;
        this.flipped = flipped;
    }

    @Override
    public MatrixRow draw(SplittableRandom random, long index) {
        boolean isFlipped = index % period >= period - flipped;
        double first = random.nextGaussian();
        double second = correlation * first + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        double[] values = {first, isFlipped ? -second : second};
        return new MatrixRow(values, null, null, null, isFlipped ? "flipped" : "normal", index);
    }
}
