package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Codes one of this module's records by its Avro schema, {@code <SimpleName>.avsc}: as Avro single-object encoding
 * (bytes C3 01, the schema's CRC-64-AVRO fingerprint as 8 little-endian bytes, the Avro body) and as plain JSON with
 * the schema's field names.
 *
 * <p>The Avro bytes are those that Avro's own writer gives, but arrays of doubles are copied in bulk. Reading survives
 * any bytes: whatever is not such a record is a {@link SerializationException}, and nothing larger than the input is
 * allocated. Instances are immutable and may be shared by threads.
 *
 * <p>Reference: Apache Avro 1.12 specification, "Single-object encoding" and "Binary encoding".
 *
 * @param <T> the record
 */
public final class RecordCodec<T extends Record> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN without quotes
            .build();
    private static final JsonFactory JSON_FACTORY = new JsonFactory();
    private static final int HEADER_BYTES = 10;
    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = 0x01;

    private final Class<T> type;
    private final Schema schema;
    private final ValueCodec root;
    private final byte[] header;

    private RecordCodec(Class<T> type, Schema schema) {
        this.type = type;
        this.schema = schema;
        this.root = ValueCodec.of(schema, type);
        this.header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER_0)
                .put(MARKER_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    /** The codec of a record of this module. */
    public static <T extends Record> RecordCodec<T> of(Class<T> type) {
        String resource = type.getSimpleName() + ".avsc";
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema " + resource + " beside " + type.getName());
            }
            return new RecordCodec<>(type, new Schema.Parser().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Schema schema() {
        return schema;
    }

    /** The record in Avro single-object encoding. */
    public byte[] toAvro(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            out.write(header);
            root.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The record on one line of JSON. Numbers that JSON has no word for are the strings NaN, Infinity, -Infinity. */
    public String toJson(T value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON_FACTORY.createGenerator(out)) {
            root.writeJson(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /**
     * Reads either encoding, told apart by the first byte.
     *
     * @throws SerializationException when the bytes are not such a record, saying why
     */
    public T read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == '{') {
            return fromJson(bytes);
        }
        return fromAvro(bytes);
    }

    private T fromAvro(byte[] bytes) {
        for (int i = 0; i < HEADER_BYTES; i++) {
            if (i >= bytes.length || bytes[i] != header[i]) {
                throw new SerializationException(notThisRecord(bytes, i));
            }
        }
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
        try {
            T value = type.cast(root.read(in));
            if (!in.isEnd()) {
                throw new SerializationException("bytes are left over after a whole " + type.getSimpleName());
            }
            return value;
        } catch (IOException
                | AvroRuntimeException
                | IllegalArgumentException
                | UnsupportedOperationException e) { // Avro's word for a length beyond Java's arrays
            throw new SerializationException("not a whole " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private String notThisRecord(byte[] bytes, int position) {
        String what = "expected a " + type.getSimpleName() + " in Avro single-object encoding or a JSON object, got ";
        if (bytes.length == 0) {
            return what + "no bytes";
        }
        return position < 2
                ? what + String.format("a first byte of 0x%02X", bytes[0])
                : what + "another schema's fingerprint or too few bytes";
    }

    private T fromJson(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return type.cast(root.readJson(node));
        } catch (IOException | IllegalArgumentException e) {
            throw new SerializationException("not a " + type.getSimpleName() + " in JSON: " + e.getMessage(), e);
        }
    }
}
