package io.eigenstream.benchmarks;

import java.util.Locale;

/**
 * What one party of a race came to.
 *
 * @param party topology, pass-through or library
 * @param kernels of the sketches; empty for who has none
 * @param shape d and ℓ
 * @param seconds that the rows took: of the clock with Kafka, of the processor without
 * @param cpuSeconds of the party's process meanwhile
 * @param brokerCpuSeconds of the broker's
 */
record PipelinePoint(
        String party,
        String kernels,
        Shape shape,
        int round,
        long rows,
        double seconds,
        double cpuSeconds,
        double brokerCpuSeconds) {

    static final String HEADER = "party,kernels,dimension,size,round,rows,seconds,rows_per_second,cpu_us,broker_cpu_us";

    private static final double MICROS = 1e6;

    double rowsPerSecond() {
        return rows / seconds;
    }

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%d,%d,%.3f,%.0f,%.2f,%.2f",
                party,
                kernels,
                shape.dimension(),
                shape.size(),
                round,
                rows,
                seconds,
                rowsPerSecond(),
                cpuSeconds * MICROS / rows,
                brokerCpuSeconds * MICROS / rows);
    }
}
