package io.eigenstream.quickstart.faults;

import io.eigenstream.quickstart.TemporaryDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code faults} command: kills, stops and freezes real processes, and holds what they publish against the library.
 */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run the topology on a cluster of its own in several processes, kill, stop and freeze them while rows come,"
                    + " and compare what is published with what the library computes from the same rows, bit for bit.",
            "Then kill everything, delete every instance's disk, and compare what comes back from the changelog alone."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing lost, nothing counted twice, everything equal, and the control was found out",
            "1:something was not so",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  eigenstream faults",
            "  eigenstream faults --plan long --disturbances 100 --seed 7 --report faults.txt"
        })
public final class FaultsCommand implements Callable<Integer> {

    private enum Plan {
        SHORT,
        LONG
    }

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description =
                    "short: five disturbances of one broker's instances, three minutes; long: drawn ones of several"
                            + " set-ups, three brokers among them. Default: short.")
    private Plan plan = Plan.SHORT;

    @Option(
            names = "--disturbances",
            paramLabel = "N",
            description = "Of the long plan, in all. Default: ${DEFAULT-VALUE}.")
    private int disturbances = 100;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Of the plan's set-ups, those with this in their names; and the control.")
    private String only = "";

    @Option(names = "--seed", paramLabel = "N", description = "Of rows and disturbances. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what happened to this file too.")
    private Optional<Path> reportFile = Optional.empty();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the processes keep their disks and logs; kept. Default: a temporary one, deleted.")
    private Optional<Path> directory = Optional.empty();

    @Spec
    private CommandSpec spec;

    private final List<String> report = new ArrayList<>();

    /** Starts nothing before {@link #call}. */
    public FaultsCommand() {
        // picocli sets the options
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (disturbances < 1) {
            throw wrongUsage("--disturbances is " + disturbances + ", expected 1 or more");
        }
        List<Scenario> scenarios = plan == Plan.SHORT ? Scenario.shortPlan() : Scenario.longPlan(disturbances, seed);
        List<String> names = scenarios.stream()
                .filter(scenario -> !scenario.isControl())
                .map(Scenario::name)
                .toList();
        if (names.stream().noneMatch(name -> name.contains(only))) {
            throw wrongUsage("--only is '" + only + "', expected a part of one of " + names);
        }
        tell("eigenstream faults, " + LocalDate.now() + ", seed " + seed);
        try {
            boolean good = play(scenarios);
            tell(good ? "all is well" : "NOT all is well");
            return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            if (reportFile.isPresent()) {
                Files.write(reportFile.get(), report);
            }
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private boolean play(List<Scenario> scenarios) throws IOException, InterruptedException {
        if (directory.isPresent()) {
            return play(scenarios, directory.get());
        }
        try (TemporaryDirectory scratch = new TemporaryDirectory()) {
            return play(scenarios, scratch.path());
        }
    }

    private boolean play(List<Scenario> scenarios, Path root) throws IOException, InterruptedException {
        boolean good = true;
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = scenarios.get(i);
            if (scenario.name().contains(only) || scenario.isControl()) {
                tell("");
                tell(scenario.name());
                Verdict verdict = new Trial(scenario, seed + i, root.resolve("trial-" + i), this::tell).play();
                good &= verdict.isClean() != scenario.isControl();
                tell(verdict, scenario);
            }
        }
        return good;
    }

    private void tell(Verdict verdict, Scenario scenario) {
        tell("  rows sent             %,d".formatted(verdict.rows()));
        tell("  rows not scored       %,d".formatted(verdict.unscored()));
        tell("  rows scored again     %,d".formatted(verdict.scoredAgain()));
        tell("  estimates             " + verdict.disturbed());
        tell("  from the changelog    " + verdict.fromChangelog());
        if (scenario.isControl()) {
            tell(verdict.isClean() ? "  THE CONTROL WAS NOT FOUND OUT" : "  found out, as it must be");
        } else {
            tell(verdict.isClean() ? "  nothing lost, nothing twice, all bits equal" : "  NOT CLEAN");
        }
    }

    private void tell(String line) {
        report.add(line);
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
