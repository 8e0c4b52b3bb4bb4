package io.eigenstream.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

    private static final String SAMPLES = "io.eigenstream.serdes.Samples#all";

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void writesTheBytesThatAvroWrites(Record value) throws IOException {
        RecordCodec<Record> codec = codecOf(value);

        assertThat(codec.toAvro(value)).isEqualTo(AvroReference.encode(AvroReference.generic(value, codec.schema())));
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void isReadByAvro(Record value) throws IOException {
        RecordCodec<Record> codec = codecOf(value);
        GenericRecord expected = AvroReference.generic(value, codec.schema());

        GenericRecord decoded = AvroReference.decode(codec.toAvro(value), codec.schema());

        assertThat(AvroReference.encode(decoded)).isEqualTo(AvroReference.encode(expected));
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void readsWhatAvroWrites(Record value) throws IOException {
        RecordCodec<Record> codec = codecOf(value);
        byte[] message = AvroReference.encode(AvroReference.generic(value, codec.schema()));

        assertSameBits(codec, codec.read(message), value);
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void readsArraysThatAvroWritesInBlocks(Record value) throws IOException {
        RecordCodec<Record> codec = codecOf(value);
        byte[] message = AvroReference.encodeInBlocks(AvroReference.generic(value, codec.schema()));

        assertSameBits(codec, codec.read(message), value);
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void readsItsOwnJson(Record value) {
        RecordCodec<Record> codec = codecOf(value);

        assertSameBits(codec, codec.read(utf8(codec.toJson(value))), value);
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void namesJsonMembersAsTheSchemaNamesFields(Record value) throws IOException {
        RecordCodec<Record> codec = codecOf(value);

        JsonNode json = new ObjectMapper().readTree(codec.toJson(value));

        List<String> members = new ArrayList<>();
        json.fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .isEqualTo(codec.schema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void writesJsonOnOneLineAsDocumented() {
        MatrixRow row = new MatrixRow(
                new double[] {1, -0.5, Double.NaN, Double.NEGATIVE_INFINITY}, null, null, "a\nb", null, 7L);

        assertThat(RecordCodec.of(MatrixRow.class).toJson(row))
                .isEqualTo("{\"values\":[1.0,-0.5,\"NaN\",\"-Infinity\"],\"mask\":null,\"weight\":null,"
                        + "\"group\":\"a\\nb\",\"source\":null,\"index\":7,\"features\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"values\":[1,NaN]}",
                "{\"index\":null,\"unknown\":[],\"values\":[1.0,\"NaN\"]}",
                "{ \"values\" : [ 1e0 , \"NaN\" ] } "
            })
    void readsJsonOfOtherWriters(String json) {
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);

        assertSameBits(codec, codec.read(utf8(json)), MatrixRow.of(1, Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"values\":null}",
                "{\"values\":1}",
                "{\"values\":[\"1\"]}",
                "{\"values\":[null]}",
                "{\"values\":[],\"index\":1.5}",
                "{\"values\":[],\"index\":9223372036854775808}",
                "{\"values\":[],\"mask\":[1]}",
                "{\"values\":[],\"group\":3}",
                "{\"values\":[1]} {\"values\":[2]}"
            })
    void refusesJsonThatIsNoRow(String json) {
        assertThatThrownBy(() -> RecordCodec.of(MatrixRow.class).read(utf8(json)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not a MatrixRow in JSON: ");
    }

    @Test
    void readsJsonFromBeforeAFieldWasAdded() {
        RecordCodec<Spectrum> codec = RecordCodec.of(Spectrum.class);
        double[] none = {};
        Spectrum bare =
                new Spectrum("m", 1, 2, 0, none, none, new double[0][], 1, 1, 0, 0, 3, none, new boolean[0], null);
        String earlier = codec.toJson(bare).replaceFirst(",\"certifiedSinSquared\".*}", "}");

        assertThat(earlier).endsWith("\"sequence\":3}");
        assertSameBits(codec, codec.read(utf8(earlier)), bare);
        assertThatThrownBy(() -> codec.read(utf8(earlier.replace(",\"sequence\":3", ""))))
                .hasMessageContaining("field 'sequence' is missing");
    }

    @Test
    void saysWhatItGotInsteadOfARecord() {
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);
        byte[] spectrum = codecOf(Samples.small().toList().get(2))
                .toAvro(Samples.small().toList().get(2));

        assertThatThrownBy(() -> codec.read(new byte[0])).hasMessageContaining("got no bytes");
        assertThatThrownBy(() -> codec.read(utf8("1,2,3"))).hasMessageContaining("got a first byte of 0x31");
        assertThatThrownBy(() -> codec.read(spectrum)).hasMessageContaining("another schema's fingerprint");
    }

    @Test
    void refusesARecordWithoutSchema() {
        record Unknown(int x) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordCodec.of(Unknown.class))
                .withMessageContaining("no schema Unknown.avsc");
    }

    @SuppressWarnings("unchecked") // the codec of a record's own class reads and writes that record
    static RecordCodec<Record> codecOf(Record value) {
        return (RecordCodec<Record>) RecordCodec.of(value.getClass());
    }

    /** Arrays, NaN and -0 have no equals worth the name; the bytes are Avro's, as another test says. */
    private static <T extends Record> void assertSameBits(RecordCodec<T> codec, T actual, T expected) {
        assertThat(codec.toAvro(actual)).isEqualTo(codec.toAvro(expected));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
