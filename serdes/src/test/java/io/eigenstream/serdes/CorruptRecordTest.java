package io.eigenstream.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, reading gives a record or a {@link SerializationException}, and little garbage. */
class CorruptRecordTest {

    private static final String SMALL = "io.eigenstream.serdes.Samples#small";
    private static final int HEADER_BYTES = 10;

    /** Far above what reading a small record takes (about 30 kB), far below any length a corruption can claim. */
    private static final long MOST_ALLOCATED_BYTES = 1 << 20;

    @ParameterizedTest
    @MethodSource(SMALL)
    void refusesEveryTruncation(Record value) {
        RecordCodec<Record> codec = RecordCodecTest.codecOf(value);
        byte[] message = codec.toAvro(value);

        for (int length = 0; length < message.length; length++) {
            byte[] truncated = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> codec.read(truncated))
                    .as("first %d bytes", length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(SMALL)
    void refusesBytesThatAreLeftOver(Record value) {
        RecordCodec<Record> codec = RecordCodecTest.codecOf(value);
        byte[] message = codec.toAvro(value);

        assertThatThrownBy(() -> codec.read(Arrays.copyOf(message, message.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("left over");
    }

    @ParameterizedTest
    @MethodSource(SMALL)
    void survivesEveryAlterationOfOneByte(Record value) {
        RecordCodec<Record> codec = RecordCodecTest.codecOf(value);
        byte[] message = codec.toAvro(value);

        for (int position = 0; position < message.length; position++) {
            for (int alteration = 1; alteration < 256; alteration++) {
                byte[] altered = message.clone();
                altered[position] ^= (byte) alteration;
                assertReadsOrRefuses(codec, altered, "byte " + position + " xor " + alteration);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SMALL)
    void survivesEveryAlterationOfOneByteOfJson(Record value) {
        RecordCodec<Record> codec = RecordCodecTest.codecOf(value);
        byte[] message = codec.toJson(value).getBytes(StandardCharsets.UTF_8);

        for (int position = 0; position < message.length; position++) {
            for (int alteration : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                byte[] altered = message.clone();
                altered[position] ^= (byte) alteration;
                assertReadsOrRefuses(codec, altered, "byte " + position + " xor " + alteration);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1,
                100_000_000,
                Integer.MAX_VALUE - 8,
                Integer.MAX_VALUE,
                1L + Integer.MAX_VALUE,
                1L << 61,
                Long.MAX_VALUE,
                -1,
                -100_000_000,
                Integer.MIN_VALUE,
                Long.MIN_VALUE
            })
    void refusesAnArrayLongerThanTheMessage(long claimedLength) throws IOException {
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);
        byte[] message = bodyOf(encoder -> encoder.writeLong(claimedLength));

        long before = allocatedBytes();
        assertThatThrownBy(() -> codec.read(message)).isInstanceOf(SerializationException.class);
        assertThat(allocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000_000, Integer.MAX_VALUE, 1L << 61, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void refusesAStringLongerThanTheMessage(long claimedLength) throws IOException {
        RecordCodec<MatrixRow> codec = RecordCodec.of(MatrixRow.class);
        byte[] message = bodyOf(encoder -> {
            encoder.writeLong(0); // no values
            encoder.writeIndex(0); // no mask
            encoder.writeIndex(0); // no weight
            encoder.writeIndex(1);
            encoder.writeLong(claimedLength);
        });

        long before = allocatedBytes();
        assertThatThrownBy(() -> codec.read(message)).isInstanceOf(SerializationException.class);
        assertThat(allocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
    }

    /** A reader that grew its array by one element a block would copy 4 · 10¹⁰ doubles and stop the stream for it. */
    @Test
    void readsManyBlocksOfOneElement() throws IOException {
        int blocks = 300_000;
        byte[] message = bodyOf(encoder -> {
            for (int i = 0; i < blocks; i++) {
                encoder.writeLong(1);
                encoder.writeDouble(i);
            }
            encoder.writeLong(0);
            for (int absent = 0; absent < 6; absent++) {
                encoder.writeIndex(0);
            }
        });

        MatrixRow row = RecordCodec.of(MatrixRow.class).read(message);

        assertThat(row.values()).hasSize(blocks).startsWith(0, 1, 2).endsWith(blocks - 1);
    }

    private interface Body {
        void write(BinaryEncoder encoder) throws IOException;
    }

    /** The header of a row with another body. */
    private static byte[] bodyOf(Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(RecordCodec.of(MatrixRow.class).toAvro(MatrixRow.of()), 0, HEADER_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        body.write(encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static void assertReadsOrRefuses(RecordCodec<Record> codec, byte[] bytes, String corruption) {
        long before = allocatedBytes();
        try {
            codec.read(bytes);
        } catch (SerializationException expected) {
            assertThat(expected).as(corruption).hasMessageMatching("(?s).{20,}");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(corruption, e);
        }
        assertThat(allocatedBytes() - before).as(corruption).isLessThan(MOST_ALLOCATED_BYTES);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
