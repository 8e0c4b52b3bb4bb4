package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures whether a row costs the same, and a matrix as much memory, however many rows came before. */
@Command(
        name = "longrun",
        mixinStandardHelpOptions = true,
        description = "Measures the time of a row and the heap of a matrix, judged and absorbed as by the topology but"
                + " without Kafka, after more and more rows; then that heap by size of matrix. Writes"
                + " benchmarks/results/longrun-<date>.csv. About eight minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' io.eigenstream.benchmarks.LongRunStudy"
        })
public final class LongRunStudy implements Callable<Integer> {

    private static final Shape LONG = new Shape(38, 16);
    private static final List<Shape> WIDE = List.of(new Shape(128, 16), new Shape(512, 32), new Shape(2048, 64));
    /** Beyond the start, whose rows are kept. */
    private static final int ROWS_OF_WIDE = 5_000;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Rows of the longest run (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--smoke", description = "Measure a few rows; write nothing.")
    private boolean smoke;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    LongRunStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when something failed or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LongRunStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (smoke) {
            measure(new Shape(8, 4), 200);
            return CommandLine.ExitCode.OK;
        }
        Optional<StampedRun> begun =
                StampedRun.begin(directory, List.of(), spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<LongRunPoint> points = measure(LONG, rows);
        for (Shape shape : WIDE) {
            points.addAll(measure(shape, ROWS_OF_WIDE));
        }
        Stream<String> csv = points.stream().map(LongRunPoint::csv);
        print("written to " + begun.get().write("longrun", LongRunPoint.HEADER, csv));
        return CommandLine.ExitCode.OK;
    }

    private List<LongRunPoint> measure(Shape shape, int count) {
        List<LongRunPoint> points = new ArrayList<>();
        new LongRun(shape).run(count, point -> {
            points.add(point);
            print(point.csv());
        });
        return points;
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
