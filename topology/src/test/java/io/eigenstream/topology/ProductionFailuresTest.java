package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionFailuresTest {

    private static final byte[] KEY = {'m'};
    private static final Exception TOO_LARGE = new RecordTooLargeException("70000000 bytes");

    private final ProductionFailures failures = new ProductionFailures();

    /** After the record 17 of p-rows-2. */
    private record Origin(
            String topic,
            int partition,
            long offset,
            Headers headers,
            String processorNodeId,
            TaskId taskId,
            long timestamp,
            byte[] sourceRawKey,
            byte[] sourceRawValue)
            implements ErrorHandlerContext {}

    @BeforeEach
    void configure() {
        failures.configure(Map.of(ProductionFailures.TOPIC_PREFIX, "p-"));
    }

    private Response response(String topic, Exception exception) {
        Origin origin = new Origin("p-rows", 2, 17, null, "", new TaskId(0, 2), 3, null, null);
        return failures.handleError(origin, new ProducerRecord<>(topic, null, 3L, KEY, new byte[100]), exception);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p-scores", "p-eigenvectors", "p-spectra", "p-models"})
    void anAnswerThatDoesNotFitIsADeadLetter(String topic) {
        Response response = response(topic, TOO_LARGE);
        assertThat(response.result()).isEqualTo(Result.RESUME);
        ProducerRecord<byte[], byte[]> letter =
                response.deadLetterQueueRecords().get(0);
        assertThat(letter.topic()).isEqualTo("p-rows-dead-letter");
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isNull();
        assertThat(header(letter, HeaderNames.REASON)).contains(topic).contains("70000000 bytes");
        assertThat(header(letter, HeaderNames.TOPIC)).isEqualTo("p-rows");
        assertThat(header(letter, HeaderNames.PARTITION)).isEqualTo("2");
        assertThat(header(letter, HeaderNames.OFFSET)).isEqualTo("17");
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eigenstream-sketches-changelog",
                "eigenstream-partials-changelog",
                "p-partials",
                "p-rows-dead-letter",
                "spectra"
            })
    void nothingElseIsDropped(String topic) {
        assertThat(response(topic, TOO_LARGE).result()).isEqualTo(Result.FAIL);
    }

    @Test
    void anAnswerThatFailsOtherwiseFailsTheTask() {
        assertThat(response("p-spectra", new InvalidPartitionsException("no")).result())
                .isEqualTo(Result.FAIL);
    }
}
