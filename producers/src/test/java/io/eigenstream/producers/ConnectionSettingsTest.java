package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void areABrokerOnThisMachineWhenNothingIsGiven() {
        ConnectionSettings settings = new ConnectionSettings();

        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(settings.topicPrefix()).isEmpty();
    }

    @Test
    void laterSourcesWinAndTheTopologysOwnAreLeftToIt() {
        Path file = TestInputs.write(
                folder.resolve("app.properties"),
                "bootstrap.servers=file:1",
                "topic.prefix=file-",
                "sketch.size=16",
                "kafka.security.protocol=SSL",
                "kafka.acks=1");
        ConnectionSettings settings = new ConnectionSettings()
                .file(file)
                .environment(Map.of(
                        "EIGENSTREAM_TOPIC_PREFIX", "variable-",
                        "EIGENSTREAM_KAFKA_SSL_KEY__X___Y", "z",
                        "EIGENSTREAM_DEBUG", "1",
                        "PATH", "/bin"))
                .flags(Map.of("kafka.acks", "all"));

        assertThat(settings.topicPrefix()).isEqualTo("variable-");
        assertThat(settings.kafka())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "file:1", "security.protocol", "SSL", "acks", "all", "ssl.key_x-y", "z"));
    }

    @Test
    void aFlagThatIsNoneIsNamedWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionSettings().flags(Map.of("sasl.password", "s3cret")))
                .withMessageContaining("sasl.password")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        ConnectionSettings settings = new ConnectionSettings();

        assertThatThrownBy(() -> settings.file(Path.of("none.properties")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.properties");
    }
}
