package io.eigenstream.benchmarks;

import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.topology.Settings;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jol.info.GraphLayout;

/** One matrix for a long time, after another of its shape has warmed the JVM up. */
final class LongRun {

    private static final int WARM_UP_ROWS = 50_000;
    private static final int FIRST_POINT = 1_000;
    private static final int[] STEPS = {1, 2, 5};

    static {
        // without it JOL refuses records
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private final Shape shape;
    private final RowPool pool;
    private final DetectorParameters detection =
            Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "nowhere:1")).detection();

    LongRun(Shape shape) {
        this.shape = shape;
        this.pool = PipelineRace.rows(shape);
    }

    private MatrixSketch newSketch() {
        return new MatrixSketch(
                new SketchParameters(shape.dimension(), shape.size(), PipelineRace.HEAVY_ROWS, 0), detection);
    }

    /** Points at 1, 2 and 5 times every power of ten from 1000 on, and at the end. */
    void run(int rows, Consumer<LongRunPoint> told) {
        LibraryAlone.absorb(newSketch(), pool, 0, Math.min(rows, WARM_UP_ROWS));
        MatrixSketch sketch = newSketch();
        int done = 0;
        for (int power = FIRST_POINT; done < rows; power *= 10) {
            for (int step : STEPS) {
                int next = (int) Math.min(rows, (long) step * power);
                if (next > done) {
                    double micros = microseconds(sketch, done, next) / (next - done);
                    long heap = GraphLayout.parseInstance(sketch).totalSize();
                    told.accept(new LongRunPoint(shape, next, micros, heap, sketch.heapBytes()));
                    done = next;
                }
            }
        }
    }

    private double microseconds(MatrixSketch sketch, int from, int to) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double parts = LibraryAlone.absorb(sketch, pool, from, to);
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (Double.isNaN(parts)) {
            throw new IllegalStateException("a part is no number");
        }
        return (end - begin) / 1e3;
    }
}
