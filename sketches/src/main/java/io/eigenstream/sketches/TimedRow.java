package io.eigenstream.sketches;

import java.util.Arrays;

/**
 * A row as it is kept in a state.
 *
 * @param time when it came, in milliseconds; NaN when that is not known
 */
record TimedRow(double[] values, double weight, double time) {

    static final double UNKNOWN = Double.NaN;

    /** A number, as states have no NaN. */
    private static final double STORED_UNKNOWN = -1;

    /** The numbers before it, the weight, the time or −1, the values. */
    double[] toState(double... before) {
        int prefix = before.length + 2;
        double[] state = Arrays.copyOf(before, prefix + values.length);
        state[before.length] = weight;
        state[before.length + 1] = Double.isNaN(time) ? STORED_UNKNOWN : time;
        System.arraycopy(values, 0, state, prefix, values.length);
        return state;
    }

    /**
     * The row of the dimension that was stored after so many other numbers.
     *
     * @throws CorruptStateException when none was
     */
    static TimedRow readFrom(StateReader in, Section section, int slot, int before, int dimension) {
        double[] state = in.require(section, slot, before + 2 + dimension);
        double time = state[before + 1];
        return new TimedRow(
                Arrays.copyOfRange(state, before + 2, state.length),
                state[before],
                time == STORED_UNKNOWN ? UNKNOWN : StateReader.amount(time, "time"));
    }
}
