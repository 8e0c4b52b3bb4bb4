package io.eigenstream.serdes;

import io.eigenstream.sketches.Section;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Where one row of a sketch's state is kept.
 *
 * <p>Bytes, big-endian, so that the slots of one sketch are neighbours:
 *
 * <pre>
 *   offset  size  field
 *        0     2  length L of the matrix's name
 *        2     L  the name, UTF-8
 *      2+L     4  partition
 *      6+L     1  section
 *      7+L     4  slot
 * </pre>
 *
 * @param matrix its name
 * @param partition of the rows topic whose rows the sketch has seen
 * @param section table of the sketch's state
 * @param slot row of that table
 */
public record SlotKey(String matrix, int partition, Section section, int slot) {

    private static final int FIXED_BYTES = 11;
    private static final int PREFIX_BYTES = 6;
    private static final int LARGEST_NAME_BYTES = 0xFFFF;

    /** The serde of keys. */
    public static Serde<SlotKey> serde() {
        Serializer<SlotKey> serializer = (topic, key) -> key.toBytes();
        Deserializer<SlotKey> deserializer = (topic, bytes) -> fromBytes(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    /** What the bytes of all slots of one sketch begin with, and of no other's. */
    public static byte[] prefix(String matrix, int partition) {
        return begin(matrix, partition, PREFIX_BYTES).array();
    }

    private byte[] toBytes() {
        return begin(matrix, partition, FIXED_BYTES)
                .put((byte) section.ordinal())
                .putInt(slot)
                .array();
    }

    private static ByteBuffer begin(String matrix, int partition, int fixedBytes) {
        byte[] name = matrix.getBytes(StandardCharsets.UTF_8);
        if (name.length > LARGEST_NAME_BYTES) {
            throw new SerializationException(
                    "a matrix name of " + name.length + " bytes, at most " + LARGEST_NAME_BYTES);
        }
        return ByteBuffer.allocate(fixedBytes + name.length)
                .putShort((short) name.length)
                .put(name)
                .putInt(partition);
    }

    private static SlotKey fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < FIXED_BYTES || bytes.length != FIXED_BYTES + Short.toUnsignedInt(in.getShort())) {
            throw new SerializationException("a slot key cannot have " + bytes.length + " bytes");
        }
        byte[] name = new byte[bytes.length - FIXED_BYTES];
        in.get(name);
        int partition = in.getInt();
        int section = in.get();
        if (section < 0 || section >= Section.values().length) {
            throw new SerializationException("no section " + section);
        }
        return new SlotKey(new String(name, StandardCharsets.UTF_8), partition, Section.values()[section], in.getInt());
    }
}
