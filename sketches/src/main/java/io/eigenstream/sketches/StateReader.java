package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/** Gives back what a {@link StateWriter} took. Rows are handed over: the sketch keeps them. */
@FunctionalInterface
public interface StateReader {

    /** Above it a double is no exact count. */
    long LARGEST_COUNT = 1L << 53;

    /** What a stored relation between rounded numbers may be off by. */
    double WITH_ROUNDING = 1 + 1e-9;

    /** The row, or null when there is none. */
    double[] read(Section section, int slot);

    /**
     * The row, of the length that the sketch's shape asks for.
     *
     * @throws CorruptStateException when it is missing, of another length, or not all numbers
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
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(row[i])) {
                throw new CorruptStateException(section + "[" + slot + "][" + i + "] is " + row[i]);
            }
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

    /**
     * A stored number that cannot be negative.
     *
     * @throws CorruptStateException when it is
     */
    static double amount(double stored, String what) {
        if (!(stored >= 0)) {
            throw new CorruptStateException(what + " is " + stored + ", expected 0 or more");
        }
        return stored;
    }

    /**
     * Numbers at the beginning of a stored row that nobody reads.
     *
     * @throws CorruptStateException when they are not zero, so that they would be lost without a word
     */
    static void requireZeros(double[] stored, int count, String what) {
        for (int i = 0; i < count; i++) {
            if (stored[i] != 0) {
                throw new CorruptStateException(what + " has " + stored[i] + " at " + i + ", expected 0");
            }
        }
    }

    /** A seed that was stored as its two halves. */
    static long seed(double high, double low) {
        long largest = 0xFFFFFFFFL;
        return count(high, largest, "seed") << Integer.SIZE | count(low, largest, "seed");
    }

    /**
     * A stored direction.
     *
     * @throws CorruptStateException when its length is not 1
     */
    static double[] unit(double[] stored, String what) {
        double squaredLength = Kernels.squaredNorm(stored);
        if (!(squaredLength <= WITH_ROUNDING && squaredLength * WITH_ROUNDING >= 1)) {
            throw new CorruptStateException(
                    "the " + what + " has the squared length " + squaredLength + ", expected 1");
        }
        return stored;
    }
}
