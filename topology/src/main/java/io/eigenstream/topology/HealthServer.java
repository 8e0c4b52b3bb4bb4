package io.eigenstream.topology;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Answers an orchestrator over HTTP: {@code /health/live} is 200 while the application can still do its work,
 * {@code /health/ready} while it does; otherwise 503. The body is Kafka Streams' state.
 */
final class HealthServer implements AutoCloseable {

    private static final Set<KafkaStreams.State> DEAD =
            Set.of(KafkaStreams.State.PENDING_ERROR, KafkaStreams.State.ERROR, KafkaStreams.State.NOT_RUNNING);

    private final HttpServer server;

    /** @throws KafkaException when the address cannot be listened on, naming it */
    HealthServer(String host, int port, Supplier<KafkaStreams.State> state) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new KafkaException(
                    Settings.HEALTH_HOST + ":" + Settings.HEALTH_PORT + " " + host + ":" + port + ": " + e.getMessage(),
                    e);
        }
        server.createContext("/health/live", exchange -> answer(exchange, state.get(), s -> !DEAD.contains(s)));
        server.createContext(
                "/health/ready", exchange -> answer(exchange, state.get(), KafkaStreams.State.RUNNING::equals));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, KafkaStreams.State state, Predicate<KafkaStreams.State> healthy)
            throws IOException {
        try (exchange) {
            byte[] body = (state + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(healthy.test(state) ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
