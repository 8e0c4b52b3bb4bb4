package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    @Test
    void servesTheSameTopicsWhenStartedAgainAndLeavesNothingBehind() throws Exception {
        Path directory;
        try (TemporaryDirectory temporary = new TemporaryDirectory()) {
            directory = temporary.path();
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                    Admin admin = admin(broker)) {
                assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
                admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                        .all()
                        .get(10, TimeUnit.SECONDS);
            }
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                    Admin admin = admin(broker)) {
                assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEqualTo(Set.of("kept"));
            }
        }
        assertThat(Files.exists(directory)).isFalse();
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }
}
