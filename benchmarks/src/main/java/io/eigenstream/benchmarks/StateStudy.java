package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what state costs on a real broker: changelog, restoring, heap. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Measures what the topology's state costs on a broker in this process: bytes of changelog a byte"
                + " of input, time to restore it, heap; writes benchmarks/results/state-<date>.csv. About twenty"
                + " minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' io.eigenstream.benchmarks.StateStudy"
        })
public final class StateStudy implements Callable<Integer> {

    /** More than the broker's cleaner sleeps. */
    private static final Duration CLEANING = Duration.ofSeconds(40);

    @Option(names = "--smoke", description = "Measure something small; write nothing.")
    private boolean smoke;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    StateStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when something failed or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StateStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StateSweep sweep = new StateSweep(this::print, smoke ? Duration.ZERO : CLEANING);
        print(StatePoint.HEADER);
        if (smoke) {
            sweep.smoke();
            return CommandLine.ExitCode.OK;
        }
        Optional<StampedRun> begun =
                StampedRun.begin(directory, List.of(), spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        Stream<String> csv = sweep.measure().stream().map(StatePoint::csv);
        print("written to " + begun.get().write("state", StatePoint.HEADER, csv));
        return CommandLine.ExitCode.OK;
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
