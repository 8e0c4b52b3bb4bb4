package io.eigenstream.benchmarks;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.InputException;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The grid of the accuracy study: real matrices as they are and shuffled, by sketch size and shrink policy, and spiked
 * streams by gap and seed. Sizes of d and more are left out: their sketches are exact.
 */
final class AccuracySweep {

    private static final int[] SIZES = {8, 16, 32, 64, 128};

    private static final int[] GAPS = {3, 4, 8, 16, 32, 64};
    private static final int SPIKED_SIZE = 32;
    static final int SHORT_STREAM = 40_000;
    private static final int SHORT_STREAM_SEEDS = 10;
    static final int LONG_STREAM = 200_000;
    private static final int LONG_STREAM_SEEDS = 3;
    /** The robust policy has the vectors and the Δ of Frequent Directions. */
    static final List<ShrinkPolicy> DIFFERENT_VECTORS =
            List.of(ShrinkPolicy.FREQUENT_DIRECTIONS, ShrinkPolicy.PARAMETERISED, ShrinkPolicy.TRUNCATION);

    private static final int SMOKE_ROWS = 300;
    private static final int SMOKE_DIMENSION = 24;

    private final Consumer<String> progress;
    private final List<AccuracyPoint> points = new ArrayList<>();

    /** @param progress is told what has been measured */
    AccuracySweep(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * The whole grid.
     *
     * @throws InputException when a file is not there, before anything is measured
     */
    List<AccuracyPoint> measure(Path data) throws IOException {
        for (DataSet set : DataSet.values()) {
            set.feed(data);
        }
        for (DataSet set : DataSet.values()) {
            BatchOracle oracle = new BatchOracle(set.read(data, RowOrder.AS_IS).rows());
            for (RowOrder order : RowOrder.values()) {
                measure(set.read(data, order), oracle, SIZES, List.of(ShrinkPolicy.values()));
            }
        }
        for (int gap : GAPS) {
            for (long seed = 1; seed <= SHORT_STREAM_SEEDS; seed++) {
                measureSpiked(new SpikedStream(SHORT_STREAM, gap, seed), DIFFERENT_VECTORS);
            }
            for (long seed = 1; seed <= LONG_STREAM_SEEDS; seed++) {
                measureSpiked(new SpikedStream(LONG_STREAM, gap, seed), List.of(ShrinkPolicy.FREQUENT_DIRECTIONS));
            }
        }
        return List.copyOf(points);
    }

    /** One small matrix. */
    List<AccuracyPoint> smoke() throws IOException {
        Generator generator =
                Generator.lowRank(SMOKE_DIMENSION, SMOKE_DIMENSION / 2, 0.1, 1).limitedTo(SMOKE_ROWS);
        double[][] rows = RowFeed.generated("smoke", generator).values();
        StudyMatrix matrix = new StudyMatrix("smoke", RowOrder.AS_IS, 1, rows);
        measure(matrix, new BatchOracle(rows), SIZES, List.of(ShrinkPolicy.values()));
        return List.copyOf(points);
    }

    private void measureSpiked(SpikedStream stream, List<ShrinkPolicy> policies) throws IOException {
        StudyMatrix matrix = stream.read();
        measure(matrix, new BatchOracle(matrix.rows()), new int[] {SPIKED_SIZE}, policies);
    }

    private void measure(StudyMatrix matrix, BatchOracle oracle, int[] sizes, List<ShrinkPolicy> policies) {
        for (int size : sizes) {
            if (size < matrix.dimension()) {
                for (ShrinkPolicy policy : policies) {
                    points.add(AccuracyPoint.measure(matrix, oracle, size, policy));
                }
            }
        }
        progress.accept(String.format(
                "%s, %s, seed %d: %d rows of %d",
                matrix.name(), matrix.order(), matrix.seed(), matrix.rows().length, matrix.dimension()));
    }
}
