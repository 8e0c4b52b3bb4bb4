package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.util.SplittableRandom;

/** See {@link Generator#anomalies}. */
final class FleetLaw implements RowLaw {

    private static final int MOST_JUMPING_COLUMNS = 3;

    /** A jump is this many times as long as a normal row is from the mean: far off, whatever the noise. */
    private static final double JUMP_IN_SPREADS = 2;

    private final LowRankLaw normal;
    private final double[] mean;
    private final double anomalyShare;

    FleetLaw(LowRankLaw normal, int dimension, double anomalyShare, SplittableRandom random) {
        RowLaw.require(anomalyShare >= 0 && anomalyShare <= 1, "anomaly share", anomalyShare, "0 to 1");
        this.normal = normal;
        this.mean = RowLaw.gaussian(dimension, random);
        this.anomalyShare = anomalyShare;
    }

    @Override
    public MatrixRow draw(SplittableRandom random, long index) {
        double[] values = normal.values(random);
        RowLaw.addScaled(values, 1, mean);
        boolean anomalous = random.nextDouble() < anomalyShare;
        if (anomalous) {
            jump(values, random);
        }
        return new MatrixRow(values, null, null, null, anomalous ? "anomaly" : "normal", index);
    }

    private void jump(double[] values, SplittableRandom random) {
        int columns = 1 + random.nextInt(Math.min(MOST_JUMPING_COLUMNS, values.length));
        int first = random.nextInt(values.length);
        double height = JUMP_IN_SPREADS * normal.spread() / Math.sqrt(columns);
        for (int i = 0; i < columns; i++) {
            values[(first + i) % values.length] += random.nextBoolean() ? height : -height;
        }
    }
}
