package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthServerTest {

    @ParameterizedTest
    @CsvSource({
        "CREATED, 200, 503",
        "REBALANCING, 200, 503",
        "RUNNING, 200, 200",
        "PENDING_ERROR, 503, 503",
        "ERROR, 503, 503",
        "NOT_RUNNING, 503, 503"
    })
    void answersByTheStateOfTheApplication(State state, int live, int ready) throws Exception {
        try (HealthServer server = new HealthServer("127.0.0.1", 0, () -> state)) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(live);
            HttpResponse<String> readiness = get(server, "/health/ready");
            assertThat(readiness.statusCode()).isEqualTo(ready);
            assertThat(readiness.body()).isEqualTo(state + "\n");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSetting() {
        try (HealthServer first = new HealthServer("127.0.0.1", 0, () -> State.RUNNING)) {
            int port = first.port();
            assertThatThrownBy(() -> new HealthServer("127.0.0.1", port, () -> State.RUNNING))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("health.port")
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
