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

/** Compares sketches with the batch computation on the same rows; makes a page of the results. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Compares sketches with the batch computation on the same rows; writes"
                + " benchmarks/results/accuracy-<date>.csv and, from it, docs/ACCURACY.md with its figures.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' \\",
            "      io.eigenstream.benchmarks.AccuracyStudy --data ../data"
        })
public final class AccuracyStudy implements Callable<Integer> {

    /** What to do: one of three. */
    static final class Task {

        @Option(
                names = "--data",
                paramLabel = "FOLDER",
                description =
                        "Measure everything: the data sets in this folder and generated rows. About seven minutes.")
        private Path data;

        @Option(
                names = "--report",
                paramLabel = "FILE",
                description = "Measure nothing: write the page again from these results.")
        private Path results;

        @Option(names = "--smoke", description = "Measure one small generated matrix; write nothing.")
        private boolean smoke;
    }

    @ArgGroup(multiplicity = "1")
    private Task task;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    AccuracyStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when data is missing or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AccuracyStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (task.smoke) {
            print(new AccuracyTable(new AccuracySweep(this::print).smoke()).csv());
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
            AccuracyTable table = new AccuracyTable(new AccuracySweep(this::print).measure(task.data));
            report(begun.get().write("accuracy", table.csv()));
        } catch (InputException e) {
            err.println(e.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private void report(Path results) throws IOException, InterruptedException {
        Path docs = Checkout.of(directory).root().resolve("docs");
        new AccuracyReport(results.getFileName().toString(), StampedCsv.read(results)).writeTo(docs);
        print(results + " → " + docs.resolve(AccuracyReport.PAGE));
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
