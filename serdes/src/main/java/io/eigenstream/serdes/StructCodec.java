package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** An Avro record held as a Java record: component i has the name and the position of field i. */
final class StructCodec implements ValueCodec {

    private static final ObjectMapper DEFAULTS = new ObjectMapper();

    /** {@code absent} is what JSON without the field means; null when the field must be there. */
    private record Field(String name, JsonNode absent, MethodHandle accessor, ValueCodec codec) {}

    private final List<Field> fields;
    private final MethodHandle constructor;

    StructCodec(Schema schema, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        if (!names.equals(schema.getFields().stream().map(Schema.Field::name).toList())) {
            throw new IllegalArgumentException(type.getName() + " has components " + names + ", unlike " + schema);
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Field[] coded = new Field[components.length];
            for (int i = 0; i < coded.length; i++) {
                Schema.Field field = schema.getFields().get(i);
                coded[i] = new Field(
                        names.get(i),
                        absent(field),
                        lookup.unreflect(components[i].getAccessor())
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        ValueCodec.of(field.schema(), components[i].getGenericType()));
            }
            fields = List.of(coded);
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is not an accessible record", e);
        }
    }

    private static JsonNode absent(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return null;
        }
        Object value = field.defaultVal();
        return value == JsonProperties.NULL_VALUE ? NullNode.instance : DEFAULTS.valueToTree(value);
    }

    @Override
    public void write(Object value, BinaryEncoder out) throws IOException {
        for (Field field : fields) {
            field.codec.write(component(field, value), out);
        }
    }

    @Override
    public Object read(BinaryDecoder in) throws IOException {
        Object[] arguments = new Object[fields.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = fields.get(i).codec.read(in);
        }
        return construct(arguments);
    }

    @Override
    public void writeJson(Object value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Field field : fields) {
            out.writeFieldName(field.name);
            field.codec.writeJson(component(field, value), out);
        }
        out.writeEndObject();
    }

    @Override
    public Object readJson(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected an object, got " + node.getNodeType());
        }
        Object[] arguments = new Object[fields.size()];
        for (int i = 0; i < arguments.length; i++) {
            Field field = fields.get(i);
            JsonNode member = node.has(field.name) ? node.get(field.name) : field.absent;
            if (member == null) {
                throw new IllegalArgumentException("field '" + field.name + "' is missing");
            }
            arguments[i] = field.codec.readJson(member);
        }
        return construct(arguments);
    }

    private static Object component(Field field, Object value) {
        try {
            return field.accessor.invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException("accessor of " + field.name + " failed", e);
        }
    }

    private Object construct(Object[] arguments) {
        try {
            return constructor.invokeExact(arguments);
        } catch (Throwable e) {
            throw new IllegalArgumentException("no record of " + Arrays.toString(arguments), e);
        }
    }
}
