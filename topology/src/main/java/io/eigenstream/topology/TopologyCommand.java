package io.eigenstream.topology;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the topology against a cluster until it is told to stop. */
@Command(
        name = "topology",
        sortOptions = false,
        description = {
            "Runs the Kafka Streams application: reads matrix rows, publishes scores and estimates.",
            "Settings come from --config, over it EIGENSTREAM_… variables, over them --set."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  eigenstream topology --bootstrap-servers localhost:9092",
            "  eigenstream topology --config app.properties --set sketch.size=128 --set kafka.num.stream.threads=2",
            "  EIGENSTREAM_BOOTSTRAP_SERVERS=kafka:9092 eigenstream topology"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:failed", "2:a flag or setting is wrong", "130, 143:stopped by Ctrl-C, by SIGTERM"})
public final class TopologyCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Option(names = "--bootstrap-servers", paramLabel = "H:P", description = "Brokers to begin with.")
    private String bootstrapServers;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file of settings.")
    private Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; repeatable.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean helpWanted;

    @Option(names = "--settings", description = "Print every setting with its default and meaning, and exit.")
    private boolean printSettings;

    /** Runs alone. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new TopologyCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (printSettings) {
            out.print(Settings.reference());
            out.flush();
            return 0;
        }
        Settings settings = settings();
        try (EigenstreamApplication application = EigenstreamApplication.start(settings);
                HealthServer health = health(settings, application)) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "reading %s at %s; health at http://%s:%d/health/ready; Ctrl-C stops%n",
                            settings.topics().rows(),
                            settings.bootstrapServers(),
                            settings.getString(Settings.HEALTH_HOST),
                            health.port());
            return waitForTheEnd(application);
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("eigenstream topology: " + e.getMessage());
            return FAILED;
        }
    }

    private Settings settings() {
        SettingsSources sources = new SettingsSources();
        if (config != null) {
            sources.file(config);
        }
        sources.environment(System.getenv()).flags(set);
        if (bootstrapServers != null) {
            sources.flags(Map.of(Settings.BOOTSTRAP_SERVERS, bootstrapServers));
        }
        try {
            return sources.settings();
        } catch (KafkaException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static HealthServer health(Settings settings, EigenstreamApplication application) {
        return new HealthServer(
                settings.getString(Settings.HEALTH_HOST), settings.getInt(Settings.HEALTH_PORT), application::state);
    }

    private int waitForTheEnd(EigenstreamApplication application) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> {
            told.countDown();
            application.close();
        });
        Runtime.getRuntime().addShutdownHook(onSignal);
        while (application.failure().isEmpty()) {
            // the process ends with the signal's exit code, whatever is returned here
            if (told.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
        }
        Throwable failure = application.failure().orElseThrow();
        spec.commandLine().getErr().println("eigenstream topology: stopped by " + failure);
        return FAILED;
    }
}
