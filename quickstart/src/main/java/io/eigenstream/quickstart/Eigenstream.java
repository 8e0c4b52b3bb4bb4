package io.eigenstream.quickstart;

import io.eigenstream.producers.ForgetCommand;
import io.eigenstream.producers.InputException;
import io.eigenstream.producers.ProduceCommand;
import io.eigenstream.producers.Secrets;
import io.eigenstream.producers.SendException;
import io.eigenstream.quickstart.faults.FaultsCommand;
import io.eigenstream.topology.TopologyCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code eigenstream} command. */
@Command(
        name = "eigenstream",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description =
                "Live linear algebra on Kafka: singular values, leading eigenvectors and anomaly scores of matrices"
                        + " whose rows arrive on a topic.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            ProduceCommand.class,
            TopologyCommand.class,
            WatchCommand.class,
            ForgetCommand.class,
            FaultsCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  eigenstream run --input rows.csv --output out",
            "  eigenstream demo --for 30s",
            "  eigenstream run --help"
        })
public final class Eigenstream implements Runnable {

    private static final String DEBUG_VARIABLE = "EIGENSTREAM_DEBUG";

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where in the program a failure arose; also with " + DEBUG_VARIABLE + " set.")
    private boolean stackTrace = System.getenv(DEBUG_VARIABLE) != null;

    @Spec
    private CommandSpec spec;

    private final StopSignal stopSignal;

    private Eigenstream(StopSignal stopSignal) {
        this.stopSignal = stopSignal;
    }

    /** Runs the command line and exits: 0 when all is well, 1 when the command failed, 2 when it was used wrongly. */
    public static void main(String[] arguments) {
        StopSignal stopSignal = StopSignal.ofProcess();
        int exitCode = CommandLine.ExitCode.SOFTWARE;
        try {
            exitCode = commandLine(stopSignal).execute(arguments);
        } finally {
            stopSignal.windUp(exitCode);
        }
        System.exit(exitCode);
    }

    static CommandLine commandLine(StopSignal stopSignal) {
        Eigenstream eigenstream = new Eigenstream(stopSignal);
        return new CommandLine(eigenstream)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Eigenstream::explainUsage)
                .setExecutionExceptionHandler(eigenstream::explainFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: run, demo, produce, topology, watch, forget or faults");
    }

    StopSignal stopSignal() {
        return stopSignal;
    }

    private static int explainUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + Secrets.masked(e.getMessage()));
        err.println("See " + name + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private int explainFailure(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String what = isForUsers(e) ? reason(e) : e.toString();
        err.println(command.getCommandSpec().qualifiedName() + ": " + Secrets.masked(what));
        if (stackTrace) {
            err.print(Secrets.masked(stackTrace(e)));
        } else if (!isForUsers(e)) {
            err.println("(--stacktrace shows where)");
        }
        err.flush();
        return stopSignal.isRequested() ? StopSignal.STOPPED_EXIT_CODE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String stackTrace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Kafka tells what it could not do, and in the cause why. */
    private static String reason(Exception e) {
        return e instanceof KafkaException && e.getCause() != null
                ? e.getMessage() + ": " + e.getCause().getMessage()
                : e.getMessage();
    }

    private static boolean isForUsers(Exception e) {
        return e instanceof CommandFailure
                || e instanceof InputException
                || e instanceof SendException
                || e instanceof KafkaException;
    }
}
