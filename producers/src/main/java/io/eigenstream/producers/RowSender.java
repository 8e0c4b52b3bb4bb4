package io.eigenstream.producers;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.serdes.WireFormat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends rows to the rows topic: idempotent, acknowledged by all in-sync replicas, the result of every send checked. May
 * be shared by threads that send different feeds.
 */
public final class RowSender implements AutoCloseable {

    private static final byte[] NO_VALUE = new byte[0];

    private final Producer<String, byte[]> producer;
    private final RowsTopic topic;
    private final Serializer<MatrixRow> rowSerializer;

    RowSender(Producer<String, byte[]> producer, RowsTopic topic, WireFormat format) {
        this.producer = producer;
        this.topic = topic;
        this.rowSerializer = new RecordSerde<>(MatrixRow.class, format).serializer();
    }

    /**
     * Connects to brokers that have the rows topic, when the leader of each of its partitions answers.
     *
     * @param kafka settings of Kafka's clients, {@code bootstrap.servers} and security among them
     * @throws SendException when no broker answers within 15 seconds or the topic does not exist
     */
    public static RowSender connect(Map<String, String> kafka, TopicNames topics, WireFormat format) {
        RowsTopic topic = RowsTopic.find(kafka, topics.rows());
        try {
            return new RowSender(
                    new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer()),
                    topic,
                    format);
        } catch (KafkaException e) {
            throw new SendException("the producer's settings are wrong: " + ConnectionProblem.of(e, kafka), e);
        }
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(LINGER_MS_CONFIG, 5);
        settings.put(BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(BUFFER_MEMORY_CONFIG, 64L << 20);
        settings.putAll(kafka);
        settings.put(ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ACKS_CONFIG, "all");
        return settings;
    }

    /**
     * Sends a feed and waits until all of it is acknowledged. The first row in each partition names the columns. A
     * thread that is interrupted stops early, with its interrupt status set.
     *
     * @param progress told the number of items handed over so far, after each one
     * @throws SendException with the broker's reason when a row is not accepted; rows before it may have been
     * @throws InputException when the input turns out to be damaged
     */
    public SentRows send(RowFeed feed, SendOptions options, LongConsumer progress) {
        Acknowledgements acknowledgements = new Acknowledgements(topic);
        Pace pace = new Pace(options.rowsPerSecond());
        try (ItemReader items = feed.open()) {
            Set<Integer> unnamed = new HashSet<>(feed.features().isEmpty() ? List.of() : allPartitions(options));
            long handedOver = 0;
            InputItem item = items.read();
            while (item != null && !Thread.currentThread().isInterrupted()) {
                if (item instanceof InputItem.EndOfGroup) {
                    for (Integer partition : allPartitions(options)) {
                        producer.send(record(feed.matrix(), item, partition), acknowledgements.of(item));
                    }
                } else {
                    pace.await();
                    Integer partition = options.isSpread() ? (int) (handedOver % topic.partitions()) : null;
                    if (item instanceof InputItem.Row row && unnamed.remove(partition)) {
                        item = new InputItem.Row(row.row().withFeatures(feed.features()));
                    }
                    producer.send(record(feed.matrix(), item, partition), acknowledgements.of(item));
                    acknowledgements.check();
                    progress.accept(++handedOver);
                }
                item = items.read();
            }
            producer.flush();
        } catch (InterruptException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            throw topic.failure(e);
        } catch (IOException e) {
            throw new InputException("the input of matrix " + feed.matrix() + " cannot be read: " + e.getMessage(), e);
        }
        acknowledgements.check();
        return acknowledgements.sent();
    }

    /**
     * Has all that is known of a matrix deleted, in every partition: a record of its name without a value.
     *
     * @throws SendException with the broker's reason when it is not accepted
     */
    public void forget(String matrix) {
        Acknowledgements acknowledgements = new Acknowledgements(topic);
        try {
            producer.send(new ProducerRecord<>(topic.name(), matrix, null), acknowledgements.ofRequest());
            producer.flush();
        } catch (KafkaException e) {
            throw topic.failure(e);
        }
        acknowledgements.check();
    }

    /**
     * Asks for the estimates of a matrix now, in every partition that rows sent with these options go to.
     *
     * @throws SendException with the broker's reason when a request is not accepted
     */
    public void requestEstimates(String matrix, SendOptions options) {
        Acknowledgements acknowledgements = new Acknowledgements(topic);
        try {
            for (Integer partition : allPartitions(options)) {
                var request = new ProducerRecord<String, byte[]>(topic.name(), partition, matrix, null);
                request.headers().add(HeaderNames.EMIT, NO_VALUE);
                producer.send(request, acknowledgements.ofRequest());
            }
            producer.flush();
        } catch (KafkaException e) {
            throw topic.failure(e);
        }
        acknowledgements.check();
    }

    /** That rows sent with these options go to; null is the one of the matrix's name. */
    private List<Integer> allPartitions(SendOptions options) {
        return options.isSpread()
                ? IntStream.range(0, topic.partitions()).boxed().toList()
                : Collections.singletonList(null);
    }

    private ProducerRecord<String, byte[]> record(String matrix, InputItem item, Integer partition) {
        if (item instanceof InputItem.BadLine line) {
            byte[] raw = line.text().getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<>(topic.name(), partition, matrix, raw);
            record.headers().add(HeaderNames.UNREADABLE, line.reason().getBytes(StandardCharsets.UTF_8));
            return record;
        }
        MatrixRow row =
                item instanceof InputItem.EndOfGroup end ? MatrixRow.endOf(end.group()) : ((InputItem.Row) item).row();
        return new ProducerRecord<>(topic.name(), partition, matrix, rowSerializer.serialize(topic.name(), row));
    }

    @Override
    public void close() {
        producer.close();
    }
}
