package io.eigenstream.quickstart.faults;

import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * One scenario played: rows are sent all the time, every disturbance is followed by the time until each partition has
 * scores of rows sent after it, and at the end the estimates are held against the library's, twice: as they are, and
 * after SIGKILL of everything, by an instance that has the changelog alone.
 */
final class Trial {

    private static final int PARTITIONS = 4;
    private static final int ROWS_PER_SECOND = 200;
    private static final int POLL_MS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** With estimates that may never be of all rows. */
    private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(30);

    private final Scenario scenario;
    private final long seed;
    private final Path directory;
    private final Consumer<String> report;

    /** @param report told a line of every disturbance */
    Trial(Scenario scenario, long seed, Path directory, Consumer<String> report) {
        this.scenario = scenario;
        this.seed = seed;
        this.directory = directory;
        this.report = report;
    }

    Verdict play() throws IOException, InterruptedException {
        Cluster cluster = Cluster.start(directory, scenario.brokers());
        Map<String, String> given = settings(cluster);
        Settings settings = Settings.of(given);
        try (Stage stage = new Stage(directory, cluster, given)) {
            for (int i = 0; i < scenario.instances(); i++) {
                stage.add().start();
            }
            awaitTopics(settings);
            try (ScoreWatch watch =
                    new ScoreWatch(Cluster.client(settings), settings.topics().scores(), PARTITIONS)) {
                long rows = disturb(stage, settings, watch);
                watch.awaitAll(rows, PATIENCE);
                Verdict.State disturbed = judge(settings, Map.of());
                Map<String, Spectrum> before = Published.spectra(Cluster.client(settings), settings.topics());
                restartFromChangelog(stage);
                return new Verdict(rows, watch.missing(rows), watch.repeated(), disturbed, judge(settings, before));
            }
        }
    }

    private Map<String, String> settings(Cluster cluster) {
        Map<String, String> settings = new HashMap<>(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                cluster.bootstrapServers(),
                Settings.APPLICATION_ID,
                "faults",
                Settings.TOPIC_PARTITIONS,
                Integer.toString(PARTITIONS),
                Settings.SKETCH_SIZE,
                "16",
                Settings.HEALTH_PORT,
                "0",
                "kafka.commit.interval.ms",
                "200",
                "kafka.producer.transaction.timeout.ms",
                "10000"));
        if (!"streams".equals(scenario.settings().get("kafka.group.protocol"))) {
            // an instance with an empty disk gets its share of the work at once
            settings.put("kafka.acceptable.recovery.lag", Long.toString(Long.MAX_VALUE));
            settings.put("kafka.session.timeout.ms", Integer.toString(Instance.SESSION_MS));
            settings.put("kafka.heartbeat.interval.ms", Integer.toString(Instance.SESSION_MS / 3));
        }
        settings.putAll(scenario.settings());
        return settings;
    }

    private static void awaitTopics(Settings settings) throws InterruptedException {
        try (Admin admin = Admin.create(Map.copyOf(Cluster.client(settings)))) {
            while (!admin.listTopics()
                    .names()
                    .get()
                    .containsAll(settings.topics().all())) {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the cluster does not answer", e.getCause());
        }
        // returns when rows can be sent
        RowSender.connect(Cluster.client(settings), settings.topics(), settings.wireFormat())
                .close();
    }

    /** Sends rows from before the first disturbance to after the last one; how many. */
    private long disturb(Stage stage, Settings settings, ScoreWatch watch) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Feed feed = Feed.start(
                Cluster.client(settings), settings.topics().rows(), new TestRows(PARTITIONS, seed), ROWS_PER_SECOND);
        stage.isWholeWithin(PATIENCE);
        watch.reaches(feed.next(), PATIENCE);
        long begin = System.nanoTime();
        for (Disturbance disturbance : scenario.disturbances()) {
            double at = since(begin);
            disturbance.strike(stage, random);
            long struck = System.nanoTime();
            boolean recovered = watch.reaches(feed.next(), PATIENCE);
            report.accept("%7.1f s  %-60s %s"
                    .formatted(
                            at,
                            disturbance,
                            recovered ? "all scored again after %.1f s".formatted(since(struck)) : "NO SCORES AGAIN"));
            stage.startMissingBrokers();
            stage.startMissing();
            if (!stage.isWholeWithin(PATIENCE) || !watch.reaches(feed.next(), PATIENCE)) {
                report.accept("           NOT WHOLE AGAIN");
            }
        }
        return feed.stop();
    }

    private static void restartFromChangelog(Stage stage) throws IOException, InterruptedException {
        stage.killEverything();
        stage.startMissingBrokers();
        for (Instance instance : stage.instances()) {
            instance.wipe();
            stage.remove(instance);
        }
        stage.add().start();
    }

    /** Has everything published, and compares. */
    private Verdict.State judge(Settings settings, Map<String, Spectrum> before) throws InterruptedException {
        Oracle oracle = Oracle.read(settings);
        try (RowSender sender = RowSender.connect(Cluster.client(settings), settings.topics(), settings.wireFormat())) {
            TestRows.matrices().forEach(matrix -> sender.requestEstimates(matrix, SendOptions.spread()));
        }
        Duration patience = scenario.isControl() ? CONTROL_PATIENCE : PATIENCE;
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && !isPublished(settings, oracle, before)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return oracle.judge(Published.read(Cluster.client(settings), settings.topics()));
    }

    private static boolean isPublished(Settings settings, Oracle oracle, Map<String, Spectrum> before) {
        Map<String, Spectrum> spectra = Published.spectra(Cluster.client(settings), settings.topics());
        return TestRows.matrices().stream().allMatch(matrix -> {
            Spectrum spectrum = spectra.get(matrix);
            long sequence = before.containsKey(matrix) ? before.get(matrix).sequence() : 0;
            return spectrum != null
                    && spectrum.sequence() >= sequence + PARTITIONS
                    && spectrum.rows() >= oracle.rows(matrix);
        });
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
