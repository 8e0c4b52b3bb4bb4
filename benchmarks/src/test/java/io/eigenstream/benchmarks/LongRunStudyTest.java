package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRunStudyTest {

    @TempDir
    private Path directory;

    @Test
    void tellsOfAFewRowsAndWritesNothing() {
        CommandRun run = CommandRun.of(new LongRunStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        assertThat(run.out().lines()).singleElement().asString().matches("8,4,200,[0-9.]+,[0-9]+,[0-9]+");
        assertThat(directory).isEmptyDirectory();
    }

    /** What the topology trusts when it decides which sketches it drops from the heap. */
    @Test
    void aSketchStatesNoLessHeapThanItHolds() {
        for (Shape shape : List.of(new Shape(4, 2), new Shape(38, 16), new Shape(300, 24))) {
            new LongRun(shape).run(1_500, point -> {
                assertThat(point.statedBytes()).as("%s", point).isGreaterThanOrEqualTo(point.heapBytes());
                assertThat(point.heapBytes()).as("%s", point).isPositive();
            });
        }
    }

    @Test
    void tellsAtOneTwoAndFiveTimesThePowersOfTenAndAtTheEnd() {
        List<Integer> told = new ArrayList<>();
        new LongRun(new Shape(4, 2)).run(11_000, point -> told.add(point.rows()));

        assertThat(told).containsExactly(1_000, 2_000, 5_000, 10_000, 11_000);
    }
}
