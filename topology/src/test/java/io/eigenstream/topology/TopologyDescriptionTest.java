package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.streams.TopologyDescription;
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

    @Test
    void internalTopicsAreWhatTheyWere() {
        assertThat(EigenstreamTopology.build(Pipeline.settings(Map.of())).describe().subtopologies().stream()
                        .flatMap(part -> part.nodes().stream())
                        .filter(TopologyDescription.Processor.class::isInstance)
                        .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                        .map(store -> "eigenstream-" + store + "-changelog"))
                .containsExactlyInAnyOrder(
                        "eigenstream-features-changelog",
                        "eigenstream-groups-changelog",
                        "eigenstream-lags-changelog",
                        "eigenstream-last-rows-changelog",
                        "eigenstream-partials-changelog",
                        "eigenstream-sketches-changelog",
                        "eigenstream-unsent-estimates-changelog",
                        "eigenstream-unsent-partials-changelog");
    }

    @Test
    void namesDoNotDependOnWhereStateIsKept() {
        assertThat(EigenstreamTopology.build(Pipeline.settings(Map.of(Settings.STATE_STORE, "memory")))
                        .describe())
                .hasToString(EigenstreamTopology.build(Pipeline.settings(Map.of()))
                        .describe()
                        .toString());
    }
}
