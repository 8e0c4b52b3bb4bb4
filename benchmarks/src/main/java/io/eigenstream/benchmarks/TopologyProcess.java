package io.eigenstream.benchmarks;

import io.eigenstream.topology.Settings;
import io.eigenstream.topology.TopologyCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The topology in a process of its own, with 2 GiB of heap. */
record TopologyProcess(Process process, Path log) implements AutoCloseable {

    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final int STOP_SECONDS = 30;

    static TopologyProcess start(Settings settings, Path directory) throws IOException {
        Path log = directory.resolve("topology.log");
        List<String> command = new ArrayList<>(List.of(
                java("java"), "-Xmx2g", "-cp", System.getProperty("java.class.path"), TopologyCommand.class.getName()));
        for (String key : List.of(Settings.BOOTSTRAP_SERVERS, Settings.APPLICATION_ID, Settings.TOPIC_PARTITIONS)) {
            command.addAll(List.of("--set", key + "=" + settings.values().get(key)));
        }
        command.addAll(List.of("--set", Settings.HEALTH_PORT + "=0"));
        command.addAll(List.of("--set", "kafka.state.dir=" + directory.resolve("process")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new TopologyProcess(process, log);
    }

    /** Bytes of the objects that a full collection leaves. */
    long liveHeapBytes() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the topology stopped: " + Files.readString(log));
        }
        Process histogram =
                new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "GC.class_histogram").start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = LIVE.matcher(text);
        if (histogram.waitFor() != 0 || !total.find()) {
            throw new IllegalStateException("no histogram of the heap: " + text);
        }
        return Long.parseLong(total.group(1));
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
