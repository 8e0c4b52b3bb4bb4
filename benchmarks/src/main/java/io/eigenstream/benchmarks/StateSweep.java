package io.eigenstream.benchmarks;

import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the state costs: bytes of changelog a byte of input, time to restore, heap. */
final class StateSweep {

    /** Nothing but scores and state: no estimates, and nothing read back to the heap. */
    private static final Map<String, String> STATE_ALONE = Map.of(
            Settings.EMIT_INTERVAL_MS,
            "0",
            Settings.EMIT_EVERY_ROWS,
            Long.toString(Long.MAX_VALUE),
            Settings.SKETCH_HEAP_BYTES,
            Long.toString(4L << 30));

    private static final int RANK = 3;
    private static final int BLOCK = 64;

    private final Consumer<String> progress;
    private final Duration cleaning;

    /** @param cleaning how long a changelog must not change to be one that the broker has compacted */
    StateSweep(Consumer<String> progress, Duration cleaning) {
        this.progress = progress;
        this.cleaning = cleaning;
    }

    /** Everything; about twenty minutes. */
    List<StatePoint> measure() throws IOException, InterruptedException {
        List<StatePoint> points = new ArrayList<>();
        points.add(changelog(10_000, 32, 1, 128));
        points.add(changelog(1000, 32, 10, 13));
        points.add(changelog(100, 32, 100, 10));
        points.add(changelog(1, 32, 500_000, 1));
        points.add(changelog(1000, 8, 1, 128));
        points.add(changelog(500, 128, 1, 640));
        points.add(changelog(1, 128, 500_000, 1));
        points.add(restore(1000, 64));
        points.add(restore(1000, 640));
        points.add(restore(1000, 2560));
        points.add(restore(4000, 64));
        points.add(restore(16_000, 64));
        points.add(heap(100_000, 3));
        return points;
    }

    /** The same of something small. */
    List<StatePoint> smoke() throws IOException, InterruptedException {
        return List.of(changelog(10, 8, 1, 2), restore(10, 3), heap(10, 2));
    }

    /** Rounds in each of which every matrix gets so many rows; the next begins when those are committed. */
    private StatePoint changelog(int matrices, int dimension, int rowsPerCommit, int rounds)
            throws IOException, InterruptedException {
        try (TemporaryFolder folder = new TemporaryFolder();
                StatePipeline pipeline = new StatePipeline(folder.path(), STATE_ALONE);
                EigenstreamApplication application = pipeline.start()) {
            long begin = System.nanoTime();
            feed(pipeline, matrices, dimension, rowsPerCommit, rounds);
            double seconds = since(begin);
            requireAlive(application);
            return told(new StatePoint(
                    "changelog",
                    matrices,
                    dimension,
                    (long) rowsPerCommit * rounds,
                    rowsPerCommit,
                    pipeline.rowsBytes(),
                    pipeline.changelogBytes(),
                    seconds,
                    0));
        }
    }

    /** An instance begins with nothing but the changelog, after the broker has had time to compact that. */
    private StatePoint restore(int matrices, int rowsEach) throws IOException, InterruptedException {
        int dimension = 32;
        try (TemporaryFolder folder = new TemporaryFolder();
                StatePipeline pipeline = new StatePipeline(folder.path(), STATE_ALONE)) {
            try (EigenstreamApplication application = pipeline.start()) {
                feed(pipeline, matrices, dimension, 1, rowsEach);
                requireAlive(application);
            }
            settle(pipeline);
            folder.delete("application");
            long begin = System.nanoTime();
            try (EigenstreamApplication application = pipeline.start()) {
                double seconds = since(begin);
                requireAlive(application);
                return told(new StatePoint(
                        "restore",
                        matrices,
                        dimension,
                        rowsEach,
                        0,
                        pipeline.rowsBytes(),
                        pipeline.changelogBytes(),
                        seconds,
                        0));
            }
        }
    }

    /** All defaults, estimates too, in a process of its own with 2 GiB of heap. */
    private StatePoint heap(int matrices, int rowsEach) throws IOException, InterruptedException {
        int dimension = 32;
        try (TemporaryFolder folder = new TemporaryFolder();
                StatePipeline pipeline = new StatePipeline(folder.path(), Map.of());
                JavaProcess process = topology(pipeline.settings(), folder.path())) {
            long begin = System.nanoTime();
            feed(pipeline, matrices, dimension, rowsEach, 1);
            double seconds = since(begin);
            return told(new StatePoint(
                    "heap",
                    matrices,
                    dimension,
                    rowsEach,
                    0,
                    pipeline.rowsBytes(),
                    pipeline.changelogBytes(),
                    seconds,
                    process.liveHeapBytes()));
        }
    }

    private static JavaProcess topology(Settings settings, Path directory) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (String key : List.of(Settings.BOOTSTRAP_SERVERS, Settings.APPLICATION_ID, Settings.TOPIC_PARTITIONS)) {
            given.put(key, settings.values().get(key).toString());
        }
        given.put("kafka.state.dir", directory.resolve("process").toString());
        return JavaProcess.topology(List.of(), given, directory.resolve("topology.log"));
    }

    private static void feed(StatePipeline pipeline, int matrices, int dimension, int rowsPerCommit, int rounds)
            throws InterruptedException {
        RowPool rows = new RowPool(dimension, RANK, BLOCK);
        int next = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < rowsPerCommit; i++) {
                for (int matrix = 0; matrix < matrices; matrix++) {
                    pipeline.send(name(matrix), rows.row(next++ % rows.size()));
                }
            }
            pipeline.awaitCommitted();
        }
    }

    private static String name(int matrix) {
        return "host-%06d".formatted(matrix);
    }

    private void settle(StatePipeline pipeline) throws InterruptedException {
        long last = -1;
        while (pipeline.changelogBytes() != last) {
            last = pipeline.changelogBytes();
            TimeUnit.MILLISECONDS.sleep(cleaning.toMillis());
        }
    }

    private static void requireAlive(EigenstreamApplication application) {
        application.failure().ifPresent(cause -> {
            throw new IllegalStateException("the application stopped", cause);
        });
    }

    private StatePoint told(StatePoint point) {
        progress.accept(point.csv());
        return point;
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
