package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** Codes the values of one Avro schema, held as one Java type. */
interface ValueCodec {

    void write(Object value, BinaryEncoder out) throws IOException;

    Object read(BinaryDecoder in) throws IOException;

    void writeJson(Object value, JsonGenerator out) throws IOException;

    /** @throws IllegalArgumentException when the node is not such a value */
    Object readJson(JsonNode node);

    /** The codec for a schema whose values are held as the Java type. */
    static ValueCodec of(Schema schema, Type type) {
        return switch (schema.getType()) {
            case RECORD -> new StructCodec(schema, (Class<?>) type);
            case UNION -> new NullableCodec(of(schema.getTypes().get(1), type));
            case ARRAY -> arrayOf(schema.getElementType(), type);
            case STRING -> ScalarCodec.STRING;
            case DOUBLE -> ScalarCodec.DOUBLE;
            case LONG -> ScalarCodec.LONG;
            case INT -> ScalarCodec.INT;
            case BOOLEAN -> ScalarCodec.BOOLEAN;
            default -> throw new IllegalArgumentException("no codec for schema " + schema);
        };
    }

    private static ValueCodec arrayOf(Schema element, Type type) {
        if (type == double[].class) {
            return ArrayCodec.DOUBLES;
        }
        if (type instanceof ParameterizedType list) {
            return new ListCodec(of(element, list.getActualTypeArguments()[0]));
        }
        Class<?> component = ((Class<?>) type).getComponentType();
        return new ArrayCodec(of(element, component), component);
    }
}
