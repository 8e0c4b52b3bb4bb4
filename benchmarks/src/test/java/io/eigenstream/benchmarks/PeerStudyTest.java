package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerStudyTest {

    @TempDir
    private Path directory;

    @Test
    void everyoneWhoIsThereTakesAFewRowsAndNothingIsWritten() {
        CommandRun run = CommandRun.of(new PeerStudy(directory), "--smoke");

        assertThat(run.exitCode()).describedAs("%s", run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).startsWith(PeerPoint.HEADER);
        assertThat(lines.stream().skip(1).filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z-]+,[a-z-]+,8,4,1,[1-9][0-9]*"));
        assertThat(lines).anyMatch(line -> line.matches("# detector 8x4: vector is [0-9.]+ times random-cut-forest"));
        assertThat(lines.stream().map(line -> line.replaceAll(",8,4,1,.*", "")))
                .contains(
                        "frequent-directions,plain",
                        "frequent-directions,vector",
                        "frequent-directions,ejml",
                        "incremental-pca,plain",
                        "incremental-pca,vector",
                        "detector,plain",
                        "detector,vector",
                        "detector,random-cut-forest");
        assertThat(directory).isEmptyDirectory();
    }
}
