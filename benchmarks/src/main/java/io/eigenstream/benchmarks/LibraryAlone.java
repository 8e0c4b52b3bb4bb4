package io.eigenstream.benchmarks;

import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the topology does to a row without Kafka: judge it, tell every column's part, absorb it. */
public final class LibraryAlone {

    private LibraryAlone() {}

    /** Tells its seconds of CPU; the arguments are shape, rows to warm up with, rows to measure, file to tell them. */
    public static void main(String[] arguments) throws IOException {
        Shape shape = Shape.of(arguments[0]);
        MatrixSketch sketch = sketch(shape);
        RowPool pool = PipelineRace.rows(shape);
        int warmUp = Integer.parseInt(arguments[1]);
        seconds(sketch, pool, 0, warmUp);
        double seconds = seconds(sketch, pool, warmUp, warmUp + Integer.parseInt(arguments[2]));
        Files.writeString(Path.of(arguments[3]), Double.toString(seconds));
    }

    /** An empty one with the topology's defaults but for ℓ. */
    static MatrixSketch sketch(Shape shape) {
        DetectorParameters detection =
                Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "nowhere:1")).detection();
        return new MatrixSketch(
                new SketchParameters(shape.dimension(), shape.size(), PipelineRace.HEAVY_ROWS, 0), detection);
    }

    /** Of CPU time of this thread for the rows from ≤ i &lt; to, the pool again and again. */
    static double seconds(MatrixSketch sketch, RowPool pool, int from, int to) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double parts = absorb(sketch, pool, from, to);
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (Double.isNaN(parts)) {
            throw new IllegalStateException("a part is no number");
        }
        return (end - begin) / 1e9;
    }

    private static double absorb(MatrixSketch sketch, RowPool pool, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double[] row = pool.row(i % pool.size());
            sum += sumOfParts(sketch.judge(row), row.length);
            sketch.update(row, 1);
        }
        return sum;
    }

    /** Of all columns, so that each has to be told; 0 where there is no judgement yet. */
    static double sumOfParts(Optional<Judgement> judgement, int dimension) {
        double sum = 0;
        for (int j = 0; j < dimension && judgement.isPresent(); j++) {
            sum += judgement.get().score().partOfCombined(j);
        }
        return sum;
    }
}
