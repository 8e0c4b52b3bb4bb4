package io.eigenstream.sketches.format;

import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.Section;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The body of a {@link SketchFile}: a sketch's rows of state, one after the other.
 *
 * <pre>
 *   offset  size  field
 *        0     1  section
 *        1     4  slot
 *        5     4  length n, at least 1
 *        9    8n  the numbers, all of them finite
 * </pre>
 */
final class StateTable {

    private static final int SLOT_OFFSET = 1;
    private static final int LENGTH_OFFSET = 5;
    private static final int NUMBERS_OFFSET = 9;

    private record Place(Section section, int slot) {
        @Override
        public String toString() {
            return section + "[" + slot + "]";
        }
    }

    private final Map<Place, double[]> rows = new LinkedHashMap<>();
    private final Set<Place> unread = new LinkedHashSet<>();

    /** Takes a row that is to be written. */
    void write(Section section, int slot, double[] row) {
        Place place = new Place(section, slot);
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                throw new ArithmeticException(place + " has " + row[i] + " at " + i + ", expected a finite number");
            }
        }
        rows.put(place, row);
    }

    /** Gives back a row that was read, or null when there is none. */
    double[] read(Section section, int slot) {
        Place place = new Place(section, slot);
        unread.remove(place);
        return rows.get(place);
    }

    /** Throws when there are rows that nobody has asked for. */
    void requireEverythingRead() {
        if (!unread.isEmpty()) {
            throw new CorruptStateException(unread.iterator().next() + " and the rows after it, " + unread.size()
                    + " in all, belong to nothing");
        }
    }

    long bytes() {
        long bytes = 0;
        for (double[] row : rows.values()) {
            bytes += NUMBERS_OFFSET + (long) Double.BYTES * row.length;
        }
        return bytes;
    }

    void putTo(ByteBuffer out) {
        rows.forEach((place, row) -> {
            out.put((byte) place.section().ordinal()).putInt(place.slot()).putInt(row.length);
            for (double number : row) {
                out.putDouble(number);
            }
        });
    }

    /** Takes what is left of the buffer, whose position is the offset that is told when something is wrong. */
    static StateTable from(ByteBuffer in) {
        StateTable table = new StateTable();
        while (in.hasRemaining()) {
            table.take(in);
        }
        return table;
    }

    private void take(ByteBuffer in) {
        int start = in.position();
        require(
                in.remaining() >= NUMBERS_OFFSET,
                start,
                in.remaining() + " bytes of body",
                "a row of state or its end");
        int id = Byte.toUnsignedInt(in.get());
        require(id < Section.JOURNAL.ordinal(), start, "section " + id, "below " + Section.JOURNAL.ordinal());
        int slot = in.getInt();
        require(slot >= 0, start + SLOT_OFFSET, "slot " + Integer.toUnsignedString(slot), "below 2^31");
        long length = Integer.toUnsignedLong(in.getInt());
        int longest = in.remaining() / Double.BYTES;
        require(length >= 1 && length <= longest, start + LENGTH_OFFSET, "length " + length, "1 to " + longest);
        double[] row = new double[(int) length];
        for (int i = 0; i < row.length; i++) {
            row[i] = in.getDouble();
            if (!Double.isFinite(row[i])) {
                throw corrupt(in.position() - Double.BYTES, "" + row[i], "a finite number");
            }
        }
        Place place = new Place(Section.values()[id], slot);
        require(rows.put(place, row) == null, start, place + " again", "every row of state once");
        unread.add(place);
    }

    static void require(boolean holds, int offset, String found, String expected) {
        if (!holds) {
            throw corrupt(offset, found, expected);
        }
    }

    private static CorruptStateException corrupt(int offset, String found, String expected) {
        return new CorruptStateException("offset " + offset + ": " + found + ", expected " + expected);
    }
}
