package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every benchmark of this module and writes what it measured, stamped with its origin. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the sketches and, beside them, EJML; writes benchmarks/results/sketches-<date>.csv.")
public final class Benchmarks implements Callable<Integer> {

    /** A collector without threads of its own, which on few cores would be measured too. */
    private static final List<String> JVM_ARGUMENTS = List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g");

    private static final List<String> VECTOR_ARGUMENTS =
            List.of("--add-modules=jdk.incubator.vector", "-Dio.eigenstream.kernels=vector");

    @Option(names = "--smoke", description = "Run everything once for a moment, in this process; write nothing.")
    private boolean smoke;

    @Option(
            names = "--vector",
            description = "Measure the vector kernels instead of the plain ones; writes sketches-vector-<date>.csv.")
    private boolean vector;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    Benchmarks(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when something failed or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        return smoke ? smoke() : measure();
    }

    private int smoke() throws RunnerException {
        ChainedOptionsBuilder options = options()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT);
        print(run(options).aligned());
        return CommandLine.ExitCode.OK;
    }

    private int measure() throws IOException, InterruptedException, RunnerException {
        List<String> arguments = new ArrayList<>(JVM_ARGUMENTS);
        arguments.addAll(vector ? VECTOR_ARGUMENTS : List.of());
        Optional<StampedRun> begun =
                StampedRun.begin(directory, arguments, spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        ResultTable table = run(options().jvmArgs(arguments.toArray(String[]::new)));
        Path file = begun.get().write(vector ? "sketches-vector" : "sketches", table.csv());
        print(begun.get().stamp().lines());
        print(table.aligned());
        print(List.of("written to " + file));
        return CommandLine.ExitCode.OK;
    }

    private static ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .include(Benchmarks.class.getPackageName() + "\\.")
                .addProfiler(GCProfiler.class)
                .addProfiler(WorkerCpuTime.class)
                .shouldFailOnError(true);
    }

    private static ResultTable run(ChainedOptionsBuilder options) throws RunnerException {
        return new ResultTable(
                new Runner(options.build()).run().stream().map(Throughput::of).toList());
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
