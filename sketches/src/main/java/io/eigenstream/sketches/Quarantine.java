package io.eigenstream.sketches;

/** Strange rows that have come one block after the other, learned by a sketch of their own. */
final class Quarantine {

    private final int dimension;
    private final int size;
    /** Null without rows. */
    private IncrementalSvd sketch;

    Quarantine(int dimension, int size) {
        this.dimension = dimension;
        this.size = size;
    }

    /** Adds the rows, and leaves those before them the share of their weight. */
    void add(RowBlock block, double left) {
        if (sketch == null) {
            sketch = new IncrementalSvd(dimension, size, ShrinkPolicy.FREQUENT_DIRECTIONS);
        }
        sketch.forget(left);
        sketch.fold(block);
    }

    long rows() {
        return sketch == null ? 0 : sketch.rows();
    }

    void clear() {
        sketch = null;
    }

    /** The sketch of the rows; none is left. */
    IncrementalSvd release() {
        IncrementalSvd released = sketch;
        sketch = null;
        return released;
    }

    Quarantine copy() {
        Quarantine copy = new Quarantine(dimension, size);
        copy.sketch = sketch == null ? null : sketch.copy();
        return copy;
    }

    void writeTo(StateWriter out) {
        if (sketch != null) {
            sketch.writeTo((section, slot, row) -> out.write(ofQuarantined(section), slot, row));
        }
    }

    private static Section ofQuarantined(Section section) {
        return section == Section.MOMENTS ? Section.QUARANTINED_MOMENTS : Section.QUARANTINED_DIRECTIONS;
    }

    /**
     * The quarantine of so many rows; what one that has ended has left in the state is not read.
     *
     * @throws CorruptStateException when no quarantine of this shape and count has written this
     */
    static Quarantine readFrom(StateReader in, long rows, IncrementalSvd learned) {
        Quarantine quarantine = new Quarantine(learned.dimension(), learned.size());
        if (rows == 0) {
            return quarantine;
        }
        IncrementalSvd sketch = IncrementalSvd.readFrom((section, slot) -> in.read(ofQuarantined(section), slot));
        if (sketch.rows() != rows || !sketch.mergesWith(learned)) {
            throw new CorruptStateException("a quarantine of " + sketch.rows() + " rows and " + sketch.shape()
                    + ", expected " + rows + " and " + learned.shape());
        }
        quarantine.sketch = sketch;
        return quarantine;
    }
}
