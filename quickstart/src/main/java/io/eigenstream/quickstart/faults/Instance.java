package io.eigenstream.quickstart.faults;

import io.eigenstream.quickstart.TemporaryDirectory;
import io.eigenstream.topology.TopologyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of the application, a process with a state directory that outlives it. */
final class Instance implements AutoCloseable {

    /** A member of the group that has been silent for so long is replaced. */
    static final int SESSION_MS = 6000;

    private static final String HEAP = "400m";

    private final Path directory;
    private final Map<String, String> settings;
    private ChildJvm process;

    Instance(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = settings;
    }

    void start() throws IOException {
        Files.createDirectories(directory);
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "kafka.state.dir=" + directory.resolve("state")));
        process = ChildJvm.start(log(), HEAP, TopologyCommand.class.getName(), arguments);
    }

    ChildJvm process() {
        return process;
    }

    Path log() {
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
