package io.eigenstream.benchmarks;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One measured point.
 *
 * @param benchmark class
 * @param method what was measured, or {@link #PEER}
 * @param error half of JMH's 99.9 % interval of the rows a second; NaN from a single iteration
 * @param bytesPerRow allocated
 */
record Throughput(
        String benchmark, String method, Shape shape, double rowsPerSecond, double error, double bytesPerRow) {

    static final String PEER = "ejml";

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    static Throughput of(RunResult result) {
        String[] path = result.getParams().getBenchmark().split("\\.");
        Result<?> rows = result.getPrimaryResult();
        return new Throughput(
                path[path.length - 2],
                path[path.length - 1],
                Shape.of(result.getParams().getParam("shape")),
                rows.getScore(),
                rows.getScoreError(),
                result.getSecondaryResults().get(ALLOCATION).getScore());
    }

    boolean isPeerOf(Throughput other) {
        return method.equals(PEER) && benchmark.equals(other.benchmark) && shape.equals(other.shape);
    }
}
