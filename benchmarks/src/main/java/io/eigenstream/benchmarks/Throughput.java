package io.eigenstream.benchmarks;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One measured point. Rows a second are those of the iterations, a second being one of {@link WorkerCpuTime}.
 *
 * @param benchmark class
 * @param method what was measured, or {@link #PEER}
 * @param bytesPerRow allocated
 */
record Throughput(
        String benchmark,
        String method,
        Shape shape,
        double medianRowsPerSecond,
        double leastRowsPerSecond,
        double mostRowsPerSecond,
        double bytesPerRow) {

    static final String PEER = "ejml";

    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final double NANOS_PER_SECOND = 1e9;

    static Throughput of(RunResult result) {
        String[] path = result.getParams().getBenchmark().split("\\.");
        Statistics nanos = result.getSecondaryResults().get(WorkerCpuTime.LABEL).getStatistics();
        return new Throughput(
                path[path.length - 2],
                path[path.length - 1],
                Shape.of(result.getParams().getParam("shape")),
                NANOS_PER_SECOND / nanos.getPercentile(50),
                NANOS_PER_SECOND / nanos.getMax(),
                NANOS_PER_SECOND / nanos.getMin(),
                result.getSecondaryResults().get(ALLOCATION).getScore());
    }

    boolean isPeerOf(Throughput other) {
        return method.equals(PEER) && benchmark.equals(other.benchmark) && shape.equals(other.shape);
    }
}
