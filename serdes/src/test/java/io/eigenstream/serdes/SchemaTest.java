package io.eigenstream.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    /** Fields whose name says all: the record's key again. */
    private static final Set<String> SELF_EVIDENT = Set.of("matrix");

    @ParameterizedTest
    @ValueSource(
            classes = {
                MatrixRow.class,
                Eigenvector.class,
                Spectrum.class,
                Model.class,
                AnomalyScore.class,
                SubspaceChange.class,
                GroupScore.class
            })
    void documentsEveryField(Class<? extends Record> type) {
        Schema schema = RecordCodec.of(type).schema();

        assertThat(schema.getNamespace()).isEqualTo("io.eigenstream");
        assertThat(schema.getDoc()).isNotBlank();
        assertThat(undocumented(schema)).isEmpty();
    }

    private static Stream<String> undocumented(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                schema.getFields().stream()
                        .flatMap(field -> Stream.concat(
                                isDocumented(field) ? Stream.empty() : Stream.of(schema.getName() + "." + field.name()),
                                undocumented(field.schema())));
            case ARRAY -> undocumented(schema.getElementType());
            case UNION -> undocumented(schema.getTypes().get(1));
            default -> Stream.empty();
        };
    }

    /** A nested record may be documented by its own fields. */
    private static boolean isDocumented(Schema.Field field) {
        return field.doc() != null
                || SELF_EVIDENT.contains(field.name())
                || field.schema().getType() == Schema.Type.RECORD;
    }

    /**
     * From the specification alone, the fingerprint computed in Python: a schema that changes unawares makes another
     * message of it.
     */
    @Test
    void keepsTheBytesOfARow() {
        byte[] message = RecordCodec.of(MatrixRow.class).toAvro(MatrixRow.at(3, 1));

        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo("c301" + "e7a1da983cd048b9" + "02" + "000000000000f03f" + "00" + "00000000" + "0206" + "00");
    }

    /** Up to the sequence number came first; a reader of Avro resolves either way. */
    @ParameterizedTest
    @ValueSource(classes = {Eigenvector.class, Spectrum.class, Model.class})
    void whatWasAddedIsUnderstoodByEarlierReadersAndLacksNothingFromEarlierWriters(Class<? extends Record> type) {
        Schema now = RecordCodec.of(type).schema();
        int first = now.getField("sequence").pos() + 1;
        List<Schema.Field> fields = now.getFields().subList(0, first).stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        Schema earlier = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);

        assertThat(first).isLessThan(now.getFields().size());
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(earlier, now)
                        .getType())
                .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(now, earlier)
                        .getType())
                .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void namesTopicsBehindThePrefix() {
        assertThat(new TopicNames("dev-").all())
                .containsExactly(
                        "dev-rows",
                        "dev-scores",
                        "dev-groups",
                        "dev-partials",
                        "dev-eigenvectors",
                        "dev-spectra",
                        "dev-models",
                        "dev-changes",
                        "dev-rows-dead-letter");
    }
}
