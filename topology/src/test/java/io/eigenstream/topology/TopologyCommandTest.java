package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TopologyCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return new CommandLine(new TopologyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void helpShowsExamples() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "--bootstrap-servers", "EIGENSTREAM_");
    }

    @Test
    void printsEverySetting() {
        assertThat(execute("--settings")).isZero();
        assertThat(out.toString()).contains(Settings.DEFINITION.names());
    }

    @Test
    void aWrongSettingIsAUsageErrorThatNamesIt() {
        assertThat(execute("--bootstrap-servers", "x:1", "--set", "emit.evry.rows=3"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("emit.evry.rows", "did you mean emit.every.rows?");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() {
        int code = execute(
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--set",
                "kafka.default.api.timeout.ms=1500",
                "--set",
                "kafka.request.timeout.ms=1000");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("127.0.0.1:1");
    }
}
