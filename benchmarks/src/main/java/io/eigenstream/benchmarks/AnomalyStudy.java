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

/** Judges labelled rows by the detector and by its peers; makes a page of it. */
@Command(
        name = "anomalies",
        mixinStandardHelpOptions = true,
        description = "Judges labelled rows by the detector, by a batch PCA and by Random Cut Forest; writes"
                + " benchmarks/results/anomalies-<date>.csv and, from it, docs/ANOMALIES.md. About ten minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' \\",
            "      io.eigenstream.benchmarks.AnomalyStudy --data ../data"
        })
public final class AnomalyStudy implements StudyTask.Study, Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private StudyTask task;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    AnomalyStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when data is missing or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AnomalyStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return task.perform(this, directory, spec.commandLine());
    }

    @Override
    public String name() {
        return "anomalies";
    }

    @Override
    public String page() {
        return AnomalyReport.PAGE;
    }

    @Override
    public List<String> measure(Path data, Consumer<String> progress) throws IOException {
        return new AnomalyTable(new AnomalySweep(progress).measure(data)).csv();
    }

    @Override
    public List<String> smoke(Consumer<String> progress) {
        return new AnomalyTable(new AnomalySweep(progress).smoke()).csv();
    }

    @Override
    public void writePage(String resultsName, StampedCsv results, Path docs) throws IOException {
        new AnomalyReport(resultsName, results).writeTo(docs);
    }
}
