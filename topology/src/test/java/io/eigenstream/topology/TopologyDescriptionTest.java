package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {

    /** Names of stores and processors are names of changelog topics and metrics: a change here is a migration. */
    @Test
    void namesAreWhatTheyWere() throws IOException {
        String description = EigenstreamTopology.build(Pipeline.settings(Map.of()))
                .describe()
                .toString();
        try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
            assertThat(description.strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
