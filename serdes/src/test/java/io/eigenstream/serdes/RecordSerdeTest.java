package io.eigenstream.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSerdeTest {

    private static final MatrixRow ROW = MatrixRow.at(3, 1, 2);

    @ParameterizedTest
    @EnumSource
    void passesTombstonesThrough(WireFormat format) {
        RecordSerde<MatrixRow> serde = new RecordSerde<>(MatrixRow.class, format);

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void readsBothFormatsWhicheverItWrites(WireFormat format) {
        RecordSerde<MatrixRow> serde = new RecordSerde<>(MatrixRow.class, format);

        for (WireFormat written : WireFormat.values()) {
            byte[] bytes =
                    new RecordSerde<>(MatrixRow.class, written).serializer().serialize("t", ROW);
            assertThat(serde.deserializer().deserialize("t", bytes))
                    .as("written as %s", written)
                    .usingRecursiveComparison()
                    .isEqualTo(ROW);
        }
    }

    @Test
    void writesTheFormatItIsFor() {
        assertThat(new RecordSerde<>(MatrixRow.class, WireFormat.AVRO)
                        .serializer()
                        .serialize("t", ROW))
                .startsWith(0xC3, 0x01);
        assertThat(new RecordSerde<>(MatrixRow.class, WireFormat.JSON)
                        .serializer()
                        .serialize("t", ROW))
                .startsWith('{');
    }

    @Test
    void refusesOtherBytes() {
        RecordSerde<MatrixRow> serde = new RecordSerde<>(MatrixRow.class, WireFormat.AVRO);

        assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void parsesTheNamesThatFormatsPrint() {
        for (WireFormat format : WireFormat.values()) {
            assertThat(WireFormat.parse(format.toString())).isEqualTo(format);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> WireFormat.parse("xml"));
    }
}
