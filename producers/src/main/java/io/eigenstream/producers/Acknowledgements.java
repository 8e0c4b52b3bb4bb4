package io.eigenstream.producers;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;

/** Counts the brokers' answers and keeps the first refusal. Answers come on the producer's own thread. */
final class Acknowledgements {

    private final RowsTopic topic;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong badLines = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicReference<Exception> firstRefusal = new AtomicReference<>();

    Acknowledgements(RowsTopic topic) {
        this.topic = topic;
    }

    Callback of(InputItem item) {
        return counting(item instanceof InputItem.Row ? rows : item instanceof InputItem.BadLine ? badLines : requests);
    }

    Callback ofRequest() {
        return counting(requests);
    }

    private Callback counting(AtomicLong count) {
        return (metadata, refusal) -> {
            if (refusal == null) {
                count.incrementAndGet();
            } else {
                firstRefusal.compareAndSet(null, refusal);
            }
        };
    }

    /** @throws SendException when a record has been refused */
    void check() {
        Exception refusal = firstRefusal.get();
        if (refusal != null) {
            throw topic.failure(refusal);
        }
    }

    SentRows sent() {
        return new SentRows(rows.get(), badLines.get());
    }
}
