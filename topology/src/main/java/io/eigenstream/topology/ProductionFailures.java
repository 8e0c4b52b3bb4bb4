package io.eigenstream.topology;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What becomes of a record that the brokers refuse. An answer that is too large for its topic becomes a dead letter
 * that says so, for the next one will be as large. Everything else fails the task, and above all a record of a
 * changelog: the commit would go on without it, and the state would be another one after the next restart.
 */
public final class ProductionFailures extends DefaultProductionExceptionHandler {

    /** Setting: what the application's topics begin with. */
    static final String TOPIC_PREFIX = "eigenstream.topic.prefix";

    private TopicNames topics;
    private Set<String> answers;

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        topics = new TopicNames((String) configs.get(TOPIC_PREFIX));
        answers = Set.of(topics.scores(), topics.eigenvectors(), topics.spectra(), topics.models());
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> failed, Exception exception) {
        if (exception instanceof RecordTooLargeException && answers.contains(failed.topic())) {
            return Response.resume(List.of(deadLetter(context, failed, exception)));
        }
        return super.handleError(context, failed, exception);
    }

    /** Without the value, for which there is no room; with the origin of the row after which the answer was due. */
    private ProducerRecord<byte[], byte[]> deadLetter(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> failed, Exception exception) {
        Headers headers = new RecordHeaders()
                .add(HeaderNames.REASON, utf8("a record of " + failed.topic() + ": " + exception.getMessage()))
                .add(HeaderNames.TOPIC, utf8(String.valueOf(context.topic())))
                .add(HeaderNames.PARTITION, utf8(Integer.toString(context.partition())))
                .add(HeaderNames.OFFSET, utf8(Long.toString(context.offset())));
        return new ProducerRecord<>(topics.deadLetters(), null, failed.timestamp(), failed.key(), null, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
