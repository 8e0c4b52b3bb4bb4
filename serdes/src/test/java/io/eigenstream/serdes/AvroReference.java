package io.eigenstream.serdes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Avro's own generic writers and readers: the oracle. */
final class AvroReference {

    private static final int HEADER_BYTES = 10;

    private AvroReference() {}

    static byte[] encode(GenericRecord value) throws IOException {
        var encoder = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), value.getSchema());
        var bytes = encoder.encode(value);
        return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
    }

    /** The same message with every array cut into blocks that state their size in bytes. */
    static byte[] encodeInBlocks(GenericRecord value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(encode(value), 0, HEADER_BYTES);
        BinaryEncoder blocking = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, blocking);
        blocking.flush();
        return out.toByteArray();
    }

    static GenericRecord decode(byte[] message, Schema schema) throws IOException {
        return new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(message);
    }

    static GenericRecord generic(Record value, Schema schema) {
        return (GenericRecord) genericValue(value, schema);
    }

    private static Object genericValue(Object value, Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                value == null ? null : genericValue(value, schema.getTypes().get(1));
            case ARRAY -> genericArray(value, schema);
            case RECORD -> genericRecord(value, schema);
            default -> value;
        };
    }

    private static GenericRecord genericRecord(Object value, Schema schema) {
        GenericRecord generic = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            try {
                Object component = value.getClass().getMethod(field.name()).invoke(value);
                generic.put(field.name(), genericValue(component, field.schema()));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError("no component for field " + field.name(), e);
            }
        }
        return generic;
    }

    private static List<Object> genericArray(Object value, Schema schema) {
        List<Object> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(genericValue(item, schema.getElementType())));
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(genericValue(Array.get(value, i), schema.getElementType()));
            }
        }
        return items;
    }
}
