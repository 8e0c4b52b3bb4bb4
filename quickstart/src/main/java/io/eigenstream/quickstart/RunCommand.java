package io.eigenstream.quickstart;

import io.eigenstream.producers.ConnectionSettings;
import io.eigenstream.producers.InputOptions;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.topology.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The {@code run} command: the whole job on files. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = BuildVersion.class,
        description = {
            "Put the rows of files through the topology and write what it publishes.",
            "Starts an embedded broker unless a cluster is named. Every row ends in scores.jsonl or dead-letter.jsonl;"
                    + " estimates are in eigenvectors.jsonl, spectra.jsonl and models.jsonl, the last line of each"
                    + " covering all rows; summary.json says what was done.",
            "Scores are causal: each row is scored by the model of the rows before it, so rows keep their order unless"
                    + " --order shuffled is given. The random-order eigenvector is made for shuffled rows. With --whole"
                    + " every row is scored by the model of all rows; with --set anomaly.freeze.after.rows=N by that of"
                    + " the first N, once they are there."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all results are written",
            "1:the run failed; no results are written",
            "2:wrong usage",
            "130:stopped"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  eigenstream run --input train.csv.gz --input test.csv.gz --matrix machine-1-6 --output out",
            "  eigenstream run --input sensors.csv --missing --output out",
            "",
            "  A few good images to learn from, 16 rows of features, then those to judge:",
            "  eigenstream run --input good.npy --input test.npy --set anomaly.freeze.after.rows=16 --output out",
            "",
            "  No image that is known to be good:",
            "  eigenstream run --input test.npy --whole --output out"
        })
final class RunCommand implements Callable<Integer> {

    private static final int COMMIT_INTERVAL_MILLIS = 500;

    /** Stands for the address of the embedded broker, which is known when it has started. */
    private static final String EMBEDDED = "embedded";

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private SendOptions sending = new SendOptions();

    @Option(
            names = "--whole",
            description = "Score every row by one model, that of all rows. They pass the topology twice, the second"
                    + " time with the model frozen: scores, groups and dead letters are those of the second time,"
                    + " estimates those of the first. The model learns strange rows too, those that are far out the"
                    + " less, the farther they are.")
    private boolean whole;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            description = "Partitions of the topics; more than one is of use with --spread. Default: ${DEFAULT-VALUE}.")
    private int partitions = 1;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the topology, for example sketch.size=128. May be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties file of settings of Kafka's clients, such as those for security, each behind kafka."
                            + " as the topology has them; other settings in it are not used. Under --set.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Run in this cluster, in topics of an unused prefix that are deleted at the end (unless --set"
                    + " topic.prefix names them). Default: an embedded broker.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Directory for the results; created when missing. Results of an earlier run are replaced.")
    private Path output;

    @ParentCommand
    private Eigenstream eigenstream;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RowFeed feed = input.open();
        StopSignal stop = eigenstream.stopSignal().listen();
        try (TemporaryDirectory work = new TemporaryDirectory()) {
            Settings settings = settings(work.path());
            FileRun run = new FileRun(feed, sending, stop, spec.commandLine().getErr());
            try (ResultFiles files = new ResultFiles(output)) {
                RunOutcome outcome = bootstrapServers.isPresent()
                        ? runInCluster(run, settings, files)
                        : runEmbedded(run, settings, files, work.path());
                RunSummary summary = summary(feed, outcome);
                files.complete(summary);
                report(summary, outcome.estimates());
            }
        }
        return 0;
    }

    private RunOutcome runEmbedded(FileRun run, Settings settings, ResultFiles files, Path work) {
        note("starting a broker and the topology ...");
        try (EmbeddedBroker broker = EmbeddedBroker.start(work.resolve("broker"))) {
            return execute(run, settings.with(Map.of(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers())), files);
        }
    }

    private RunOutcome runInCluster(FileRun run, Settings settings, ResultFiles files) {
        try (ClusterTopics topics = new ClusterTopics(settings)) {
            topics.requireNew();
            note("starting the topology ...");
            try {
                return execute(run, settings, files);
            } finally {
                if (!overrides.containsKey(Settings.TOPIC_PREFIX)) {
                    topics.delete();
                }
            }
        }
    }

    private RunOutcome execute(FileRun run, Settings settings, ResultFiles files) {
        return whole ? run.whole(settings, files) : run.causal(settings, files);
    }

    private Settings settings(Path work) {
        requireUsage();
        Map<String, String> values = new HashMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, bootstrapServers.orElse(EMBEDDED));
        values.put(Settings.TOPIC_PARTITIONS, String.valueOf(partitions));
        values.put(Settings.SKETCH_SEED, String.valueOf(input.seed()));
        // Published by rows alone, so that results do not depend on the clock.
        values.put(Settings.EMIT_INTERVAL_MS, "0");
        values.put("kafka.state.dir", work.resolve("state").toString());
        values.put("kafka.commit.interval.ms", String.valueOf(COMMIT_INTERVAL_MILLIS));
        values.put("kafka.num.stream.threads", partitions > 1 ? "2" : "1");
        if (bootstrapServers.isPresent()) {
            String unused = "run-" + UUID.randomUUID();
            values.put(Settings.TOPIC_PREFIX, unused + "-");
            values.put(Settings.APPLICATION_ID, unused);
        }
        config.ifPresent(file -> values.putAll(kafkaSettings(file)));
        values.putAll(overrides);
        try {
            return Settings.of(values);
        } catch (ConfigException e) {
            throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> kafkaSettings(Path file) {
        Map<String, String> kafka = new HashMap<>();
        new ConnectionSettings().file(file).kafka().forEach((key, value) -> kafka.put("kafka." + key, value));
        kafka.remove("kafka." + Settings.BOOTSTRAP_SERVERS);
        return kafka;
    }

    private void requireUsage() {
        if (partitions < 1) {
            throw new ParameterException(spec.commandLine(), "--partitions is " + partitions + ", expected 1 or more");
        }
        requireNotSet(Settings.BOOTSTRAP_SERVERS, "use --bootstrap-servers instead");
        requireNotSet(Settings.TOPIC_PARTITIONS, "use --partitions instead");
        if (sending.isSpread() || input.order() == RowOrder.SHUFFLED) {
            requireNotSet(
                    Settings.LAGS, "without --spread and --order shuffled, with which rows do not follow one another");
        }
        if (!whole) {
            return;
        }
        if (sending.isSpread()) {
            throw new ParameterException(
                    spec.commandLine(), "--whole without --spread: every partition has a model of its own");
        }
        requireNotSet(Settings.FREEZE_AFTER_ROWS, "--whole freezes the model after all rows");
        requireNotSet(Settings.RELEARN_AFTER_ROWS, "--whole learns one model from all rows");
    }

    private void requireNotSet(String key, String reason) {
        if (overrides.containsKey(key)) {
            throw new ParameterException(spec.commandLine(), "--set " + key + "=" + overrides.get(key) + ": " + reason);
        }
    }

    private RunSummary summary(RowFeed feed, RunOutcome outcome) {
        RunTally results = outcome.results();
        double seconds = outcome.duration().toNanos() / 1e9;
        return new RunSummary(
                feed.matrix(),
                input.inputs().stream().map(Path::toString).toList(),
                input.order().toString(),
                input.seed(),
                sending.isSpread(),
                whole,
                results.processed(),
                results.scored(),
                results.rejected(),
                results.anomalous(),
                results.groups(),
                results.anomalousGroups(),
                seconds,
                results.processed() / seconds,
                outcome.settings().values(),
                BuildVersion.all());
    }

    private void report(RunSummary summary, RunTally estimates) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(RunReport.text(
                summary,
                estimates.spectrum().orElseThrow(),
                estimates.eigenvector().orElseThrow(),
                output));
        out.flush();
    }

    private void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
