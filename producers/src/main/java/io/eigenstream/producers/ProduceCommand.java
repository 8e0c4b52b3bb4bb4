package io.eigenstream.producers;

import io.eigenstream.serdes.WireFormat;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code produce} command: sends the rows of files or of a generator to a cluster. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Send matrix rows to the rows topic of a Kafka cluster, each row acknowledged.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row was acknowledged",
            "1:an input cannot be read, or a row was not acknowledged",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} --input train.csv.gz --input test.csv.gz --matrix machine-1 --emit",
            "  ${COMMAND-FULL-NAME} --input X.npy --order shuffled --seed 7 --spread",
            "  ${COMMAND-FULL-NAME} --input events.jsonl --fields cpu,memory,disk --rate 1000",
            "  ${COMMAND-FULL-NAME} --input sensors.csv --missing",
            "  ${COMMAND-FULL-NAME} --generate anomalies --dimension 40 --rate 200"
        })
public final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private GeneratorOptions generator = new GeneratorOptions();

    @Mixin
    private SendOptions sending = new SendOptions();

    @Option(names = "--emit", description = "After the last row, ask the topology to publish the matrix's estimates.")
    private boolean emit;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(
            names = "--wire-format",
            paramLabel = "FORMAT",
            description = "How rows are written: avro or json. Default: ${DEFAULT-VALUE}.")
    private WireFormat wireFormat = WireFormat.AVRO;

    @Spec
    private CommandSpec spec;

    /** Sends nothing before {@link #call}. */
    public ProduceCommand() {
        // picocli sets the options
    }

    /** The command by itself. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ProduceCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ProduceCommand::sayWhatIsWrong);
    }

    /** The whole help would push the one line that matters off the screen. */
    private static int sayWhatIsWrong(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + Secrets.masked(e.getMessage()) + "\nSee " + name + " --help.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            RowFeed feed = feed();
            SentRows sent = send(feed, err);
            err.println("sent " + sent.rows() + " rows of matrix " + feed.matrix() + badLines(sent));
            return CommandLine.ExitCode.OK;
        } catch (InputException | SendException e) {
            err.println(spec.qualifiedName() + ": " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private RowFeed feed() {
        if (generator.isGiven() == !input.inputs().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "give either --input FILE or --generate KIND");
        }
        if (!generator.isGiven()) {
            return input.open();
        }
        if (generator.isUnbounded() && input.order() == RowOrder.SHUFFLED) {
            throw new ParameterException(spec.commandLine(), "--order shuffled needs an end: give --rows N");
        }
        try {
            return input.open(generator.generator(input.seed()), generator.kind());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--generate: " + e.getMessage(), e);
        }
    }

    private SentRows send(RowFeed feed, PrintWriter err) {
        try (RowSender sender = RowSender.connect(client.clientSettings(), client.topics(), wireFormat)) {
            SentRows sent;
            try (Progress progress = Progress.start(err, "sending " + feed.matrix(), feed.itemCount())) {
                sent = sender.send(feed, sending, progress);
            }
            if (emit) {
                sender.requestEstimates(feed.matrix(), sending);
            }
            return sent;
        }
    }

    private static String badLines(SentRows sent) {
        return sent.badLines() == 0 ? "" : " and " + sent.badLines() + " lines that are no rows, for the dead letters";
    }
}
