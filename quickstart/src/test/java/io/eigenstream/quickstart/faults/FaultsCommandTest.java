package io.eigenstream.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultsCommandTest {

    private final StringWriter errors = new StringWriter();

    @Test
    void namesTheSetUpsThereAreWhenNoneIsChosen() {
        assertThat(run("--plan", "long", "--only", "five brokers")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(errors.toString()).contains("--only is 'five brokers'", "three brokers, two instances");
    }

    @Test
    void refusesNoDisturbances() {
        assertThat(run("--plan", "long", "--disturbances", "0")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(errors.toString()).contains("--disturbances is 0, expected 1 or more");
    }

    private int run(String... arguments) {
        return new CommandLine(new FaultsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
