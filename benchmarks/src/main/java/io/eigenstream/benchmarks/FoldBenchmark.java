package io.eigenstream.benchmarks;

import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
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

/** How many rows a second Frequent Directions folds, in blocks of ℓ, by d and ℓ; and the same sketch in plain EJML. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class FoldBenchmark {

    /** A multiple of every ℓ of the grid: JMH counts the rows of an invocation by a constant. */
    private static final int ROWS = 64;

    private static final int RANK = 8;

    @Param({"38x64", "128x16", "512x32", "784x64", "2048x64"})
    private String shape;

    private RowBlock[] blocks;
    private DMatrixRMaj[] matrices;
    private int next;
    private int blocksPerInvocation;
    private IncrementalSvd sketch;
    private EjmlFrequentDirections peer;

    @Setup
    public void fillBlocks() {
        Shape grid = Shape.of(shape);
        RowPool pool = new RowPool(grid.dimension(), RANK, ROWS);
        blocks = new RowBlock[pool.size() / grid.size()];
        matrices = new DMatrixRMaj[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new RowBlock(grid.size(), grid.dimension());
            matrices[b] = new DMatrixRMaj(grid.size(), grid.dimension());
            for (int i = 0; i < grid.size(); i++) {
                double[] row = pool.row(b * grid.size() + i);
                blocks[b].add(row, 1);
                System.arraycopy(row, 0, matrices[b].data, i * row.length, row.length);
            }
        }
        blocksPerInvocation = ROWS / grid.size();
        sketch = new IncrementalSvd(grid.dimension(), grid.size(), ShrinkPolicy.FREQUENT_DIRECTIONS);
        peer = new EjmlFrequentDirections(grid.dimension(), grid.size());
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double fold() {
        for (int b = 0; b < blocksPerInvocation; b++) {
            sketch.fold(blocks[nextBlock()]);
        }
        return sketch.shrinkage();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double ejml() {
        for (int b = 0; b < blocksPerInvocation; b++) {
            peer.fold(matrices[nextBlock()]);
        }
        return peer.shrinkage();
    }

    private int nextBlock() {
        next = next + 1 == blocks.length ? 0 : next + 1;
        return next;
    }
}
