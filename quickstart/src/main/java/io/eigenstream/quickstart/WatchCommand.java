package io.eigenstream.quickstart;

import io.eigenstream.producers.ClientOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the estimates and anomalies that a topology publishes in any cluster. */
@Command(
        name = "watch",
        description = "Show the latest estimates and anomalies of a running topology, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  eigenstream watch --bootstrap-servers localhost:9092 --matrix machine-1-6",
            "  eigenstream watch --config secured.properties"
        })
final class WatchCommand implements Callable<Integer> {

    private static final long RECENT_RECORDS = 100;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--matrix", paramLabel = "NAME", description = "Show this matrix only.")
    private Optional<String> matrix = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after this time, for example 30s, 2m or 1h.")
    private Optional<Duration> length = Optional.empty();

    @ParentCommand
    private Eigenstream eigenstream;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> connection = client.clientSettings();
        Predicate<String> watched = name -> matrix.isEmpty() || name.equals(matrix.get());
        LiveLoop loop = new LiveLoop(
                title(connection),
                LiveScreen.ofStandardOutput(),
                spec.commandLine().getOut(),
                length);
        StopSignal stop = eigenstream.stopSignal().listen();
        try (OutputReader reader = OutputReader.live(connection, client.topics(), RECENT_RECORDS)) {
            loop.show(reader, new LiveState(watched), stop::isRequested);
        }
        return 0;
    }

    private String title(Map<String, String> connection) {
        return "eigenstream watch " + connection.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                + matrix.map(name -> " · " + name).orElse("");
    }
}
