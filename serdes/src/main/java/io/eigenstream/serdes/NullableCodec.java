package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** The union of null and one other schema, in that order. */
record NullableCodec(ValueCodec present) implements ValueCodec {

    @Override
    public void write(Object value, BinaryEncoder out) throws IOException {
        out.writeIndex(value == null ? 0 : 1);
        if (value != null) {
            present.write(value, out);
        }
    }

    @Override
    public Object read(BinaryDecoder in) throws IOException {
        int branch = in.readIndex();
        if (branch != 0 && branch != 1) {
            throw new IllegalArgumentException("branch " + branch + " of a union of two");
        }
        return branch == 0 ? null : present.read(in);
    }

    @Override
    public void writeJson(Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            present.writeJson(value, out);
        }
    }

    @Override
    public Object readJson(JsonNode node) {
        return node.isNull() ? null : present.readJson(node);
    }
}
