package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineStudyTest {

    @TempDir
    private Path directory;

    @Test
    void racesOverAFewRowsAndWritesNothing() {
        CommandRun run = CommandRun.of(new PipelineStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(5).startsWith(PipelinePoint.HEADER);
        assertThat(lines.get(1)).startsWith("topology,plain,8,4,1,");
        assertThat(lines.get(2)).startsWith("pass-through,,8,4,1,");
        assertThat(lines.get(3)).startsWith("library,plain,8,4,1,10000,");
        assertThat(lines.get(4)).matches("# 8x4 plain: topology is [0-9.]+ times pass-through, [0-9.]+ times library");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void measuresNothingThatIsNotCommitted() throws Exception {
        TestRepository.in(directory);
        Files.createFile(directory.resolve("uncommitted"));
        CommandRun run = CommandRun.of(new PipelineStudy(directory));

        assertThat(run.exitCode()).isOne();
        assertThat(run.err()).contains("expected a clean one");
    }

    @Test
    void aPointTellsMicrosecondsARow() {
        PipelinePoint point = new PipelinePoint("topology", "plain", new Shape(38, 16), 2, 2000, 0.5, 0.25, 0.125);
        assertThat(point.csv()).isEqualTo("topology,plain,38,16,2,2000,0.500,4000,125.00,62.50");
        assertThat(PipelinePoint.HEADER.split(",")).hasSameSizeAs(point.csv().split(","));
    }
}
