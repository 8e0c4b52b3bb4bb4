package io.eigenstream.benchmarks;

import io.eigenstream.producers.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Clusters real blocks to a tolerance and compares with batch computations of the clusters; makes a page of it. */
@Command(
        name = "concatenation",
        mixinStandardHelpOptions = true,
        description = "Clusters real blocks to a tolerance and compares with batch computations of the clusters; writes"
                + " benchmarks/results/concatenation-<date>.csv and, from it, docs/CONCATENATION.md with its figure.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' \\",
            "      io.eigenstream.benchmarks.ConcatenationStudy --data ../data"
        })
public final class ConcatenationStudy implements Callable<Integer> {

    /** What to do: one of three. */
    static final class Task {

        @Option(
                names = "--data",
                paramLabel = "FOLDER",
                description = "Measure everything: the data sets in this folder. About five minutes.")
        private Path data;

        @Option(
                names = "--report",
                paramLabel = "FILE",
                description = "Measure nothing: write the page again from these results.")
        private Path results;

        @Option(names = "--smoke", description = "Measure a few generated blocks; write nothing.")
        private boolean smoke;
    }

    @ArgGroup(multiplicity = "1")
    private Task task;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    ConcatenationStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when data is missing or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConcatenationStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (task.smoke) {
            print(new ConcatenationTable(new ConcatenationSweep(this::print).smoke()).csv());
            return CommandLine.ExitCode.OK;
        }
        if (task.results != null) {
            report(task.results);
            return CommandLine.ExitCode.OK;
        }
        return measure();
    }

    private int measure() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Optional<StampedRun> begun = StampedRun.begin(directory, List.of(), err);
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        try {
            ConcatenationTable table = new ConcatenationTable(new ConcatenationSweep(this::print).measure(task.data));
            report(begun.get().write("concatenation", table.csv()));
        } catch (InputException e) {
            err.println(e.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private void report(Path results) throws IOException, InterruptedException {
        Path docs = Checkout.of(directory).root().resolve("docs");
        new ConcatenationReport(results.getFileName().toString(), StampedCsv.read(results)).writeTo(docs);
        print(results + " → " + docs.resolve(ConcatenationReport.PAGE));
    }

    private void print(List<String> lines) {
        lines.forEach(this::print);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
