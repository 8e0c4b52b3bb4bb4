package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The working tree that a run was started in.
 *
 * @param dirty whether anything differs from the commit, files that git neither knows nor ignores included
 */
record Checkout(Path root, String commit, boolean dirty) {

    /**
     * Asks git.
     *
     * @throws IOException when the directory is in no working tree with a commit, or there is no git
     */
    static Checkout of(Path directory) throws IOException, InterruptedException {
        return new Checkout(
                Path.of(git(directory, "rev-parse", "--show-toplevel")),
                git(directory, "rev-parse", "HEAD"),
                !git(directory, "status", "--porcelain").isEmpty());
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
