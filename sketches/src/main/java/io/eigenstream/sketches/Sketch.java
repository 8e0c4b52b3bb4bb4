package io.eigenstream.sketches;

/**
 * The bounded state kept of a stream of rows: absorbs blocks of them, answers without changing, and is its state: what
 * is written and read back goes on bit for bit.
 *
 * <p>Equal blocks in equal order give equal bits on every machine. An empty block changes nothing. A row that the owner
 * has not checked with {@link MatrixSketch#require} must at least be finite and of the right dimension.
 */
public sealed interface Sketch
        permits IncrementalSvd, PaneWindow, RandomOrderEigenvector, AnyOrderEigenvector, AnomalyDetector {

    /** d: length of every row. */
    int dimension();

    /** n: rows absorbed, merged ones included. */
    long rows();

    /** Absorbs the rows of the block, which is left as it is. */
    void fold(RowBlock block);

    /** A sketch of its own with the same state. */
    Sketch copy();

    /** Writes the whole state. */
    void writeTo(StateWriter out);
}
