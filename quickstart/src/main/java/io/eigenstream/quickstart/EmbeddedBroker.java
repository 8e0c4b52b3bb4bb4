package io.eigenstream.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: one KRaft node, broker and controller, that listens on 127.0.0.1 at free ports.
 * Its data outlives it when the directory does: a broker started there again serves the same topics.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a broker that keeps its data in the directory, which is formatted when it is empty or missing. */
    public static EmbeddedBroker start(Path dataDirectory) {
        return start(dataDirectory, Map.of());
    }

    /**
     * Starts a broker with more of Kafka's broker properties over its own, such as those for security: {@code
     * listener.security.protocol.map} says how the clients' listener, named PLAINTEXT, is secured.
     */
    static EmbeddedBroker start(Path dataDirectory, Map<String, String> more) {
        closesWithItsOwnerAlone();
        int[] ports = freePorts();
        format(dataDirectory);
        Properties properties = properties(dataDirectory, ports[0], ports[1]);
        properties.putAll(more);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, ports[0]);
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Without this a broker that starts while the process is being stopped fails for want of shutdown hooks. */
    private static void closesWithItsOwnerAlone() {
        Exit.setShutdownHookAdder((name, hook) -> {});
    }

    private static void format(Path dataDirectory) {
        if (Files.exists(dataDirectory.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(dataDirectory.toString())
                .addDirectory(dataDirectory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + dataDirectory + " for a broker: " + e.getMessage(), e);
        }
    }

    private static Properties properties(Path dataDirectory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE_ID));
        properties.put("listeners", "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        properties.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
        properties.put("log.dirs", dataDirectory.toString());
        properties.put("auto.create.topics.enable", "false");
        oneReplicaOfEverything(properties);
        sizesForOneMachine(properties);
        return properties;
    }

    private static void oneReplicaOfEverything(Properties properties) {
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void sizesForOneMachine(Properties properties) {
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("num.io.threads", "4");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        properties.put("group.initial.rebalance.delay.ms", "0");
    }

    /** Both sockets are open at once, so that the two ports differ. A voter's port must be known before the start. */
    private static int[] freePorts() {
        try {
            InetAddress host = InetAddress.getByName(HOST);
            try (ServerSocket broker = new ServerSocket(0, 1, host);
                    ServerSocket controller = new ServerSocket(0, 1, host)) {
                return new int[] {broker.getLocalPort(), controller.getLocalPort()};
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        }
    }
}
