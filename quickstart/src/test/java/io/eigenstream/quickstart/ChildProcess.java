package io.eigenstream.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** The command in a process of its own, with all that it prints and logs. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder printed = new StringBuilder();
    private CompletableFuture<String> rest;

    /**
     * Starts it.
     *
     * @param logging configuration of its log, to stderr
     */
    ChildProcess(Path logging, Map<String, String> variables, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                Eigenstream.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        process = builder.start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when it has printed a line that contains the text; from then on it may print as much as it likes. */
    void awaitLine(String text) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            printed.append(line).append('\n');
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("it ended without a line '" + text + "':\n" + printed);
        }
        printed.append(line).append('\n');
        rest = CompletableFuture.supplyAsync(this::readAll);
    }

    private String readAll() {
        try (lines) {
            return lines.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it printed, once it has ended by itself. */
    String printed() throws InterruptedException, ExecutionException {
        printed.append(rest == null ? readAll() : rest.get());
        rest = CompletableFuture.completedFuture("");
        process.waitFor();
        return printed.toString();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Tells it to stop by SIGTERM. By its handle: the process itself would close what it still prints to. */
    void stop() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
