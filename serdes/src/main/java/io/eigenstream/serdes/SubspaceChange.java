package io.eigenstream.serdes;

import java.util.List;

/** A new regime of a matrix, and what changed; fields as in {@code SubspaceChange.avsc}. */
public record SubspaceChange(
        String matrix,
        int partition,
        Long index,
        long rows,
        long regimeRows,
        Double rotation,
        double shift,
        List<Part> columns) {

    /** The part in the change of one column of the rows, or of those {@code lag} before them. */
    public record Part(
            int feature, int lag, double rotationShare, double shiftShare, double before, double after, String name) {}
}
