package io.eigenstream.producers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.eigenstream.producers.LineFormat.UnreadableLineException;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/**
 * JSON objects, one a line: with field names, their numbers in that order; without, {@link MatrixRow}s such as {@code
 * {"values": [1.5, 2]}}, which may have a group, a weight, a source and a mask, and ends of groups such as {@code
 * {"values": [], "group": "image-7"}}. The first row sets the dimension.
 */
final class JsonLinesFile {

    private static final ObjectReader OBJECTS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final String ADVICE =
            "expected lines like {\"values\": [1.5, 2]}, or name the numeric members with --fields";

    private JsonLinesFile() {}

    /** @throws InputException when the file has no readable row */
    static RowSource open(InputFile file, RowLayout layout) {
        List<String> fields = layout.fields();
        MissingValues missing = layout.missing();
        if (!fields.isEmpty()) {
            return new NamedColumns(TextSource.of(file, line -> row(line, fields, missing), 0, ADVICE), fields);
        }
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);
        int dimension = TextSource.of(file, line -> wholeRow(line, codec, missing), 0, ADVICE)
                .dimension();
        return TextSource.of(file, line -> rowOfDimension(dimension, wholeRow(line, codec, missing)), 0, ADVICE);
    }

    private static MatrixRow wholeRow(String line, RecordCodec<MatrixRow> codec, MissingValues missing)
            throws UnreadableLineException {
        String json = line.contains("null") ? withoutNulls(object(line), missing) : line.strip();
        try {
            MatrixRow row = codec.read(json.getBytes(StandardCharsets.UTF_8));
            if (row.values().length == 0 && !row.endsGroup()) {
                throw new UnreadableLineException("no values");
            }
            return row;
        } catch (SerializationException e) {
            throw new UnreadableLineException(e.getMessage());
        }
    }

    /** The row as its schema has it, which knows no null among the values. */
    private static String withoutNulls(JsonNode row, MissingValues missing) throws UnreadableLineException {
        if (row.get("values") instanceof ArrayNode values) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isNull()) {
                    values.set(i, missing.read("values[" + i + "] is null"));
                }
            }
        }
        return row.toString();
    }

    private static MatrixRow rowOfDimension(int dimension, MatrixRow row) throws UnreadableLineException {
        if (row.values().length != dimension && !row.endsGroup()) {
            throw new UnreadableLineException(row.values().length + " values, expected " + dimension);
        }
        return row;
    }

    private static MatrixRow row(String line, List<String> fields, MissingValues missing)
            throws UnreadableLineException {
        JsonNode object = object(line);
        double[] values = new double[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(object.get(fields.get(i)), fields.get(i), missing);
        }
        return MatrixRow.of(values);
    }

    private static JsonNode object(String line) throws UnreadableLineException {
        try {
            JsonNode node = OBJECTS.readTree(line);
            if (!node.isObject()) {
                throw new UnreadableLineException("expected a JSON object, got " + node.getNodeType());
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException("not JSON: " + e.getOriginalMessage());
        }
    }

    private static double number(JsonNode member, String field, MissingValues missing) throws UnreadableLineException {
        if (member == null || member.isNull()) {
            return missing.read("field '" + field + "' is " + (member == null ? "not there" : "null"));
        }
        if (!member.isNumber()) {
            throw new UnreadableLineException("field '" + field + "' is " + member + ", expected a number");
        }
        return member.doubleValue();
    }
}
