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

class AccuracyStudyTest {

    /** Two sizes below the dimension, by four policies. */
    private static final int SMOKE_POINTS = 8;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void measuresASmallMatrixByEveryPolicyAndWritesNothing() {
        assertThat(execute("--smoke")).describedAs("%s", err).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("smoke,as-is,1,300,24,")))
                .hasSize(SMOKE_POINTS)
                .allMatch(line -> line.endsWith(",24"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesToMeasureATreeThatIsNoCommit() throws IOException, InterruptedException {
        TestRepository.in(directory);
        Files.writeString(directory.resolve("New.java"), "class New {}");

        assertThat(execute("--data", directory.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("the working tree has changes");
        assertThat(directory.resolve("docs")).doesNotExist();
    }

    @Test
    void namesTheDataThatIsMissingBeforeItMeasures() throws IOException, InterruptedException {
        TestRepository.in(directory);

        assertThat(execute("--data", directory.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString().endsWith("-ubyte.gz: no such file");
        assertThat(out.toString()).isEmpty();
        assertThat(directory.resolve("benchmarks")).doesNotExist();
    }

    @Test
    void asksForOneThingToDo() {
        assertThat(execute()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("--smoke", "--data", "x")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void showsAnExample() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString()).contains("Example", "AccuracyStudy --data ../data");
    }

    private int execute(String... arguments) {
        return new CommandLine(new AccuracyStudy(directory))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
