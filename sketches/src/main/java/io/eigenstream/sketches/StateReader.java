package io.eigenstream.sketches;

/** Gives back what a {@link StateWriter} took. Rows are handed over: the sketch keeps them. */
@FunctionalInterface
public interface StateReader {

    /** The row, or null when there is none. */
    double[] read(Section section, int slot);

    /**
     * The row, of the length that the sketch's shape asks for.
     *
     * @throws CorruptStateException when it is missing or of another length
     */
    default double[] require(Section section, int slot, int length) {
        double[] row = read(section, slot);
        if (row == null) {
            throw new CorruptStateException(section + "[" + slot + "] is missing");
        }
        if (row.length != length) {
            throw new CorruptStateException(
                    section + "[" + slot + "] has " + row.length + " numbers, expected " + length);
        }
        return row;
    }

    /**
     * A count that was stored as a double.
     *
     * @throws CorruptStateException when it is not a whole number from 0 to the limit
     */
    static long count(double stored, long limit, String what) {
        if (!(stored >= 0 && stored <= limit) || stored != Math.rint(stored)) {
            throw new CorruptStateException(what + " is " + stored + ", expected a whole number from 0 to " + limit);
        }
        return (long) stored;
    }
}
