package io.eigenstream.benchmarks;

import io.eigenstream.producers.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What to do with a study: one of three. */
final class StudyTask {

    /** What a study measures, and the page that it makes of the results. */
    interface Study {

        /** What its results are called. */
        String name();

        /** The page's file in docs. */
        String page();

        /** Everything, as comma-separated lines under a header; progress is told what has been measured. */
        List<String> measure(Path data, Consumer<String> progress) throws IOException;

        /** The same of something small that is generated. */
        List<String> smoke(Consumer<String> progress) throws IOException;

        /**
         * Writes the page and its figures, over those that are there.
         *
         * @param resultsName the file's name in benchmarks/results
         */
        void writePage(String resultsName, StampedCsv results, Path docs) throws IOException;
    }

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Measure everything, with the data sets in this folder.")
    private Path data;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Measure nothing: write the page again from these results.")
    private Path results;

    @Option(names = "--smoke", description = "Measure something small and generated; write nothing.")
    private boolean smoke;

    /** Does it; 0 when it was done, 1 when data is missing or the working tree is not clean. */
    int perform(Study study, Path directory, CommandLine command) throws IOException, InterruptedException {
        PrintWriter out = command.getOut();
        if (smoke) {
            study.smoke(line -> print(line, out)).forEach(line -> print(line, out));
            return CommandLine.ExitCode.OK;
        }
        if (results != null) {
            report(study, directory, results, out);
            return CommandLine.ExitCode.OK;
        }
        return measure(study, directory, command);
    }

    private int measure(Study study, Path directory, CommandLine command) throws IOException, InterruptedException {
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        Optional<StampedRun> begun = StampedRun.begin(directory, List.of(), err);
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        try {
            List<String> csv = study.measure(data, line -> print(line, out));
            report(study, directory, begun.get().write(study.name(), csv), out);
        } catch (InputException e) {
            print(e.getMessage(), err);
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private static void report(Study study, Path directory, Path file, PrintWriter out)
            throws IOException, InterruptedException {
        Path docs = Checkout.of(directory).root().resolve("docs");
        study.writePage(file.getFileName().toString(), StampedCsv.read(file), docs);
        print(file + " → " + docs.resolve(study.page()), out);
    }

    private static void print(String line, PrintWriter out) {
        out.println(line);
        out.flush();
    }
}
