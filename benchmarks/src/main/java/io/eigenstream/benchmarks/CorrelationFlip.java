package io.eigenstream.benchmarks;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.RowBlock;
import java.io.IOException;
import java.util.Arrays;

/**
 * Two signals whose distributions never change and whose correlation turns for the last rows: judged by the detector,
 * and by the larger of the two signals in standard deviations.
 *
 * @param rows the ones that are shown
 * @param flipped whether the correlation of a row is turned
 * @param zScores the larger absolute value of each row; both columns are standard normal
 * @param distances D² by the model of the rows before, those that are not shown included
 */
record CorrelationFlip(double[][] rows, boolean[] flipped, double[] zScores, double[] distances) {

    static final int SHOWN = 600;
    static final int FLIPPED = 100;

    private static final int ROWS = 3000;
    private static final double CORRELATION = 0.999;
    private static final int BLOCK = 50;
    private static final long SEED = 1;

    static CorrelationFlip generated() throws IOException {
        Generator generator =
                Generator.correlationFlip(CORRELATION, ROWS, FLIPPED, SEED).limitedTo(ROWS);
        double[][] rows = RowFeed.generated("flip", generator).values();
        AnomalyDetector detector = new AnomalyDetector(2, BLOCK, DetectorParameters.standard());
        double[] distances = new double[ROWS];
        for (int i = 0; i < ROWS; i += BLOCK) {
            double[][] block = Arrays.copyOfRange(rows, i, i + BLOCK);
            for (int j = 0; j < BLOCK; j++) {
                distances[i + j] = detector.judge(block[j])
                        .map(Judgement::score)
                        .map(score -> score.combined())
                        .orElse(0.0);
            }
            detector.fold(RowBlock.of(block));
        }
        boolean[] flipped = new boolean[SHOWN];
        Arrays.fill(flipped, SHOWN - FLIPPED, SHOWN, true);
        double[][] shown = Arrays.copyOfRange(rows, ROWS - SHOWN, ROWS);
        return new CorrelationFlip(
                shown,
                flipped,
                Arrays.stream(shown)
                        .mapToDouble(row -> Math.max(Math.abs(row[0]), Math.abs(row[1])))
                        .toArray(),
                Arrays.copyOfRange(distances, ROWS - SHOWN, ROWS));
    }
}
