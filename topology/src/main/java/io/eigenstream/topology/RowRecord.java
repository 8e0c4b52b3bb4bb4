package io.eigenstream.topology;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.RecordCodec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/** A raw record of the rows topic, and what it says. */
record RowRecord(Record<byte[], byte[]> raw) {

    private static final int LARGEST_NAME_BYTES = 1024;
    private static final RecordCodec<MatrixRow> ROWS = RecordCodec.of(MatrixRow.class);

    boolean asksForEstimates() {
        return raw.headers().lastHeader(HeaderNames.EMIT) != null;
    }

    /** A tombstone. */
    boolean asksToForget() {
        return raw.value() == null && raw.headers().lastHeader(HeaderNames.UNREADABLE) == null;
    }

    /** Whether the tombstone was passed on, to all other partitions. */
    boolean isFromAnotherPartition() {
        return raw.headers().lastHeader(HeaderNames.FORGET) != null;
    }

    /** @throws RejectedRowException when the key is no name */
    String matrix() {
        byte[] key = raw.key();
        if (key == null || key.length == 0) {
            throw new RejectedRowException("the record has no key, expected the matrix's name");
        }
        if (key.length > LARGEST_NAME_BYTES) {
            throw new RejectedRowException(
                    "the key has " + key.length + " bytes, a matrix's name at most " + LARGEST_NAME_BYTES);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RejectedRowException("the key is not UTF-8, expected the matrix's name");
        }
    }

    /**
     * The row without a mask, values that the mask says are missing being NaN, or the end of a group.
     *
     * @param imputes whether values that are NaN without a mask are missing ones too
     * @throws RejectedRowException when the value is no row
     */
    MatrixRow row(boolean imputes) {
        Header unreadable = raw.headers().lastHeader(HeaderNames.UNREADABLE);
        if (unreadable != null) {
            throw new RejectedRowException(new String(unreadable.value(), StandardCharsets.UTF_8));
        }
        try {
            return accepted(ROWS.read(raw.value()), imputes);
        } catch (SerializationException e) {
            throw new RejectedRowException(e.getMessage());
        }
    }

    private static MatrixRow accepted(MatrixRow row, boolean imputes) {
        double[] values = row.values();
        boolean[] mask = row.mask();
        if (row.group() != null) {
            requireName(row.group());
        }
        if (values.length == 0 && !row.endsGroup()) {
            throw new RejectedRowException("the row has no values, and no group that would end with it");
        }
        FeatureNames.require(row);
        if (mask != null && mask.length != values.length) {
            throw new RejectedRowException(
                    "the mask has " + mask.length + " entries, expected " + values.length + " as the row has values");
        }
        for (int i = 0; i < values.length; i++) {
            if (mask != null && !mask[i]) {
                values[i] = Double.NaN;
            } else if (Double.isNaN(values[i]) && !imputes) {
                throw new RejectedRowException("values[" + i + "] is NaN, expected a number; missing.values=impute"
                        + " takes it for a missing one");
            }
        }
        return new MatrixRow(values, null, row.weight(), row.group(), row.source(), row.index(), row.features());
    }

    private static void requireName(String group) {
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(group))
                    .remaining();
            if (bytes > MatrixRow.LARGEST_GROUP_BYTES) {
                throw new RejectedRowException("the name of the row's group has " + bytes + " bytes, expected at most "
                        + MatrixRow.LARGEST_GROUP_BYTES);
            }
        } catch (CharacterCodingException e) {
            throw new RejectedRowException("the name of the row's group has half a character");
        }
    }
}
