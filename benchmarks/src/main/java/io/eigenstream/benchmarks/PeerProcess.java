package io.eigenstream.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.ShrinkPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/** One contestant in a process of its own: how many rows it takes in a second of this thread's CPU time. */
public final class PeerProcess {

    private static final int RANK = 8;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PeerProcess() {}

    /** The arguments are the contestant, a shape, seconds to measure, and a file to tell rows a second. */
    public static void main(String[] arguments) throws IOException {
        Shape shape = Shape.of(arguments[1]);
        Consumer<double[][]> contestant = switch (arguments[0]) {
            case "frequent-directions" -> fold(shape, ShrinkPolicy.FREQUENT_DIRECTIONS);
            case "incremental-pca" -> fold(shape, ShrinkPolicy.TRUNCATION);
            case "ejml" -> ejml(shape);
            case "detector" -> detector(shape);
            case "random-cut-forest" -> forest(shape);
            default -> throw new IllegalArgumentException("no contestant " + arguments[0]);
        };
        double seconds = Double.parseDouble(arguments[2]);
        double[][][] blocks = blocks(shape);
        rowsPerSecond(contestant, blocks, seconds);
        Files.writeString(Path.of(arguments[3]), Double.toString(rowsPerSecond(contestant, blocks, seconds)));
    }

    private static double rowsPerSecond(Consumer<double[][]> contestant, double[][][] blocks, double seconds) {
        long begin = THREADS.getCurrentThreadCpuTime();
        long rows = 0;
        double spent = 0;
        for (int b = 0; spent < seconds; b = (b + 1) % blocks.length) {
            contestant.accept(blocks[b]);
            rows += blocks[b].length;
            spent = (THREADS.getCurrentThreadCpuTime() - begin) / 1e9;
        }
        return rows / spent;
    }

    /** Of ℓ rows. */
    private static double[][][] blocks(Shape shape) {
        RowPool pool = new RowPool(shape.dimension(), RANK, shape.size());
        double[][][] blocks = new double[pool.size() / shape.size()][shape.size()][];
        for (int i = 0; i < pool.size(); i++) {
            blocks[i / shape.size()][i % shape.size()] = pool.row(i);
        }
        return blocks;
    }

    private static Consumer<double[][]> fold(Shape shape, ShrinkPolicy policy) {
        IncrementalSvd sketch = new IncrementalSvd(shape.dimension(), shape.size(), policy);
        return rows -> sketch.fold(RowBlock.of(rows));
    }

    private static Consumer<double[][]> ejml(Shape shape) {
        EjmlFrequentDirections sketch = new EjmlFrequentDirections(shape.dimension(), shape.size());
        return rows -> sketch.fold(new DMatrixRMaj(rows));
    }

    /** Judged with every column's part, then learned. */
    private static Consumer<double[][]> detector(Shape shape) {
        AnomalyDetector detector = new AnomalyDetector(shape.dimension(), shape.size(), DetectorParameters.standard());
        return rows -> {
            double parts = 0;
            for (double[] row : rows) {
                parts += LibraryAlone.sumOfParts(detector.judge(row), row.length);
            }
            requireNumber(parts);
            detector.fold(RowBlock.of(rows));
        };
    }

    private static Consumer<double[][]> forest(Shape shape) {
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(shape.dimension())
                .randomSeed(1)
                .build();
        return rows -> {
            for (double[] row : rows) {
                float[] single = new float[row.length];
                for (int j = 0; j < row.length; j++) {
                    single[j] = (float) row[j];
                }
                requireNumber(forest.getAnomalyScore(single));
                forest.update(single);
            }
        };
    }

    /** So that it has to be computed. */
    private static void requireNumber(double number) {
        if (Double.isNaN(number)) {
            throw new ArithmeticException("a score is no number");
        }
    }
}
