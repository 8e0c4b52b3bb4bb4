package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {

    @TempDir
    private Path directory;

    @Test
    void showsTheLatestEstimatesOfTopicsThatARunHasKept() throws Exception {
        Path rows = Files.write(directory.resolve("steady.csv"), Collections.nCopies(150, "3,4"));
        try (TemporaryDirectory data = new TemporaryDirectory();
                EmbeddedBroker broker = EmbeddedBroker.start(data.path())) {
            String address = broker.bootstrapServers();
            CommandRun kept = CommandRun.of(
                    "run",
                    "--input",
                    rows.toString(),
                    "--output",
                    directory.resolve("out").toString(),
                    "--bootstrap-servers",
                    address,
                    "--set",
                    "topic.prefix=kept-");
            assertThat(kept.exitCode()).as(kept.err()).isZero();

            CommandRun watch =
                    CommandRun.of("watch", "--bootstrap-servers", address, "--topic-prefix", "kept-", "--for", "2s");
            assertThat(watch.exitCode()).as(watch.err()).isZero();
            assertThat(watch.out()).startsWith("eigenstream watch " + address).containsPattern("steady +150 .* 61.237");

            CommandRun unknown = CommandRun.of(
                    "watch",
                    "--bootstrap-servers",
                    address,
                    "--topic-prefix",
                    "kept-",
                    "--matrix",
                    "none",
                    "--for",
                    "1s");
            assertThat(unknown.exitCode()).as(unknown.err()).isZero();
            assertThat(unknown.out())
                    .startsWith("eigenstream watch " + address + " · none ·")
                    .contains("waiting for the first rows")
                    .doesNotContain("steady");

            CommandRun other = CommandRun.of("watch", "--bootstrap-servers", address, "--topic-prefix", "no-");
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.err())
                    .isEqualTo("eigenstream watch: there is no topic 'no-scores'; the topology creates it when it"
                            + " starts, under its own topic.prefix\n");
        }
    }

    @Test
    void namesTheAddressThatIsNone() {
        CommandRun watch = CommandRun.of("watch", "--bootstrap-servers", "nowhere");

        assertThat(watch.exitCode()).isEqualTo(1);
        assertThat(watch.err())
                .startsWith("eigenstream watch: ")
                .contains("nowhere")
                .hasLineCount(1);
    }
}
