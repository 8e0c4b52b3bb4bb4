package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** An Avro array held as a Java array. Doubles are copied in bulk: Avro stores them as little-endian IEEE values. */
record ArrayCodec(ValueCodec element, Class<?> component) implements ValueCodec {

    static final ValueCodec DOUBLES = new Doubles();

    @Override
    public void write(Object value, BinaryEncoder out) throws IOException {
        int n = Array.getLength(value);
        out.writeArrayStart();
        out.setItemCount(n);
        for (int i = 0; i < n; i++) {
            out.startItem();
            element.write(Array.get(value, i), out);
        }
        out.writeArrayEnd();
    }

    @Override
    public Object read(BinaryDecoder in) throws IOException {
        Object array = Array.newInstance(component, 0);
        int length = 0;
        for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
            int more = boundedLength(n, 1, in);
            array = withRoom(array, length, more);
            for (int i = 0; i < more; i++) {
                Array.set(array, length++, element.read(in));
            }
        }
        return ofLength(length, array);
    }

    /**
     * The array, or a copy with room for more elements. It at least doubles: an array may come in blocks of one
     * element, and copying all at each would take quadratic time.
     */
    private static Object withRoom(Object array, int length, int more) {
        int capacity = Array.getLength(array);
        return length + more <= capacity ? array : copy(array, length, Math.max(length + more, 2 * capacity));
    }

    private static Object ofLength(int length, Object array) {
        return Array.getLength(array) == length ? array : copy(array, length, length);
    }

    private static Object copy(Object array, int length, int capacity) {
        Object copy = Array.newInstance(array.getClass().getComponentType(), capacity);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    @Override
    public void writeJson(Object value, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < Array.getLength(value); i++) {
            element.writeJson(Array.get(value, i), out);
        }
        out.writeEndArray();
    }

    @Override
    public Object readJson(JsonNode node) {
        requireArray(node);
        Object array = Array.newInstance(component, node.size());
        for (int i = 0; i < node.size(); i++) {
            Array.set(array, i, element.readJson(node.get(i)));
        }
        return array;
    }

    /** The length as an int, once it is known that the remaining input can hold that many elements. */
    static int boundedLength(long length, int leastBytesEach, BinaryDecoder in) throws IOException {
        int available = in.inputStream().available();
        if (length < 0 || length > available / leastBytesEach) {
            throw new IllegalArgumentException("a length of " + length + " where " + available + " bytes are left");
        }
        return (int) length;
    }

    static void requireArray(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("expected an array, got " + node.getNodeType());
        }
    }

    private record Doubles() implements ValueCodec {

        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            double[] doubles = (double[]) value;
            out.writeArrayStart();
            out.setItemCount(doubles.length);
            if (doubles.length > 0) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(Double.BYTES * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(doubles);
                out.writeFixed(bytes.array());
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            double[] doubles = new double[0];
            int length = 0;
            for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
                int more = boundedLength(n, Double.BYTES, in);
                byte[] bytes = new byte[Double.BYTES * more];
                in.readFixed(bytes);
                doubles = (double[]) withRoom(doubles, length, more);
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(doubles, length, more);
                length += more;
            }
            return ofLength(length, doubles);
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            double[] doubles = (double[]) value;
            out.writeStartArray();
            for (double x : doubles) {
                out.writeNumber(x);
            }
            out.writeEndArray();
        }

        @Override
        public Object readJson(JsonNode node) {
            requireArray(node);
            double[] doubles = new double[node.size()];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = ScalarCodec.number(node.get(i));
            }
            return doubles;
        }
    }
}
