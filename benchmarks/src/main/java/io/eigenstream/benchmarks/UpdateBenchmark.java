package io.eigenstream.benchmarks;

import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many rows a second a matrix takes in: checks, Frequent Directions and the random-order eigenvector together, by d
 * and ℓ. An invocation is whole blocks, so each pays for its own folds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class UpdateBenchmark {

    private static final int ROWS = 64;
    private static final int RANK = 8;
    private static final int HEAVY_ROWS = 64;

    @Param({"38x64", "128x16", "512x32", "784x64", "2048x64"})
    private String shape;

    private RowPool pool;
    private int next;
    private MatrixSketch sketch;

    @Setup
    public void fillPool() {
        Shape grid = Shape.of(shape);
        pool = new RowPool(grid.dimension(), RANK, ROWS);
        sketch = new MatrixSketch(new SketchParameters(grid.dimension(), grid.size(), HEAVY_ROWS, 1));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long update() {
        for (int i = 0; i < ROWS; i++) {
            sketch.update(pool.row(next + i), 1);
        }
        next = next + ROWS == pool.size() ? 0 : next + ROWS;
        return sketch.rows();
    }
}
