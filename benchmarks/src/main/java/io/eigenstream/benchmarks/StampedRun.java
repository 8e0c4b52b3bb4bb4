package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run whose results belong to a commit and say so. */
record StampedRun(Checkout checkout, Stamp stamp) {

    /** Takes the stamp; empty, with the reason printed, when the working tree is not clean. */
    static Optional<StampedRun> begin(Path directory, List<String> jvmArguments, PrintWriter err)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.of(directory);
        if (checkout.dirty()) {
            err.println("the working tree has changes, expected a clean one: figures must belong to a commit");
            err.flush();
            return Optional.empty();
        }
        return Optional.of(new StampedRun(checkout, Stamp.now(checkout, jvmArguments)));
    }

    /** The same with a header before the lines. */
    Path write(String name, String header, Stream<String> lines) throws IOException {
        return write(name, Stream.concat(Stream.of(header), lines).toList());
    }

    /** Writes {@code benchmarks/results/<name>-<date>.csv}, the stamp first. */
    Path write(String name, List<String> csv) throws IOException {
        Path file = checkout.root().resolve("benchmarks/results/" + name + "-" + stamp.date() + ".csv");
        List<String> lines = new ArrayList<>(stamp.lines());
        lines.addAll(csv);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        return file;
    }
}
