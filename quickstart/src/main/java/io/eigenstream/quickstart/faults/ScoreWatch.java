package io.eigenstream.quickstart.faults;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.RecordCodec;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed scores as they come: which rows have one, and how many have come again. Of one thread. */
final class ScoreWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordCodec<AnomalyScore> codec = RecordCodec.of(AnomalyScore.class);
    private final BitSet scored = new BitSet();
    private final long[] lastByPartition;
    private long repeated;

    ScoreWatch(Map<String, String> client, String topic, int partitions) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        lastByPartition = new long[partitions];
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    private void poll() {
        consumer.poll(POLL).forEach(record -> {
            int index = (int) (long) codec.read(record.value()).index();
            repeated += scored.get(index) ? 1 : 0;
            scored.set(index);
            int partition = index % lastByPartition.length;
            lastByPartition[partition] = Math.max(lastByPartition[partition], index);
        });
    }

    /** Whether, before the deadline, every partition has a score of a row at least this far. */
    boolean reaches(long index, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (System.nanoTime() < end) {
            poll();
            if (IntStream.range(0, lastByPartition.length).allMatch(p -> lastByPartition[p] >= index)) {
                return true;
            }
        }
        return false;
    }

    /** Reads on until as many rows as that have a score, or until the deadline. */
    void awaitAll(long rows, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (scored.cardinality() < rows && System.nanoTime() < end) {
            poll();
        }
        for (int i = 0; i < 20; i++) {
            poll();
        }
    }

    /** Of the first rows, those without a score. */
    long missing(long rows) {
        return rows - scored.get(0, (int) rows).cardinality();
    }

    /** Scores of rows that had one. */
    long repeated() {
        return repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
