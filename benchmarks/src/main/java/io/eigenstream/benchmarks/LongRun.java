package io.eigenstream.benchmarks;

import io.eigenstream.sketches.MatrixSketch;
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

    LongRun(Shape shape) {
        this.shape = shape;
        this.pool = PipelineRace.rows(shape);
    }

    /** Points at 1, 2 and 5 times every power of ten from 1000 on, and at the end. */
    void run(int rows, Consumer<LongRunPoint> told) {
        LibraryAlone.seconds(LibraryAlone.sketch(shape), pool, 0, Math.min(rows, WARM_UP_ROWS));
        MatrixSketch sketch = LibraryAlone.sketch(shape);
        int done = 0;
        for (int power = FIRST_POINT; done < rows; power *= 10) {
            for (int step : STEPS) {
                int next = (int) Math.min(rows, (long) step * power);
                if (next > done) {
                    double micros = 1e6 * LibraryAlone.seconds(sketch, pool, done, next) / (next - done);
                    long heap = GraphLayout.parseInstance(sketch).totalSize();
                    told.accept(new LongRunPoint(shape, next, micros, heap, sketch.heapBytes()));
                    done = next;
                }
            }
        }
    }
}
