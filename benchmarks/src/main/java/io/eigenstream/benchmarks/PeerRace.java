package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Ours and others, each in a process of its own on one core, one after the other in every round. Each warms up for as
 * long as it is measured, by CPU time.
 */
final class PeerRace {

    private static final String PLAIN = "plain";
    private static final String VECTOR = "vector";
    private static final int NOT_THERE = 3;

    /** @param program of {@link PeerProcess} or, for the Python libraries, of {@code peers.py} */
    private record Contestant(String contest, String name, String program, boolean isPython) {}

    private static final List<Contestant> CONTESTANTS = List.of(
            new Contestant("frequent-directions", PLAIN, "frequent-directions", false),
            new Contestant("frequent-directions", VECTOR, "frequent-directions", false),
            new Contestant("frequent-directions", "ejml", "ejml", false),
            new Contestant("frequent-directions", "numpy", "numpy", true),
            new Contestant("incremental-pca", PLAIN, "incremental-pca", false),
            new Contestant("incremental-pca", VECTOR, "incremental-pca", false),
            new Contestant("incremental-pca", "scikit-learn", "scikit-learn", true),
            new Contestant("detector", PLAIN, "detector", false),
            new Contestant("detector", VECTOR, "detector", false),
            new Contestant("detector", "random-cut-forest", "random-cut-forest", false));

    private final Path directory;
    private final double seconds;
    private final Consumer<PeerPoint> told;
    private final Path script;

    /** @param seconds of CPU time that each is measured for */
    PeerRace(Path directory, double seconds, Consumer<PeerPoint> told) throws IOException {
        this.directory = directory;
        this.seconds = seconds;
        this.told = told;
        this.script = directory.resolve("peers.py");
        try (InputStream in = PeerRace.class.getResourceAsStream("peers.py")) {
            Files.copy(in, script);
        }
    }

    /** Without the peers whose libraries are not there. */
    List<PeerPoint> run(Shape shape, int rounds) throws IOException, InterruptedException {
        List<PeerPoint> points = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : CONTESTANTS) {
                OptionalDouble rowsPerSecond = measure(contestant, shape);
                if (rowsPerSecond.isPresent()) {
                    PeerPoint point = new PeerPoint(
                            contestant.contest, contestant.name, shape, round, rowsPerSecond.getAsDouble());
                    told.accept(point);
                    points.add(point);
                }
            }
        }
        return points;
    }

    private OptionalDouble measure(Contestant contestant, Shape shape) throws IOException, InterruptedException {
        Path result = directory.resolve("rows-per-second");
        Files.deleteIfExists(result);
        if (contestant.isPython) {
            runPython(contestant.program, shape, result);
        } else {
            runJava(contestant, shape, result);
        }
        return Files.exists(result)
                ? OptionalDouble.of(Double.parseDouble(Files.readString(result)))
                : OptionalDouble.empty();
    }

    private void runJava(Contestant contestant, Shape shape, Path result) throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        if (contestant.name.equals(VECTOR)) {
            jvm.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Dio.eigenstream.kernels=vector"));
        }
        List<String> arguments =
                List.of(contestant.program, shape.toString(), Double.toString(seconds), result.toString());
        try (JavaProcess process =
                JavaProcess.start(jvm, PeerProcess.class, arguments, directory.resolve("contestant.log"))) {
            process.finish();
        }
    }

    /** Nothing when there is no Python, or not the library. */
    private void runPython(String peer, Shape shape, Path result) throws IOException, InterruptedException {
        Optional<Process> process = python(List.of(
                script.toString(),
                peer,
                Integer.toString(shape.dimension()),
                Integer.toString(shape.size()),
                Double.toString(seconds),
                result.toString()));
        int code = process.isPresent() ? process.get().waitFor() : NOT_THERE;
        if (code != 0 && code != NOT_THERE) {
            throw new IllegalStateException(
                    "peers.py " + peer + " failed: " + Files.readString(directory.resolve("python.log")));
        }
    }

    /** On one core, and with the kernels that OpenBLAS chooses by itself. */
    private Optional<Process> python(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("python.log").toFile());
        builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        try {
            return Optional.of(builder.start());
        } catch (IOException noPython) {
            return Optional.empty();
        }
    }
}
