package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** An Avro array held as an immutable list. */
record ListCodec(ValueCodec element) implements ValueCodec {

    @Override
    public void write(Object value, BinaryEncoder out) throws IOException {
        List<?> list = (List<?>) value;
        out.writeArrayStart();
        out.setItemCount(list.size());
        for (Object item : list) {
            out.startItem();
            element.write(item, out);
        }
        out.writeArrayEnd();
    }

    @Override
    public Object read(BinaryDecoder in) throws IOException {
        List<Object> list = new ArrayList<>();
        for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
            ArrayCodec.boundedLength(n, 1, in);
            for (long i = 0; i < n; i++) {
                list.add(element.read(in));
            }
        }
        return List.copyOf(list);
    }

    @Override
    public void writeJson(Object value, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Object item : (List<?>) value) {
            element.writeJson(item, out);
        }
        out.writeEndArray();
    }

    @Override
    public Object readJson(JsonNode node) {
        ArrayCodec.requireArray(node);
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(element.readJson(item)));
        return List.copyOf(list);
    }
}
