package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What every study does with its command line. */
class StudyTaskTest {

    enum StudyUnderTest {
        ACCURACY("AccuracyStudy") {
            @Override
            Object command(Path directory) {
                return new AccuracyStudy(directory);
            }
        },
        CONCATENATION("ConcatenationStudy") {
            @Override
            Object command(Path directory) {
                return new ConcatenationStudy(directory);
            }
        };

        private final String className;

        StudyUnderTest(String className) {
            this.className = className;
        }

        abstract Object command(Path directory);

        CommandRun run(Path directory, String... arguments) {
            return CommandRun.of(command(directory), arguments);
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void refusesToMeasureATreeThatIsNoCommit(StudyUnderTest study) throws IOException, InterruptedException {
        TestRepository.in(directory);
        Files.writeString(directory.resolve("New.java"), "class New {}");

        CommandRun run = study.run(directory, "--data", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the working tree has changes");
        assertThat(directory.resolve("docs")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void namesTheDataThatIsMissingBeforeItMeasures(StudyUnderTest study) throws IOException, InterruptedException {
        TestRepository.in(directory);

        CommandRun run = study.run(directory, "--data", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().endsWith("-ubyte.gz: no such file");
        assertThat(run.out()).isEmpty();
        assertThat(directory.resolve("benchmarks")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void asksForOneThingToDo(StudyUnderTest study) {
        assertThat(study.run(directory).exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(study.run(directory, "--smoke", "--data", "x").exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showsAnExample(StudyUnderTest study) {
        CommandRun run = study.run(directory, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Example", study.className + " --data ../data");
    }
}
