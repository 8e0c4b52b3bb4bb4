package io.eigenstream.sketches;

/** Takes the state of a sketch, one row of a table at a time. Rows are handed over: the writer may keep them. */
@FunctionalInterface
public interface StateWriter {

    /**
     * Takes a row in the place of the one that was there.
     *
     * @param row null when there is to be none
     */
    void write(Section section, int slot, double[] row);
}
