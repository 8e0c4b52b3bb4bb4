package io.eigenstream.sketches;

/** The tables that a sketch's state consists of. The order is part of the state's format: append only. */
public enum Section {
    /** Slot 0: version, the parameters, the number of pending rows. */
    SKETCH,
    /** Slot i: weight and values of the i-th row that waits to be folded. */
    PENDING,
    /** Slot 0: row count, weight, shrinkage, scatter, folds, number of directions, shape. Slot 1: the mean. */
    MOMENTS,
    /** Slot i: the i-th row of B of the incremental SVD. */
    DIRECTIONS,
    /**
     * Slot 0: dimension, heavy rows kept and seed of the random-order method. Slot 1: the schedule of its block power
     * method. Slots 2 to 4: its vector, its accumulator, its answer.
     */
    POWER,
    /** Slot 0: number of heavy rows. Slot i: squared length, row number and values of the i-th. */
    HEAVY,
    /** Slot i: the i-th row of the Gaussian sketch. */
    GAUSSIAN,
    /**
     * Slot 0: rows, energy, rounding, dimension and seed of the any-order method. Slot 1: log growth of every rate.
     * Slot 2: the longest row. Slot 3 + i: the vector in place i.
     */
    OJA,
    /** Slot 0: rows of a pane, panes kept, panes there, rows folded. */
    WINDOW,
    /** Slot j: AᵀA times the j-th random direction. */
    PROBES,
    /**
     * Slot i: number, weight, time (−1 where it does not count) and values of a row that is not in the state, at its
     * number modulo the length.
     */
    JOURNAL,
    /**
     * Slot 0: rows, judged, flagged, quarantined and kept ones of the anomaly detector, and how many of the learned
     * ones still count. Slot 1: the distribution of their distances. Slot 2: the latest time of a row, where it counts.
     */
    DETECTOR,
    /** As {@link #MOMENTS}, of the rows as the detector has learned them. */
    LEARNED_MOMENTS,
    /** As {@link #DIRECTIONS}, of the rows as the detector has learned them. */
    LEARNED_DIRECTIONS,
    /** As {@link #MOMENTS}, of the strange rows in a row. */
    QUARANTINED_MOMENTS,
    /** As {@link #DIRECTIONS}, of the strange rows in a row. */
    QUARANTINED_DIRECTIONS,
    /** Slot i: weight, time (−1 where it does not count) and values of the i-th row that the detector keeps. */
    START,
    /** Slot 0: how many numbers the kernels of who keeps the state take at once; not there for the plain ones. */
    KERNELS,
    /** Slot i: the time of the i-th row that waits to be folded, where it counts. */
    TIMES
}
