package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the sketches beside what else there is for the same job. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "Measures rows a second on one core: Frequent Directions beside EJML and NumPy, incremental PCA"
                + " beside scikit-learn, the detector beside Random Cut Forest; those of Python where python3 has"
                + " them. Tells how many times as fast as these ours are, and writes"
                + " benchmarks/results/peers-<date>.csv. About ten minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' io.eigenstream.benchmarks.PeerStudy"
        })
public final class PeerStudy implements Callable<Integer> {

    private static final List<Shape> SHAPES = List.of(new Shape(128, 16), new Shape(512, 32), new Shape(2048, 64));
    private static final int ROUNDS = 3;
    private static final double SECONDS = 3;

    @Option(names = "--smoke", description = "Measure something small for a moment; write nothing.")
    private boolean smoke;

    @Spec
    private CommandSpec spec;

    private final Path directory;

    PeerStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when something failed or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PeerStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (smoke) {
            measure(List.of(new Shape(8, 4)), 1, 0.01);
            return CommandLine.ExitCode.OK;
        }
        Optional<StampedRun> begun =
                StampedRun.begin(directory, List.of(), spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<PeerPoint> points = measure(SHAPES, ROUNDS, SECONDS);
        Stream<String> csv = points.stream().map(PeerPoint::csv);
        print("written to " + begun.get().write("peers", PeerPoint.HEADER, csv));
        return CommandLine.ExitCode.OK;
    }

    private List<PeerPoint> measure(List<Shape> shapes, int rounds, double seconds)
            throws IOException, InterruptedException {
        print(PeerPoint.HEADER);
        List<PeerPoint> points = new ArrayList<>();
        for (Shape shape : shapes) {
            try (TemporaryFolder folder = new TemporaryFolder()) {
                List<PeerPoint> ofShape =
                        new PeerRace(folder.path(), seconds, point -> print(point.csv())).run(shape, rounds);
                ratios(ofShape).forEach(this::print);
                points.addAll(ofShape);
            }
        }
        return points;
    }

    private static List<String> ratios(List<PeerPoint> points) {
        Map<String, Ratios> contests = new LinkedHashMap<>();
        for (PeerPoint point : points) {
            contests.computeIfAbsent(point.contest() + " " + point.shape(), Ratios::new)
                    .add(point.contestant(), point.rowsPerSecond());
        }
        return contests.values().stream()
                .flatMap(contest -> contest.lines(Set.of("plain", "vector")).stream())
                .toList();
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
