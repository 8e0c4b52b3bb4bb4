package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stack of docker-compose.yml; what it is held to is in the script. */
@EnabledWhereDockerAnswers
class ComposeIT {

    private static final Path SCRIPT = Path.of("src/test/sh/compose-test.sh");
    private static final Path LOG = Path.of("target/compose-test.log");

    @Test
    void upAloneMakesEstimatesFlowAndAKilledTopologyGoesOn() throws IOException, InterruptedException {
        Optional<String> plugin = Probe.of("docker", "compose", "version").problem();
        Optional<String> program = Probe.of("docker-compose", "version").problem();
        assumeTrue(plugin.isEmpty() || program.isEmpty(), () -> "no compose: " + plugin + ", " + program);

        Process script = new ProcessBuilder("bash", SCRIPT.toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        boolean ended = script.waitFor(15, TimeUnit.MINUTES);
        if (!ended) {
            // It takes the stack down before it goes.
            script.destroy();
        }
        assertThat(ended).as("ended in time; its output: %s", LOG).isTrue();
        assertThat(script.exitValue()).as(Files.readString(LOG)).isZero();
    }
}
