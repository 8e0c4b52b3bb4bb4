package io.eigenstream.sketches.format;

/** What kind of sketch a file holds. An id is for ever: a family that goes leaves its number unused. */
public enum SketchFamily {
    /** {@link io.eigenstream.sketches.MatrixSketch}: what one partition keeps of one matrix. */
    MATRIX_SKETCH(1),
    /** {@link io.eigenstream.sketches.IncrementalSvd}. */
    INCREMENTAL_SVD(2),
    /** {@link io.eigenstream.sketches.PaneWindow}. */
    PANE_WINDOW(3),
    /** {@link io.eigenstream.sketches.RandomOrderEigenvector}. */
    RANDOM_ORDER_EIGENVECTOR(4),
    /** {@link io.eigenstream.sketches.AnyOrderEigenvector}. */
    ANY_ORDER_EIGENVECTOR(5);

    private final int id;

    SketchFamily(int id) {
        this.id = id;
    }

    /** The byte that stands for the family. */
    public int id() {
        return id;
    }
}
