package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStudyTest {

    @TempDir
    private Path directory;

    @Test
    void measuresAFewMatricesAndWritesNothing() {
        CommandRun run = CommandRun.of(new StateStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4).startsWith(StatePoint.HEADER);
        assertThat(lines.get(1)).startsWith("changelog,10,8,2,1,");
        assertThat(lines.get(2)).startsWith("restore,10,32,3,0,");
        assertThat(lines.get(3)).startsWith("heap,10,32,2,0,").doesNotEndWith(",0");
        assertThat(directory).isEmptyDirectory();
    }
}
