package io.eigenstream.benchmarks;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
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
 * How many eigendecompositions a second of the Gram matrix of a stack of 2ℓ + 1 rows, by d and ℓ, which every fold for
 * d &gt; ℓ needs; and the same in EJML.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class EigenBenchmark {

    private static final int RANK = 8;

    @Param({"38x64", "128x16", "512x32", "784x64", "2048x64"})
    private String shape;

    private double[][] gram;
    private DMatrixRMaj matrix;
    private EigenDecomposition_F64<DMatrixRMaj> eigen;

    @Setup
    public void fillGram() {
        gram = Kernels.gram(RowPool.stack(Shape.of(shape), RANK));
        matrix = new DMatrixRMaj(gram);
        eigen = DecompositionFactory_DDRM.eig(gram.length, true, true);
    }

    @Benchmark
    public SymmetricEigen eigen() {
        return SymmetricEigen.of(gram);
    }

    @Benchmark
    public boolean ejml() {
        return eigen.decompose(matrix.copy());
    }
}
