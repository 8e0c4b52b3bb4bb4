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

/** Clusters real blocks to a tolerance and compares with batch computations of the clusters; makes a page of it. */
@Command(
        name = "concatenation",
        mixinStandardHelpOptions = true,
        description = "Clusters real blocks to a tolerance and compares with batch computations of the clusters; writes"
                + " benchmarks/results/concatenation-<date>.csv and, from it, docs/CONCATENATION.md with its figure."
                + " About five minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' \\",
            "      io.eigenstream.benchmarks.ConcatenationStudy --data ../data"
        })
public final class ConcatenationStudy implements StudyTask.Study, Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private StudyTask task;

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
        return task.perform(this, directory, spec.commandLine());
    }

    @Override
    public String name() {
        return "concatenation";
    }

    @Override
    public String page() {
        return ConcatenationReport.PAGE;
    }

    @Override
    public List<String> measure(Path data, Consumer<String> progress) throws IOException {
        return new ConcatenationTable(new ConcatenationSweep(progress).measure(data)).csv();
    }

    @Override
    public List<String> smoke(Consumer<String> progress) throws IOException {
        return new ConcatenationTable(new ConcatenationSweep(progress).smoke()).csv();
    }

    @Override
    public void writePage(String resultsName, StampedCsv results, Path docs) throws IOException {
        new ConcatenationReport(resultsName, results).writeTo(docs);
    }
}
