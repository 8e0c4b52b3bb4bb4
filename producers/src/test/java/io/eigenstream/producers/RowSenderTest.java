package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSenderTest {

    private static final RowsTopic TOPIC = new RowsTopic("rows", 3, "broker:9092");

    @TempDir
    private Path folder;

    private final MockProducer<String, byte[]> producer = producer(true);
    private final RowSender sender = new RowSender(producer, TOPIC, WireFormat.AVRO);

    @Test
    void sendsRowsUnderTheMatrixNameAndCountsThem() {
        RowFeed feed = RowFeed.generated("machine-1", Generator.spiked(4, 2, 1).limitedTo(5));

        SentRows sent = sender.send(feed, new SendOptions(), progress -> {});

        assertThat(sent).isEqualTo(new SentRows(5, 0));
        assertThat(producer.history()).hasSize(5).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("rows");
            assertThat(record.key()).isEqualTo("machine-1");
            assertThat(record.headers()).isEmpty();
            assertThat(record.partition()).as("left to the hash of the key").isNull();
        });
        assertThat(producer.history()).extracting(record -> row(record).index()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void writesTheWireFormatAskedFor() {
        RowSender jsonSender = new RowSender(producer, TOPIC, WireFormat.JSON);

        jsonSender.send(generated(1), new SendOptions(), progress -> {});

        assertThat(producer.history().get(0).value()).startsWith('{');
        assertThat(row(producer.history().get(0)).values()).hasSize(4);
    }

    @Test
    void sendsABadLineRawWithItsReason() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "1,2", "3;4", "5,6");

        SentRows sent = sender.send(RowFeed.ofFiles("x", List.of(path), List.of()), new SendOptions(), progress -> {});

        assertThat(sent).isEqualTo(new SentRows(2, 1));
        ProducerRecord<String, byte[]> bad = producer.history().get(1);
        assertThat(bad.key()).isEqualTo("x");
        assertThat(bad.value()).isEqualTo("3;4".getBytes(StandardCharsets.UTF_8));
        assertThat(header(bad, HeaderNames.UNREADABLE)).isEqualTo("x.csv:2: 1 columns, expected 2");
        assertThat(row(producer.history().get(2)).index()).isEqualTo(2);
    }

    @Test
    void sendsAnEndOfAGroupAsARowOfNoValuesAndDoesNotCountIt() {
        List<Long> progress = new ArrayList<>();

        SentRows sent = sender.send(grouped(), new SendOptions(), progress::add);

        assertThat(sent).isEqualTo(new SentRows(2, 0));
        assertThat(progress).containsExactly(1L, 2L);
        assertThat(producer.history()).extracting(record -> row(record).group()).containsExactly("a", "a", "b", "b");
        assertThat(producer.history())
                .extracting(record -> row(record).endsGroup())
                .containsExactly(false, true, false, true);
        assertThat(producer.history()).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("x");
            assertThat(record.partition()).isNull();
        });
    }

    @Test
    void tellsEveryPartitionOfTheEndOfAGroupThatIsSpread() {
        sender.send(grouped(), SendOptions.spread(), progress -> {});

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 0, 1, 2, 1, 0, 1, 2);
    }

    private RowFeed grouped() {
        Path path = TestInputs.write(
                folder.resolve("x.jsonl"),
                "{\"values\": [1], \"group\": \"a\"}",
                "{\"values\": [], \"group\": \"a\"}",
                "{\"values\": [2], \"group\": \"b\"}",
                "{\"values\": [], \"group\": \"b\"}");
        return RowFeed.ofFiles("x", List.of(path), List.of());
    }

    @Test
    void theFirstRowOfEveryPartitionNamesTheColumns() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "load,temperature", "bad", "1,2", "3,4", "5,6", "7,8");
        RowFeed feed = RowFeed.ofFiles("x", List.of(path), List.of());

        sender.send(feed, new SendOptions(), progress -> {});
        assertThat(producer.history().subList(1, 5))
                .extracting(record -> row(record).features())
                .containsExactly(List.of("load", "temperature"), null, null, null);

        producer.clear();
        sender.send(feed, SendOptions.spread(), progress -> {});
        assertThat(producer.history().subList(1, 5))
                .extracting(record -> row(record).features() != null)
                .as("the first partition's first row was bad")
                .containsExactly(true, true, true, false);
    }

    @Test
    void spreadsRowsOverPartitionsInTurn() {
        sender.send(generated(7), SendOptions.spread(), progress -> {});

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void asksOnePartitionForEstimatesUnlessRowsAreSpread() {
        sender.requestEstimates("m", new SendOptions());
        sender.requestEstimates("m", SendOptions.spread());

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(null, 0, 1, 2);
        assertThat(producer.history()).allSatisfy(request -> {
            assertThat(request.key()).isEqualTo("m");
            assertThat(request.value()).isNull();
            assertThat(header(request, HeaderNames.EMIT)).isEmpty();
        });
    }

    @Test
    void aMatrixIsForgottenByItsNameAlone() {
        sender.forget("m");

        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("m");
            assertThat(record.value()).isNull();
            assertThat(record.partition()).isNull();
            assertThat(record.headers()).isEmpty();
        });
    }

    @Test
    void saysThatAMatrixCouldNotBeForgotten() {
        producer.sendException = new TopicAuthorizationException("denied");

        assertThatThrownBy(() -> sender.forget("m"))
                .isInstanceOf(SendException.class)
                .hasMessageContaining("denied");
    }

    @Test
    void tellsProgressAfterEveryItem() {
        List<Long> seen = new ArrayList<>();

        sender.send(generated(3), new SendOptions(), seen::add);

        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void stopsAtTheFirstRefusalWithTheBrokersReason() {
        MockProducer<String, byte[]> slow = producer(false);
        RowSender refused = new RowSender(slow, TOPIC, WireFormat.AVRO);

        assertThatThrownBy(() -> refused.send(unbounded(), new SendOptions(), sent -> {
                    if (sent == 10) {
                        slow.completeNext();
                        slow.errorNext(new RecordTooLargeException("1048577 bytes are too many"));
                        slow.errorNext(new RecordTooLargeException("a later reason"));
                    }
                }))
                .isInstanceOf(SendException.class)
                .hasMessage("topic 'rows' at broker:9092 did not accept a row: 1048577 bytes are too many");
        assertThat(slow.history())
                .as("nothing after the row that learned of it")
                .hasSize(11);
    }

    @Test
    void failsWhenTheLastRowIsRefused() {
        MockProducer<String, byte[]> slow = producer(false);
        RowSender refused = new RowSender(slow, TOPIC, WireFormat.AVRO);

        assertThatThrownBy(() -> refused.send(generated(2), new SendOptions(), sent -> {
                    if (sent == 2) {
                        slow.completeNext();
                        slow.errorNext(new TopicAuthorizationException("Not authorized to access topics: [rows]"));
                    }
                }))
                .isInstanceOf(SendException.class)
                .hasMessageContaining("Not authorized to access topics: [rows]");
    }

    @Test
    void failsWhenTheProducerItselfFails() {
        producer.sendException = new TopicAuthorizationException("denied");

        assertThatThrownBy(() -> sender.send(generated(1), new SendOptions(), progress -> {}))
                .isInstanceOf(SendException.class)
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> sender.requestEstimates("m", new SendOptions()))
                .isInstanceOf(SendException.class)
                .hasMessageContaining("denied");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        try {
            SentRows sent = sender.send(unbounded(), new SendOptions(), handedOver -> {
                if (handedOver == 5) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(sent).isEqualTo(new SentRows(5, 0));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /** 21 rows at 200 a second: the last is due 100 ms after the first. */
    @Test
    void keepsToTheRate() {
        long start = System.nanoTime();

        sender.send(generated(21), SendOptions.atRate(200), progress -> {});

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
    }

    private static RowFeed generated(long rows) {
        return RowFeed.generated("m", Generator.spiked(4, 2, 1).limitedTo(rows));
    }

    private static RowFeed unbounded() {
        return RowFeed.generated("m", Generator.spiked(4, 2, 1));
    }

    private static MatrixRow row(ProducerRecord<String, byte[]> record) {
        return RecordCodec.of(MatrixRow.class).read(record.value());
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static MockProducer<String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }
}
