package io.eigenstream.benchmarks;

import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RankRule;
import io.eigenstream.sketches.RowScore;
import io.eigenstream.sketches.SketchParameters;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many rows a second are scored, by d and the number k of axes; and the same residual in plain EJML. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class ScoreBenchmark {

    private static final int BLOCK = 64;
    private static final int HEAVY_ROWS = 64;
    private static final int FITTED_ROWS = 512;
    /** All but the weakest of the pool's directions hold less, all of them more. */
    private static final double ENERGY_SHARE = 0.99;

    @Param({"38x8", "128x8", "512x16", "784x32", "2048x32"})
    private String shape;

    private RowPool pool;
    private int next;
    private PrincipalComponents components;
    private DMatrixRMaj axes;
    private DMatrixRMaj mean;
    private final DMatrixRMaj coordinates = new DMatrixRMaj(0, 1);
    private final DMatrixRMaj projection = new DMatrixRMaj(0, 1);
    private DMatrixRMaj residual;

    @Setup
    public void fitComponents() {
        Shape grid = Shape.of(shape);
        pool = new RowPool(grid.dimension(), grid.size(), BLOCK);
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(grid.dimension(), BLOCK, HEAVY_ROWS, 1));
        for (int i = 0; i < FITTED_ROWS; i++) {
            sketch.update(pool.row(i), 1);
        }
        components = sketch.lastFoldComponents(RankRule.energyShare(ENERGY_SHARE));
        if (components.rank() != grid.size()) {
            throw new IllegalStateException("the rank is " + components.rank() + ", expected " + grid.size());
        }
        axes = new DMatrixRMaj(components.axes());
        mean = new DMatrixRMaj(components.mean());
        residual = new DMatrixRMaj(grid.dimension(), 1);
    }

    @Benchmark
    public RowScore score() {
        return components.score(pool.row(nextRow()));
    }

    @Benchmark
    public double ejml() {
        DMatrixRMaj row = DMatrixRMaj.wrap(mean.numRows, 1, pool.row(nextRow()));
        CommonOps_DDRM.subtract(row, mean, residual);
        CommonOps_DDRM.mult(axes, residual, coordinates);
        CommonOps_DDRM.multTransA(axes, coordinates, projection);
        CommonOps_DDRM.subtractEquals(residual, projection);
        return CommonOps_DDRM.dot(residual, residual);
    }

    private int nextRow() {
        next = next + 1 == pool.size() ? 0 : next + 1;
        return next;
    }
}
