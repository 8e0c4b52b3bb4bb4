package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCheckTest {

    private static final long BYTES = 64 << 20;

    private final Settings settings = Pipeline.settings(Map.of());
    private final TopicCheck check = new TopicCheck(settings);

    private static TopicDescription topic(String name, int partitions) {
        return new TopicDescription(
                name, false, Collections.nCopies(partitions, new TopicPartitionInfo(0, null, List.of(), List.of())));
    }

    @Test
    void acceptsTopicsAsTheApplicationCreatesThem() {
        for (String name : settings.topics().all()) {
            Map<String, String> created = TopicCheck.required(name, settings);
            check.configuration(
                    name,
                    created.getOrDefault("cleanup.policy", "delete"),
                    Long.parseLong(created.getOrDefault("max.message.bytes", "1048588")));
        }
        check.partitions(topic("rows", 4), topic("eigenstream-sketches-changelog", 4));
        check.partitions(topic("rows", 6), topic("eigenstream-sketches-changelog", 4));
        check.partitions(topic("rows", 6), null);
        check.partitions(null, topic("eigenstream-sketches-changelog", 4));
        assertThatCode(check::throwProblems).doesNotThrowAnyException();
    }

    @Test
    void refusesFewerPartitionsThanThereAreSketchesOf() {
        check.partitions(topic("rows", 2), topic("eigenstream-sketches-changelog", 4));
        assertThatThrownBy(check::throwProblems)
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("rows has 2 partitions")
                .hasMessageContaining("give it 4 again")
                .hasMessageContaining("that end in -changelog, and partials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partials", "eigenvectors", "spectra", "models"})
    void refusesToLetTheLatestEstimatesExpire(String name) {
        check.configuration(name, "delete", BYTES);
        assertThatThrownBy(check::throwProblems)
                .hasMessageContaining("--entity-name " + name + " --add-config cleanup.policy=compact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "scores", "groups", "rows-dead-letter"})
    void refusesToCompactRowsOfOneKey(String name) {
        check.configuration(name, "compact,delete", BYTES);
        assertThatThrownBy(check::throwProblems)
                .hasMessageContaining("--entity-name " + name + " --add-config cleanup.policy=delete");
    }

    @Test
    void namesEveryTopicThatIsTooSmallAtOnceAndTheSettingThatFits() {
        check.configuration("spectra", "compact", 1_048_588);
        check.configuration("rows-dead-letter", "delete", BYTES - 1);
        check.configuration("scores", "delete", 1_000);
        assertThatThrownBy(check::throwProblems)
                .hasMessageContaining("spectra has max.message.bytes=1048588")
                .hasMessageContaining("topic.max.message.bytes=1048588")
                .hasMessageContaining("rows-dead-letter")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
    }
}
