package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProduceCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsItselfWithExamplesAndExitCodes() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("Usage: produce [OPTIONS]", "--input", "--order", "--spread", "--rate", "--generate")
                .contains("Exit codes:", "Examples:", "produce --input train.csv.gz --input test.csv.gz");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void namesAMissingFile() {
        assertThat(run("--input", "none.csv")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo(String.format("produce: none.csv: no such file%n"));
    }

    @Test
    void namesTheFlagThatIsWrong() {
        assertUsageError("give either --input FILE or --generate KIND");
        assertUsageError("give either --input FILE or --generate KIND", "--input", "x.csv", "--generate", "spiked");
        assertUsageError("option '--rate': '0' is not a number above 0", "--input", "x.csv", "--rate", "0");
        assertUsageError(
                "option '--order': 'random' is no order, expected as-is or shuffled",
                "--input",
                "x.csv",
                "--order",
                "random");
        assertUsageError("option '--matrix': a matrix needs a name", "--input", "x.csv", "--matrix", "");
        assertUsageError(
                "--generate: rank is 9, expected", "--generate", "low-rank", "--rank", "9", "--dimension", "3");
        assertUsageError("--order shuffled needs an end", "--generate", "spiked", "--order", "shuffled");
        assertUsageError("Unknown option: '--colour'", "--colour");
    }

    @Test
    void printsNoSettingOfAClusterThatItCannotReach() {
        Path file = TestInputs.write(folder.resolve("x.csv"), "1,2");

        assertThat(run(
                        "--input",
                        file.toString(),
                        "-b",
                        "nowhere.invalid:9092",
                        "--set",
                        "kafka.sasl.jaas.config=s3cret"))
                .isEqualTo(1);

        assertThat(err.toString())
                .startsWith("produce: ")
                .contains("nowhere.invalid:9092")
                .doesNotContain("s3cret");
    }

    @Test
    void namesAWrongSettingWithoutItsValue() {
        assertThat(run("--generate", "spiked", "-b", "localhost:1", "--set", "kafka.send.buffer.bytes=s3cret"))
                .isEqualTo(1);
        assertThat(run("--generate", "spiked", "-b", "localhost:1", "--set", "kafka.security.protocol=s3cret"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("security.protocol").doesNotContain("s3cret");
    }

    @Test
    void refusesAConfigurationFileThatIsNotThere() {
        assertThat(run("--generate", "spiked", "--rows", "1", "--config", "none.properties"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("--config none.properties cannot be read");
    }

    @Test
    void namesASettingThatOnlyTheTopologyHas() {
        assertUsageError("--set: no setting sketch.size here", "--generate", "spiked", "--set", "sketch.size=8");
    }

    /** What a shell makes of a login module that was not quoted. */
    @Test
    void doesNotRepeatAPasswordThatIsNoArgument() {
        assertUsageError("password=***", "--set", "kafka.sasl.jaas.config=Login", "required", "password=s3cret;");
        assertThat(err.toString()).doesNotContain("s3cret");
    }

    @Test
    void doesNotRepeatTheWordOfALoginModuleThatWasNotUnderstood() {
        String login =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=two s3cret;";
        int code = run(
                "--generate",
                "spiked",
                "--set",
                "kafka.security.protocol=SASL_PLAINTEXT",
                "--set",
                "kafka.sasl.mechanism=PLAIN",
                "--set",
                "kafka.sasl.jaas.config=" + login);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("'***' in JAAS config").doesNotContain("s3cret");
    }

    @Test
    void printsNoProgressBeforeItsTime() {
        try (Progress progress = Progress.lines(new PrintWriter(out), "sending m", OptionalLong.of(3))) {
            progress.accept(1);
        }

        assertThat(out.toString()).isEmpty();
    }

    private void assertUsageError(String problem, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(problem).isEqualTo(2);
        assertThat(err.toString()).contains(problem).contains("See produce --help.");
    }

    private int run(String... arguments) {
        CommandLine command = ProduceCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(arguments);
    }
}
