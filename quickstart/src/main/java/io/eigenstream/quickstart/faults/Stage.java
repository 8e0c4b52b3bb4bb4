package io.eigenstream.quickstart.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The processes of a trial: brokers, and the instances that should run. */
final class Stage implements AutoCloseable {

    private static final int POLL_MS = 100;

    private final Path directory;
    private final Cluster cluster;
    private final Map<String, String> settings;
    private final List<Instance> instances = new ArrayList<>();
    private final TreeSet<Integer> missingBrokers = new TreeSet<>();
    private int started;

    Stage(Path directory, Cluster cluster, Map<String, String> settings) {
        this.directory = directory;
        this.cluster = cluster;
        this.settings = settings;
    }

    Cluster cluster() {
        return cluster;
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    Instance choose(SplittableRandom random) {
        return instances.get(random.nextInt(instances.size()));
    }

    /** One more, not started yet. */
    Instance add() throws IOException {
        Instance instance = new Instance(directory.resolve("instance-" + started++), settings);
        instances.add(instance);
        return instance;
    }

    void remove(Instance instance) {
        instances.remove(instance);
    }

    void killInstances() throws InterruptedException {
        for (Instance instance : instances) {
            instance.process().kill();
        }
    }

    void startMissing() throws IOException {
        for (Instance instance : instances) {
            if (!instance.process().isAlive()) {
                instance.start();
            }
        }
    }

    /** Whether, before the deadline, every instance is at work: the next blow must hit one that is. */
    boolean isWholeWithin(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        for (Instance instance : instances) {
            while (!instance.isReady()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
        return true;
    }

    void killBroker(int broker) throws InterruptedException {
        cluster.kill(broker);
        missingBrokers.add(broker);
    }

    void killEverything() throws InterruptedException {
        killInstances();
        for (int broker = 0; broker < cluster.size(); broker++) {
            killBroker(broker);
        }
    }

    void startMissingBrokers() throws IOException, InterruptedException {
        for (int broker : missingBrokers) {
            cluster.start(broker);
        }
        missingBrokers.clear();
        cluster.awaitAll();
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        cluster.close();
    }
}
