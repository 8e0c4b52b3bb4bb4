package io.eigenstream.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    @Test
    void tellsWhereTheRecordWasAndWhyItWasRejected() {
        ConsumerRecord<byte[], byte[]> letter =
                new ConsumerRecord<>("rows-dead-letter", 0, 5, "m".getBytes(UTF_8), "1,x".getBytes(UTF_8));
        letter.headers()
                .add(HeaderNames.REASON, "field 2 is no number".getBytes(UTF_8))
                .add(HeaderNames.TOPIC, "rows".getBytes(UTF_8))
                .add(HeaderNames.PARTITION, "3".getBytes(UTF_8))
                .add(HeaderNames.OFFSET, "41".getBytes(UTF_8));

        assertThat(DeadLetter.of(letter)).isEqualTo(new DeadLetter("field 2 is no number", "rows", 3, 41L, "m", "1,x"));
    }

    @Test
    void survivesALetterWithoutHeadersKeyAndValue() {
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>("rows-dead-letter", 0, 5, null, null);

        assertThat(DeadLetter.of(letter))
                .isEqualTo(new DeadLetter("no reason was given", null, null, null, null, null));
    }

    @Test
    void showsARowAsJsonWhateverItsWireFormat() {
        MatrixRow row = MatrixRow.at(7, 1, Double.NaN);

        assertThat(DeadLetter.legible(ROWS.toAvro(row)))
                .isEqualTo(DeadLetter.legible(ROWS.toJson(row).getBytes(UTF_8)))
                .contains("\"values\":[1.0,\"NaN\"]")
                .contains("\"index\":7");
    }

    @Test
    void showsTextAsItIs() {
        assertThat(DeadLetter.legible("1,2,größer\t".getBytes(UTF_8))).isEqualTo("1,2,größer\t");
        assertThat(DeadLetter.legible(new byte[0])).isEmpty();
    }

    @Test
    void showsOtherBytesInBase64() {
        assertThat(DeadLetter.legible(new byte[] {(byte) 0xFF, 1})).isEqualTo("base64:/wE=");
        assertThat(DeadLetter.legible(new byte[] {'a', 0})).isEqualTo("base64:YQA=");
    }
}
