package io.eigenstream.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.Section;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class SlotKeyTest {

    private static final Serializer<SlotKey> SERIALIZER = SlotKey.serde().serializer();
    private static final Deserializer<SlotKey> DESERIALIZER = SlotKey.serde().deserializer();
    private static final SlotKey KEY = new SlotKey("mä", 3, Section.DIRECTIONS, 258);

    /** The changelog's keys for ever. */
    @Test
    void hasTheseBytes() {
        assertThat(HexFormat.of().formatHex(SERIALIZER.serialize("t", KEY)))
                .isEqualTo("0003" + "6dc3a4" + "00000003" + "03" + "00000102");
    }

    @Test
    void comesBack() {
        for (Section section : Section.values()) {
            for (String matrix : new String[] {"", "m", "metrics/eu-1", "行列"}) {
                SlotKey key = new SlotKey(matrix, -1, section, Integer.MAX_VALUE);
                assertThat(DESERIALIZER.deserialize("t", SERIALIZER.serialize("t", key)))
                        .isEqualTo(key);
            }
        }
    }

    @Test
    void everyTruncationAndUnknownSectionIsRefused() {
        byte[] bytes = SERIALIZER.serialize("t", KEY);
        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> DESERIALIZER.deserialize("t", truncated))
                    .as("%d bytes", length)
                    .isInstanceOf(SerializationException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> DESERIALIZER.deserialize("t", longer)).isInstanceOf(SerializationException.class);
        for (int section : new int[] {-1, Section.values().length, 127}) {
            byte[] altered = bytes.clone();
            altered[bytes.length - 5] = (byte) section;
            assertThatThrownBy(() -> DESERIALIZER.deserialize("t", altered))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("section");
        }
    }

    @Test
    void everyBitFlipIsAnotherKeyOrRefused() {
        byte[] bytes = SERIALIZER.serialize("t", KEY);
        for (int bit = 0; bit < Byte.SIZE * bytes.length; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(DESERIALIZER.deserialize("t", altered))
                        .as("bit %d", bit)
                        .isNotEqualTo(KEY);
            } catch (SerializationException refusal) {
                assertThat(refusal).as("bit %d", bit).hasMessageMatching(".*\\d+.*");
            }
        }
    }

    @Test
    void refusesANameThatItsLengthFieldCannotHold() {
        SlotKey key = new SlotKey("x".repeat(70_000), 0, Section.HEAVY, 0);
        assertThatThrownBy(() -> SERIALIZER.serialize("t", key)).isInstanceOf(SerializationException.class);
    }

    @Test
    void doublesAreLittleEndianAndComeBackBitForBit() {
        DoublesSerde serde = new DoublesSerde();
        double[] doubles = {1, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
        byte[] bytes = serde.serializer().serialize("t", doubles);
        assertThat(HexFormat.of().formatHex(bytes, 0, 16)).isEqualTo("000000000000f03f" + "0000000000000080");
        assertThat(serde.deserializer().deserialize("t", bytes)).containsExactly(doubles);
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[9]))
                .isInstanceOf(SerializationException.class);
    }
}
