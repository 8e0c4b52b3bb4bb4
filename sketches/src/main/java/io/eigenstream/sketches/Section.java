package io.eigenstream.sketches;

/** The tables that a {@link MatrixSketch}'s state consists of. The order is part of the state's format: append only. */
public enum Section {
    /** Slot 0: version, the parameters, the number of pending rows. */
    SKETCH,
    /** Slot i: weight and values of the i-th row that waits to be folded. */
    PENDING,
    /** Slot 0: row count, weight, shrinkage, scatter, folds, number of directions. Slot 1: the mean. */
    MOMENTS,
    /** Slot i: the i-th row of the Frequent Directions sketch. */
    DIRECTIONS,
    /** Slot 0: the schedule of the block power method. Slots 1 to 3: its vector, its accumulator, its answer. */
    POWER,
    /** Slot 0: number of heavy rows. Slot i: squared length, row number and values of the i-th. */
    HEAVY,
    /** Slot i: the i-th row of the Gaussian sketch. */
    GAUSSIAN,
    /**
     * Slot 0: rows, energy, rounding. Slot 1: logarithms of the growth, by place. Slot 2: the longest row. Slot 3 + i:
     * the vector in place i.
     */
    OJA
}
