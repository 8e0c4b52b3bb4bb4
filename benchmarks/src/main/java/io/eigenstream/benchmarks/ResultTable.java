package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The points of a run, each with its ratio to the peer that was measured beside it. */
final class ResultTable {

    private static final String HEADER =
            "benchmark,method,dimension,size,rows_per_second,least,most,bytes_per_row,ratio";

    private final List<Throughput> points;

    ResultTable(Collection<Throughput> points) {
        this.points = List.copyOf(points);
    }

    /** Comma-separated: a header and a line a point; without a ratio where there is no peer. */
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (Throughput point : points) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.0f,%.0f,%.0f,%.0f,%s",
                    point.benchmark(),
                    point.method(),
                    point.shape().dimension(),
                    point.shape().size(),
                    point.medianRowsPerSecond(),
                    point.leastRowsPerSecond(),
                    point.mostRowsPerSecond(),
                    point.bytesPerRow(),
                    ratio(point)));
        }
        return lines;
    }

    private String ratio(Throughput point) {
        OptionalDouble peer = points.stream()
                .filter(other -> other.isPeerOf(point))
                .mapToDouble(Throughput::medianRowsPerSecond)
                .findFirst();
        return peer.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f", point.medianRowsPerSecond() / peer.getAsDouble());
    }

    /** The same in columns. */
    List<String> aligned() {
        return csv().stream()
                .map(line ->
                        String.format("%-16s %-7s %9s %5s %16s %10s %10s %14s %6s", (Object[]) line.split(",", -1)))
                .toList();
    }
}
