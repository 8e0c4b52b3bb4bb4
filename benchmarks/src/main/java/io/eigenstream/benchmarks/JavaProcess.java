package io.eigenstream.benchmarks;

import io.eigenstream.topology.Settings;
import io.eigenstream.topology.TopologyCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process with this one's class path and 2 GiB of heap. What it prints goes to a file. */
record JavaProcess(Process process, Path log) implements AutoCloseable {

    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final int STOP_SECONDS = 30;

    static JavaProcess start(Class<?> main, List<String> arguments, Path log) throws IOException {
        return start(List.of(), main, arguments, log);
    }

    static JavaProcess start(List<String> jvmArguments, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java("java"), "-Xmx2g"));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new JavaProcess(process, log);
    }

    /** The topology with these settings, at any port for its health. */
    static JavaProcess topology(List<String> jvmArguments, Map<String, String> settings, Path log) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--set", Settings.HEALTH_PORT + "=0"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return start(jvmArguments, TopologyCommand.class, arguments, log);
    }

    /** Of all its threads, since it began. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Bytes of the objects that a full collection leaves. */
    long liveHeapBytes() throws IOException, InterruptedException {
        requireAlive();
        Process histogram =
                new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "GC.class_histogram").start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = LIVE.matcher(text);
        if (histogram.waitFor() != 0 || !total.find()) {
            throw new IllegalStateException("no histogram of the heap: " + text);
        }
        return Long.parseLong(total.group(1));
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the process stopped: " + Files.readString(log));
        }
    }

    /** Waits for its end, which must be a good one. */
    void finish() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            requireAlive();
        }
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
