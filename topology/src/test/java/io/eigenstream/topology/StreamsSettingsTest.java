package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {

    @Test
    void changelogsTakeAsLargeRecordsAsTheOtherTopics() {
        assertThat(StreamsSettings.of(Pipeline.settings(Map.of(Settings.TOPIC_MAX_MESSAGE_BYTES, "2000000"))))
                .containsEntry("topic.max.message.bytes", "2000000")
                .containsEntry("producer.max.request.size", "2000000");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.statestore.cache.max.bytes, 0, record cache",
        "kafka.cache.max.bytes.buffering, 00, record cache",
        "kafka.processing.guarantee, at_least_once, accept.approximate=true",
        "kafka.ensure.explicit.internal.resource.naming, false, generated names",
        "kafka.application.id, x, use application.id",
        "kafka.bootstrap.servers, x:1, use bootstrap.servers",
        "kafka.production.exception.handler, x.Y, leave it out",
        "kafka.default.production.exception.handler, x.Y, leave it out",
        "kafka.processing.exception.handler, x.Y, leave it out",
        "kafka.deserialization.exception.handler, x.Y, leave it out"
    })
    void refusesWhatWouldLoseOrRepeatRows(String key, String value, String reason) {
        assertThatThrownBy(() -> Pipeline.settings(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(reason);
    }

    @Test
    void listsTheseProblemsWithTheOthers() {
        assertThatThrownBy(() -> Pipeline.settings(Map.of(
                        "kafka.statestore.cache.max.bytes",
                        "0",
                        "kafka.processing.guarantee",
                        "at_least_once",
                        Settings.SKETCH_SIZE,
                        "1")))
                .hasMessageContaining("statestore.cache.max.bytes=0")
                .hasMessageContaining("processing.guarantee=at_least_once")
                .hasMessageContaining(Settings.SKETCH_SIZE);
    }

    @Test
    void takesAtLeastOnceFromWhomAcceptsIt() {
        Map<String, String> accepted = new HashMap<>();
        accepted.put("kafka.processing.guarantee", "at_least_once");
        accepted.put(Settings.ACCEPT_APPROXIMATE, "true");
        assertThat(StreamsSettings.of(Pipeline.settings(accepted)))
                .containsEntry("processing.guarantee", "at_least_once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2000", "10485760"})
    void takesACacheOfAnySize(String bytes) {
        assertThat(StreamsSettings.of(Pipeline.settings(Map.of("kafka.statestore.cache.max.bytes", bytes))))
                .containsEntry("statestore.cache.max.bytes", bytes);
    }

    @Test
    void theProducerTakesWhatTheTopicsTake() {
        assertThat(StreamsSettings.of(Pipeline.settings(Map.of(Settings.TOPIC_MAX_MESSAGE_BYTES, "2000000"))))
                .containsEntry("producer.max.request.size", "2000000");
    }
}
