package io.eigenstream.serdes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** One row of a sketch's state: its doubles as little-endian IEEE values and nothing else. */
public final class DoublesSerde implements Serde<double[]> {

    @Override
    public Serializer<double[]> serializer() {
        return (topic, doubles) -> doubles == null ? null : toBytes(doubles);
    }

    @Override
    public Deserializer<double[]> deserializer() {
        return (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
    }

    private static byte[] toBytes(double[] doubles) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(doubles);
        return bytes.array();
    }

    private static double[] fromBytes(byte[] bytes) {
        if (bytes.length % Double.BYTES != 0) {
            throw new SerializationException(bytes.length + " bytes are no whole number of doubles");
        }
        double[] doubles = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(doubles);
        return doubles;
    }
}
