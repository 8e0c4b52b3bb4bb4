package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyStudyTest {

    /** Two sizes below the dimension, by four policies. */
    private static final int SMOKE_POINTS = 8;

    @TempDir
    private Path directory;

    @Test
    void measuresASmallMatrixByEveryPolicyAndWritesNothing() {
        CommandRun run = CommandRun.of(new AccuracyStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("smoke,as-is,1,300,24,")))
                .hasSize(SMOKE_POINTS)
                .allMatch(line -> line.endsWith(",24"));
        assertThat(directory).isEmptyDirectory();
    }
}
