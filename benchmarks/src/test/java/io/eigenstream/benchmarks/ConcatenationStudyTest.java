package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcatenationStudyTest {

    /** Three tolerances, three bounds, two orders, raw and sketched. */
    private static final int SMOKE_POINTS = 36;

    @TempDir
    private Path directory;

    @Test
    void clustersGeneratedBlocksInEveryWayAndWritesNothing() {
        CommandRun run = CommandRun.of(new ConcatenationStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("smoke,24,6,20,3,")))
                .hasSize(SMOKE_POINTS);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void findsTheSubspacesOfGeneratedBlocksWithoutAViolation() {
        List<ConcatenationPoint> points = new ConcatenationSweep(line -> {}).smoke();

        assertThat(points).hasSize(SMOKE_POINTS).allSatisfy(point -> {
            assertThat(point.clustering().violations()).describedAs("%s", point).isZero();
            assertThat(point.certified().broken()).describedAs("%s", point).isZero();
            assertThat(point.certified().largestBound())
                    .describedAs("%s", point)
                    .isLessThanOrEqualTo(point.setting().tolerance());
        });
        assertThat(new ConcatenationTables(points).recommended())
                .hasSize(3)
                .allSatisfy(point -> assertThat(point.clustering().groups())
                        .describedAs("%s", point)
                        .isEqualTo(4));
    }
}
