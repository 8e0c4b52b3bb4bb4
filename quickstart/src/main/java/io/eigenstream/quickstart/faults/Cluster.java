package io.eigenstream.quickstart.faults;

import io.eigenstream.topology.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Brokers that are processes: each is controller too, all on 127.0.0.1. One may be killed where there are three. */
final class Cluster implements AutoCloseable {

    private static final String HEAP = "400m";
    private static final int POLL_MS = 200;

    private final Path directory;
    private final List<Integer> ports;
    private final List<Integer> controllerPorts;
    private final Map<Integer, ChildJvm> running = new TreeMap<>();

    private Cluster(Path directory, List<Integer> ports) {
        this.directory = directory;
        this.ports = ports.subList(0, ports.size() / 2);
        this.controllerPorts = ports.subList(ports.size() / 2, ports.size());
    }

    /** Formats storage and starts that many brokers; returns when all are there. */
    static Cluster start(Path directory, int brokers) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(directory, FreePorts.find(2 * brokers));
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < brokers; i++) {
            Path properties = cluster.writeProperties(i);
            int code = ChildJvm.start(
                            cluster.log(i),
                            HEAP,
                            "kafka.tools.StorageTool",
                            List.of("format", "--cluster-id", clusterId, "--config", properties.toString()))
                    .await();
            if (code != 0) {
                throw new IOException("a broker's storage could not be formatted: " + Files.readString(cluster.log(i)));
            }
        }
        for (int i = 0; i < brokers; i++) {
            cluster.start(i);
        }
        cluster.awaitAll();
        return cluster;
    }

    int size() {
        return ports.size();
    }

    void start(int broker) throws IOException {
        running.put(
                broker,
                ChildJvm.start(
                        log(broker),
                        HEAP,
                        "kafka.Kafka",
                        List.of(properties(broker).toString())));
    }

    void kill(int broker) throws InterruptedException {
        running.remove(broker).kill();
    }

    /** What the trial's own clients connect with: nothing of what the scenario sets for the instances' clients. */
    static Map<String, String> client(Settings settings) {
        return Map.of(Settings.BOOTSTRAP_SERVERS, settings.bootstrapServers());
    }

    String bootstrapServers() {
        return ports.stream().map(port -> FreePorts.HOST + ":" + port).collect(Collectors.joining(","));
    }

    /** Returns when every broker is in the cluster and every replica in sync. */
    void awaitAll() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            while (!isWhole(admin)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
    }

    private boolean isWhole(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size() == size()
                    && admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size()
                                    == partition.replicas().size());
        } catch (ExecutionException e) {
            return false;
        }
    }

    private Path properties(int broker) {
        return directory.resolve("broker-" + broker + ".properties");
    }

    private Path log(int broker) {
        return directory.resolve("broker-" + broker + ".log");
    }

    private Path writeProperties(int broker) throws IOException {
        String replicas = Integer.toString(size());
        String inSync = Integer.toString(Math.max(1, size() - 1));
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(broker),
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
                        .formatted(FreePorts.HOST, ports.get(broker), FreePorts.HOST, controllerPorts.get(broker)),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                IntStream.range(0, size())
                        .mapToObj(i -> i + "@" + FreePorts.HOST + ":" + controllerPorts.get(i))
                        .collect(Collectors.joining(",")),
                "log.dirs",
                directory.resolve("broker-" + broker).toString()));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", replicas);
        }
        properties.putAll(Map.of(
                "default.replication.factor",
                replicas,
                "min.insync.replicas",
                inSync,
                "transaction.state.log.min.isr",
                inSync,
                "share.coordinator.state.topic.min.isr",
                inSync,
                "offsets.topic.num.partitions",
                "4",
                "transaction.state.log.num.partitions",
                "4",
                "log.cleaner.dedupe.buffer.size",
                Integer.toString(8 << 20),
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                "500"));
        // a frozen instance is to be missed soon
        properties.putAll(Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.min.session.timeout.ms", Integer.toString(Instance.SESSION_MS),
                "group.streams.session.timeout.ms", Integer.toString(Instance.SESSION_MS),
                "group.streams.min.heartbeat.interval.ms", "1000",
                "group.streams.heartbeat.interval.ms", "2000"));
        Files.createDirectories(directory);
        try (var out = Files.newBufferedWriter(properties(broker))) {
            properties.store(out, null);
        }
        return properties(broker);
    }

    @Override
    public void close() {
        running.values().forEach(ChildJvm::close);
    }
}
