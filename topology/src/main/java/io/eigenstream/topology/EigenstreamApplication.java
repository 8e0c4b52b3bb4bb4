package io.eigenstream.topology;

import org.apache.kafka.streams.KafkaStreams;

/** The running application. */
public final class EigenstreamApplication implements AutoCloseable {
    public static EigenstreamApplication start(Settings settings) {
        throw new IllegalStateException("being written");
    }

    public KafkaStreams.State state() {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {}
}
