package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksSmokeTest {

    private static final int SHAPES = 5;
    private static final int METHODS = 11;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyBenchmarkRunsAtEveryShapeAndWritesNothing() {
        assertThat(execute("--smoke")).describedAs("%s", err).isZero();

        assertThat(out.toString().lines()).hasSize(1 + SHAPES * METHODS);
        assertThat(out.toString())
                .contains(
                        "FoldBenchmark    fold",
                        "FoldBenchmark    ejml",
                        "EigenBenchmark",
                        "SvdBenchmark",
                        "GramBenchmark",
                        "UpdateBenchmark",
                        "ScoreBenchmark");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesToMeasureATreeThatIsNoCommit() throws IOException, InterruptedException {
        TestRepository.in(directory);
        Files.writeString(directory.resolve("New.java"), "class New {}");

        assertThat(execute()).isEqualTo(1);

        assertThat(err.toString()).contains("the working tree has changes");
        assertThat(directory.resolve("benchmarks")).doesNotExist();
    }

    private int execute(String... arguments) {
        return new CommandLine(new Benchmarks(directory))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
