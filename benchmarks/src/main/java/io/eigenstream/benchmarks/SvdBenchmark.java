package io.eigenstream.benchmarks;

import io.eigenstream.sketches.linalg.ThinSvd;
import io.eigenstream.sketches.linalg.TriangularFactor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
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
 * How many singular value decompositions a second of what a sketch keeps, by d and ℓ: of the triangular factor for
 * d ≤ ℓ, which every model of the detector needs, and of ℓ + 1 rows for d &gt; ℓ, which a publication needs; and the
 * same in EJML.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class SvdBenchmark {

    private static final int RANK = 8;

    @Param({"38x64", "128x16", "512x32", "784x64", "2048x64"})
    private String shape;

    private double[][] rows;
    private DMatrixRMaj matrix;
    private SingularValueDecomposition_F64<DMatrixRMaj> svd;

    @Setup
    public void fillRows() {
        Shape grid = Shape.of(shape);
        double[][] stack = RowPool.stack(grid, RANK);
        rows = grid.dimension() <= grid.size() ? TriangularFactor.of(stack) : Arrays.copyOf(stack, grid.size() + 1);
        matrix = new DMatrixRMaj(rows);
        svd = DecompositionFactory_DDRM.svd(rows.length, grid.dimension(), false, true, true);
    }

    @Benchmark
    public ThinSvd svd() {
        return ThinSvd.of(rows);
    }

    @Benchmark
    public DMatrixRMaj ejml() {
        if (!svd.decompose(matrix.copy())) {
            throw new IllegalStateException("no SVD");
        }
        return svd.getV(null, true);
    }
}
