package io.eigenstream.quickstart.faults;

import io.eigenstream.quickstart.TemporaryDirectory;
import io.eigenstream.topology.Settings;
import io.eigenstream.topology.TopologyCommand;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of the application, a process with a state directory that outlives it. */
final class Instance implements AutoCloseable {

    /** A member of the group that has been silent for so long is replaced. */
    static final int SESSION_MS = 6000;

    private static final String HEAP = "400m";

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final Path directory;
    private final Map<String, String> settings;
    private final int healthPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildJvm process;

    Instance(Path directory, Map<String, String> settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.healthPort = FreePorts.find(1).get(0);
    }

    void start() throws IOException {
        Files.createDirectories(directory);
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", Settings.HEALTH_PORT + "=" + healthPort));
        arguments.addAll(List.of("--set", "kafka.state.dir=" + directory.resolve("state")));
        process = ChildJvm.start(log(), HEAP, TopologyCommand.class.getName(), arguments);
    }

    ChildJvm process() {
        return process;
    }

    /** Whether it says that it has its share of the work. */
    boolean isReady() throws InterruptedException {
        URI health = URI.create("http://%s:%d/health/ready".formatted(FreePorts.HOST, healthPort));
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(ANSWER_WITHIN).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return directory.resolve("instance.log");
    }

    /** Deletes what it has on disk: it comes back from the changelog alone. */
    void wipe() {
        TemporaryDirectory.delete(directory.resolve("state"));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
