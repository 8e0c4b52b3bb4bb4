package io.eigenstream.sketches.format;

/** What kind of sketch a file holds. An id is for ever: a family that goes leaves its number unused. */
public enum SketchFamily {
    /** {@link io.eigenstream.sketches.MatrixSketch}: what one partition keeps of one matrix. */
    MATRIX_SKETCH(1);

    private final int id;

    SketchFamily(int id) {
        this.id = id;
    }

    /** The byte that stands for the family. */
    public int id() {
        return id;
    }
}
