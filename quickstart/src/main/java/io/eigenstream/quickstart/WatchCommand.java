package io.eigenstream.quickstart;

import io.eigenstream.serdes.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
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
        footer = {"", "Example:", "  eigenstream watch --bootstrap-servers localhost:9092 --matrix machine-1-6"})
final class WatchCommand implements Callable<Integer> {

    private static final long RECENT_RECORDS = 100;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Brokers to begin with, separated by commas.")
    private String bootstrapServers;

    @Option(names = "--topic-prefix", paramLabel = "PREFIX", description = "What the topics' names begin with.")
    private String topicPrefix = "";

    @Option(names = "--matrix", paramLabel = "NAME", description = "Show this matrix only.")
    private Optional<String> matrix = Optional.empty();

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka's consumer, for example security.protocol=SSL. May be repeated.")
    private Map<String, String> client = new HashMap<>();

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
        Map<String, String> connection = new HashMap<>(client);
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        Predicate<String> watched = name -> matrix.isEmpty() || name.equals(matrix.get());
        LiveLoop loop = new LiveLoop(
                "eigenstream watch " + bootstrapServers,
                LiveScreen.ofStandardOutput(),
                spec.commandLine().getOut(),
                length);
        StopSignal stop = eigenstream.stopSignal().listen();
        try (OutputReader reader = OutputReader.live(connection, new TopicNames(topicPrefix), RECENT_RECORDS)) {
            loop.show(reader, new LiveState(watched), stop::isRequested);
        }
        return 0;
    }
}
