package io.eigenstream.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short plan, as a user runs it. */
class FaultsIT {

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostOrCountedTwiceAndTheControlIsFoundOut() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new FaultsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out));

        int code = command.execute("--plan", "short", "--directory", directory.toString());

        assertThat(out.toString())
                .contains("nothing lost, nothing twice, all bits equal", "found out, as it must be")
                .doesNotContain("NO SCORES AGAIN", "NOT WHOLE AGAIN");
        assertThat(code).isZero();
    }
}
