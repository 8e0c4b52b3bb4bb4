package io.eigenstream.quickstart;

import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.producers.SentRows;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The {@code demo} command: a generated fleet, live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = BuildVersion.class,
        description =
                "Run a generated fleet of machines on an embedded broker and show its estimates live, until Ctrl-C."
                        + " About one row in a thousand is anomalous: the generator labels these 'anomaly'.",
        footerHeading = "%nExample:%n",
        footer = "  eigenstream demo --for 30s --rate 5000")
final class DemoCommand implements Callable<Integer> {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after this time, for example 30s, 2m or 1h. Default: on Ctrl-C.")
    private Optional<Duration> length = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "ROWS",
            description = "Rows per second of the whole fleet. Default: ${DEFAULT-VALUE}.")
    private double rowsPerSecond = 2000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the fleet. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @ParentCommand
    private Eigenstream eigenstream;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(rowsPerSecond > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is " + rowsPerSecond + ", expected a number above 0");
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("starting a broker and the topology ...");
        err.flush();
        StopSignal stop = eigenstream.stopSignal().listen();
        try (TemporaryDirectory work = new TemporaryDirectory();
                EmbeddedBroker broker = EmbeddedBroker.start(work.path().resolve("broker"))) {
            Settings settings = settings(broker, work.path());
            try (EigenstreamApplication application = EigenstreamApplication.start(settings)) {
                show(settings, application, stop);
            }
        }
        return 0;
    }

    private static Settings settings(EmbeddedBroker broker, Path work) {
        return Settings.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                broker.bootstrapServers(),
                Settings.EMIT_EVERY_ROWS,
                "100000",
                "kafka.state.dir",
                work.resolve("state").toString(),
                "kafka.commit.interval.ms",
                "500",
                "kafka.num.stream.threads",
                "2"));
    }

    private void show(Settings settings, EigenstreamApplication application, StopSignal stop) {
        LiveLoop loop = new LiveLoop(
                "eigenstream demo",
                LiveScreen.ofStandardOutput(),
                spec.commandLine().getOut(),
                length);
        LiveState state = new LiveState(name -> true);
        try (OutputReader reader = OutputReader.fromTheBeginning(settings.kafka(), settings.topics());
                RowSender sender = RowSender.connect(settings.kafka(), settings.topics(), settings.wireFormat())) {
            while (application.state() != KafkaStreams.State.RUNNING && !isOver(application, stop)) {
                reader.poll(POLL_TIMEOUT, state);
            }
            try (BackgroundFeeds feeds = BackgroundFeeds.start(sendFleet(sender))) {
                loop.show(reader, state, () -> feeds.sent().isPresent() || isOver(application, stop));
            }
        }
    }

    private static boolean isOver(EigenstreamApplication application, StopSignal stop) {
        application.failure().ifPresent(CommandFailure::throwForTopology);
        return stop.isRequested();
    }

    private List<Callable<SentRows>> sendFleet(RowSender sender) {
        List<RowFeed> fleet = DemoFleet.feeds(seed);
        SendOptions share = SendOptions.atRate(rowsPerSecond / fleet.size());
        return fleet.stream()
                .map(feed -> (Callable<SentRows>) () -> sender.send(feed, share, sent -> {}))
                .toList();
    }
}
