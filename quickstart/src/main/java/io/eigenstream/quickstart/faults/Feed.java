package io.eigenstream.quickstart.faults;

import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends {@link TestRows} at a steady rate, whatever happens to the others, until it is stopped. */
final class Feed {

    private final String topic;
    private final TestRows rows;
    private final long nanosPerRow;
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<MatrixRow> serializer = new RecordSerde<>(MatrixRow.class, WireFormat.AVRO).serializer();
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "feed");
    private volatile boolean stopped;

    private Feed(Map<String, String> client, String topic, TestRows rows, int rowsPerSecond) {
        this.topic = topic;
        this.rows = rows;
        this.nanosPerRow = 1_000_000_000L / rowsPerSecond;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static Feed start(Map<String, String> client, String topic, TestRows rows, int rowsPerSecond) {
        Feed feed = new Feed(client, topic, rows, rowsPerSecond);
        feed.thread.start();
        return feed;
    }

    /** The number of the row that is sent next. */
    long next() {
        return next.get();
    }

    private void run() {
        long due = System.nanoTime();
        while (!stopped && failure.get() == null) {
            send(next.getAndIncrement());
            due += nanosPerRow;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void send(long index) {
        byte[] value = serializer.serialize(topic, rows.row(index));
        producer.send(
                new ProducerRecord<>(topic, rows.partition(index), rows.matrix(index), value),
                (metadata, refusal) -> failure.compareAndSet(null, refusal));
    }

    /**
     * Stops and waits for the acknowledgement of every row; how many there are.
     *
     * @throws IllegalStateException when a row was not accepted
     */
    long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.close();
        if (failure.get() != null) {
            throw new IllegalStateException("a row was not accepted", failure.get());
        }
        return next.get();
    }
}
