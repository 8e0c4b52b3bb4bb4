package io.eigenstream.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command of a few lines' output that tells whether something is there. */
record Probe(List<String> command) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Probe of(String... command) {
        return new Probe(List.of(command));
    }

    /** Why it does not answer; empty when it does. */
    Optional<String> problem() {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.of(this + " said nothing for " + PATIENCE.toSeconds() + " s");
            }
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(this + ": " + complaint.strip());
        } catch (IOException e) {
            return Optional.of(this + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(this + " was interrupted");
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
