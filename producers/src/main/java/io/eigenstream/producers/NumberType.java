package io.eigenstream.producers;

import java.nio.ByteBuffer;

/** How a binary file stores a number; little-endian. */
enum NumberType {
    FLOAT32(Float.BYTES) {
        @Override
        double read(ByteBuffer in) {
            return in.getFloat();
        }
    },
    FLOAT64(Double.BYTES) {
        @Override
        double read(ByteBuffer in) {
            return in.getDouble();
        }
    },
    UINT8(1) {
        @Override
        double read(ByteBuffer in) {
            return Byte.toUnsignedInt(in.get());
        }
    };

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract double read(ByteBuffer in);
}
