package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.PipelineRace.Course;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the topology on a real broker beside an application that does nothing and the library alone. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Measures rows a second of the topology with one thread, of a Kafka Streams application that"
                + " answers every row with the same bytes, and of the sketches without Kafka, on the same rows; tells"
                + " how many times as fast as these the topology is, and writes"
                + " benchmarks/results/pipeline-<date>.csv. About forty minutes.",
        footer = {
            "",
            "Example, from the root of a clean checkout:",
            "  java -cp 'benchmarks/target/lib/*:benchmarks/target/*' io.eigenstream.benchmarks.PipelineStudy"
        })
public final class PipelineStudy implements Callable<Integer> {

    private static final int ROUNDS = 3;
    private static final List<Course> COURSES = List.of(
            new Course(new Shape(38, 64), 1_000_000, 500_000),
            new Course(new Shape(38, 16), 1_000_000, 500_000),
            new Course(new Shape(128, 16), 1_000_000, 400_000),
            new Course(new Shape(512, 32), 200_000, 100_000),
            new Course(new Shape(2048, 64), 40_000, 20_000));

    @Option(names = "--smoke", description = "Measure something small; write nothing.")
    private boolean smoke;

    @Option(names = "--shape", paramLabel = "DxL", description = "Measure this shape alone; write nothing.")
    private String only;

    @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds = ROUNDS;

    @Option(
            names = "--kernels",
            split = ",",
            paramLabel = "SET",
            description = "Sets of the sketches' kernels. Default: plain,vector.")
    private List<String> kernels = List.of("plain", "vector");

    @Spec
    private CommandSpec spec;

    private final Path directory;

    PipelineStudy(Path directory) {
        this.directory = directory;
    }

    /** Exits with 0 when everything ran, with 1 when something failed or the working tree is not clean. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PipelineStudy(Path.of("."))).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        print(PipelinePoint.HEADER);
        if (smoke) {
            race(new Course(new Shape(8, 4), 1, 10_000), 1, List.of("plain"));
            return CommandLine.ExitCode.OK;
        }
        if (only != null) {
            race(courseOf(Shape.of(only)), rounds, kernels);
            return CommandLine.ExitCode.OK;
        }
        return measure();
    }

    /** With as many rows as for the shape of the study that has as many columns, or the next more. */
    private static Course courseOf(Shape shape) {
        Course like = COURSES.stream()
                .filter(course -> course.shape().dimension() >= shape.dimension())
                .findFirst()
                .orElse(COURSES.get(COURSES.size() - 1));
        return new Course(shape, like.warmUp(), like.measured());
    }

    private int measure() throws IOException, InterruptedException {
        Optional<StampedRun> begun =
                StampedRun.begin(directory, List.of(), spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<PipelinePoint> points = new ArrayList<>();
        for (Course course : COURSES) {
            points.addAll(race(course, rounds, kernels));
        }
        Stream<String> csv = points.stream().map(PipelinePoint::csv);
        print("written to " + begun.get().write("pipeline", PipelinePoint.HEADER, csv));
        return CommandLine.ExitCode.OK;
    }

    private List<PipelinePoint> race(Course course, int times, List<String> sets)
            throws IOException, InterruptedException {
        try (TemporaryFolder folder = new TemporaryFolder();
                PipelineRace race = new PipelineRace(course, folder.path(), point -> print(point.csv()))) {
            List<PipelinePoint> points = race.run(times, sets);
            sets.stream().flatMap(set -> ratios(points, set).stream()).forEach(this::print);
            return points;
        }
    }

    /** Of the topology to those who have these kernels or none. */
    private static List<String> ratios(List<PipelinePoint> points, String set) {
        Ratios ratios = new Ratios(points.get(0).shape() + " " + set);
        for (PipelinePoint point : points) {
            if (point.kernels().isEmpty() || point.kernels().equals(set)) {
                ratios.add(point.party(), point.rowsPerSecond());
            }
        }
        return ratios.lines(Set.of("topology"));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
