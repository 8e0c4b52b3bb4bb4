package io.eigenstream.serdes;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The Kafka serde of one of this module's records: writes one wire format, reads every one.
 *
 * <p>Null is a tombstone and passes through. Reading throws
 * {@link org.apache.kafka.common.errors.SerializationException} for bytes that are not such a record.
 *
 * @param <T> the record
 */
public final class RecordSerde<T extends Record> implements Serde<T> {

    private final RecordCodec<T> codec;
    private final WireFormat format;

    public RecordSerde(Class<T> type, WireFormat format) {
        this.codec = RecordCodec.of(type);
        this.format = format;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : bytes(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : codec.read(bytes);
    }

    private byte[] bytes(T value) {
        return format == WireFormat.AVRO
                ? codec.toAvro(value)
                : codec.toJson(value).getBytes(StandardCharsets.UTF_8);
    }
}
