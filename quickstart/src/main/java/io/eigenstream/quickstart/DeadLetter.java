package io.eigenstream.quickstart;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/**
 * A record that was not accepted, legibly.
 *
 * @param reason why
 * @param topic where the record was, with partition and offset
 * @param key the matrix's name, or null
 * @param value the row in JSON when it is one; other text as it is; other bytes as {@code base64:…}; null for none
 */
record DeadLetter(String reason, String topic, Integer partition, Long offset, String key, String value) {

    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
        return new DeadLetter(
                header(letter, HeaderNames.REASON).orElse("no reason was given"),
                header(letter, HeaderNames.TOPIC).orElse(null),
                header(letter, HeaderNames.PARTITION).map(Integer::valueOf).orElse(null),
                header(letter, HeaderNames.OFFSET).map(Long::valueOf).orElse(null),
                legible(letter.key()),
                legible(letter.value()));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return Optional.ofNullable(header).map(h -> new String(h.value(), StandardCharsets.UTF_8));
    }

    static String legible(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        return row(bytes)
                .or(() -> text(bytes))
                .orElseGet(() -> "base64:" + Base64.getEncoder().encodeToString(bytes));
    }

    private static Optional<String> row(byte[] bytes) {
        try {
            return Optional.of(ROWS.toJson(ROWS.read(bytes)));
        } catch (SerializationException notARow) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text).filter(t -> t.chars().noneMatch(DeadLetter::isUnprintable));
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && !Character.isWhitespace(character);
    }
}
