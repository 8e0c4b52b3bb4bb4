package io.eigenstream.producers;

import io.eigenstream.serdes.WireFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code forget} command: has the topology delete all that it knows of matrices. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Delete all that the topology knows of matrices: sketches and estimates, not rows or scores.",
            "Rows that come later begin the matrix anew. Done when the topology has read it, after the rows before it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the cluster has accepted it", "1:the cluster has not", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} --matrix machine-1",
            "  ${COMMAND-FULL-NAME} --bootstrap-servers kafka:9092 --matrix machine-1 --matrix machine-2"
        })
public final class ForgetCommand implements Callable<Integer> {

    @Option(
            names = "--matrix",
            paramLabel = "NAME",
            required = true,
            converter = MatrixNameConverter.class,
            description = "Name of a matrix; repeatable.")
    private List<String> matrices = List.of();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Spec
    private CommandSpec spec;

    /** Sends nothing before {@link #call}. */
    public ForgetCommand() {
        // picocli sets the options
    }

    @Override
    public Integer call() {
        try (RowSender sender = RowSender.connect(client.clientSettings(), client.topics(), WireFormat.AVRO)) {
            matrices.forEach(sender::forget);
            spec.commandLine().getErr().println("to be forgotten: " + String.join(", ", matrices));
            return CommandLine.ExitCode.OK;
        } catch (InputException | SendException e) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
