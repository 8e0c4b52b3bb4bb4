package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares sketches with the batch computation on the same rows; makes a page of the results. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Compares sketches with the batch computation on the same rows, real and generated; writes"
                + " benchmarks/results/accuracy-<date>.csv and, from it, docs/ACCURACY.md with its figures. About"
                + " seven minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' \\",
            "      io.eigenstream.benchmarks.AccuracyStudy --data ../data"
        })
public final class AccuracyStudy implements StudyTask.Study, Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private StudyTask task;

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
        return task.perform(this, directory, spec.commandLine());
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String page() {
        return AccuracyReport.PAGE;
    }

    @Override
    public List<String> measure(Path data, Consumer<String> progress) throws IOException {
        return new AccuracyTable(new AccuracySweep(progress).measure(data)).csv();
    }

    @Override
    public List<String> smoke(Consumer<String> progress) throws IOException {
        return new AccuracyTable(new AccuracySweep(progress).smoke()).csv();
    }

    @Override
    public void writePage(String resultsName, StampedCsv results, Path docs) throws IOException {
        new AccuracyReport(resultsName, results).writeTo(docs);
    }
}
