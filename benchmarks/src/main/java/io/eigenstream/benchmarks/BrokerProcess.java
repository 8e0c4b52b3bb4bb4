package io.eigenstream.benchmarks;

import io.eigenstream.quickstart.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, so that its work is told from that of who uses it. */
public final class BrokerProcess {

    private static final int POLL_MS = 20;

    private BrokerProcess() {}

    /** Serves until it is killed; the arguments are its directory, and a file to tell where it listens. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]))) {
            Path written = Files.writeString(Path.of(arguments[1] + ".part"), broker.bootstrapServers());
            Files.move(written, Path.of(arguments[1]));
            new CountDownLatch(1).await();
        }
    }

    static JavaProcess start(Path directory) throws IOException {
        List<String> arguments = List.of(
                directory.resolve("broker").toString(), servers(directory).toString());
        return JavaProcess.start(BrokerProcess.class, arguments, directory.resolve("broker.log"));
    }

    private static Path servers(Path directory) {
        return directory.resolve("servers");
    }

    /** Where the one of the directory listens, as soon as it does. */
    static String bootstrapServers(JavaProcess broker, Path directory) throws IOException, InterruptedException {
        while (!Files.exists(servers(directory))) {
            broker.requireAlive();
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return Files.readString(servers(directory));
    }
}
