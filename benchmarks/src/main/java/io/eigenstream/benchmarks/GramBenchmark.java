package io.eigenstream.benchmarks;

import io.eigenstream.sketches.linalg.Kernels;
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

/**
 * How many Gram matrices of a stack of 2ℓ + 1 rows a second, by d and ℓ, which every fold for d &gt; ℓ needs; and the
 * same in EJML.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class GramBenchmark {

    private static final int RANK = 8;

    @Param({"38x64", "128x16", "512x32", "784x64", "2048x64"})
    private String shape;

    private double[][] stack;
    private DMatrixRMaj matrix;
    private DMatrixRMaj gram;

    @Setup
    public void fillStack() {
        stack = RowPool.stack(Shape.of(shape), RANK);
        matrix = new DMatrixRMaj(stack);
        gram = new DMatrixRMaj(stack.length, stack.length);
    }

    @Benchmark
    public double[][] gram() {
        return Kernels.gram(stack);
    }

    @Benchmark
    public DMatrixRMaj ejml() {
        CommonOps_DDRM.multOuter(matrix, gram);
        return gram;
    }
}
