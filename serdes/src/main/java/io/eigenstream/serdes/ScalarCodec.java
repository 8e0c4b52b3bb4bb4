package io.eigenstream.serdes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/** The scalars of Avro that this project's records use. */
enum ScalarCodec implements ValueCodec {
    DOUBLE {
        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            out.writeDouble((Double) value);
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            return in.readDouble();
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Double) value);
        }

        @Override
        public Object readJson(JsonNode node) {
            return number(node);
        }
    },
    LONG {
        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            out.writeLong((Long) value);
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            return in.readLong();
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Long) value);
        }

        @Override
        public Object readJson(JsonNode node) {
            require(node.isIntegralNumber() && node.canConvertToLong(), node, "an integer");
            return node.longValue();
        }
    },
    INT {
        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            out.writeInt((Integer) value);
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            return in.readInt();
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Integer) value);
        }

        @Override
        public Object readJson(JsonNode node) {
            require(node.isIntegralNumber() && node.canConvertToInt(), node, "an integer of 32 bits");
            return node.intValue();
        }
    },
    BOOLEAN {
        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            return in.readBoolean();
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object readJson(JsonNode node) {
            require(node.isBoolean(), node, "true or false");
            return node.booleanValue();
        }
    },
    STRING {
        @Override
        public void write(Object value, BinaryEncoder out) throws IOException {
            out.writeString((String) value);
        }

        @Override
        public Object read(BinaryDecoder in) throws IOException {
            long length = in.readLong();
            byte[] utf8 = new byte[ArrayCodec.boundedLength(length, 1, in)];
            in.readFixed(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public void writeJson(Object value, JsonGenerator out) throws IOException {
            out.writeString((String) value);
        }

        @Override
        public Object readJson(JsonNode node) {
            require(node.isTextual(), node, "a string");
            return node.textValue();
        }
    };

    /** A JSON number, or one of the strings that stand for the doubles JSON has no number for. */
    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("expected a number, got " + node);
        };
    }

    private static void require(boolean holds, JsonNode node, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + node);
        }
    }
}
