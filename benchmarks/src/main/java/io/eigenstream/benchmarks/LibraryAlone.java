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
        DetectorParameters detection =
                Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "nowhere:1")).detection();
        MatrixSketch sketch = new MatrixSketch(
                new SketchParameters(shape.dimension(), shape.size(), PipelineRace.HEAVY_ROWS, 0), detection);
        RowPool pool = PipelineRace.rows(shape);
        int warmUp = Integer.parseInt(arguments[1]);
        double parts = absorb(sketch, pool, 0, warmUp);
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        parts += absorb(sketch, pool, warmUp, warmUp + Integer.parseInt(arguments[2]));
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
        Files.writeString(Path.of(arguments[3]), Double.toString(seconds));
        if (Double.isNaN(parts)) {
            throw new IllegalStateException("a part is no number");
        }
    }

    /** The rows from ≤ i &lt; to, the pool again and again; gives the sum of all parts. */
    static double absorb(MatrixSketch sketch, RowPool pool, int from, int to) {
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
