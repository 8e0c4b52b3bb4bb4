package io.eigenstream.sketches;

/**
 * The live sketches of one matrix: rows in, {@link MatrixSummary} out.
 *
 * <p>Rows wait in a block and are folded when ℓ of them are there; the count decides, never a clock, so equal rows in
 * equal order give equal bits. A summary covers the waiting rows too: they are folded into a copy.
 *
 * <p>Memory: (3ℓ + h + 8 ln d + 5)d doubles at most, for h heavy rows, whatever the number of rows.
 *
 * <pre>{@code
 * MatrixSketch sketch = new MatrixSketch(new SketchParameters(3, 64, 64, 1L));
 * for (double[] row : rows) {
 *     sketch.update(row, 1);
 * }
 * MatrixSummary summary = sketch.summary();
 * SpectrumEstimate spectrum = summary.spectrum();
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class MatrixSketch {

    /** Squares and fourth powers of values up to this stay finite over 10²⁰ rows. */
    public static final double LARGEST_MAGNITUDE = 1e60;

    private static final double LARGEST_WEIGHT = 1e12;
    private static final int STATE_VERSION = 1;
    private static final int HEADER_LENGTH = 7;
    private static final double TWO_TO_32 = 0x1.0p32;

    private final SketchParameters parameters;
    private final RowBlock pending;
    private final FrequentDirections directions;
    private final RandomOrderEigenvector eigenvector;

    public MatrixSketch(SketchParameters parameters) {
        this(
                parameters,
                new RowBlock(parameters.size(), parameters.dimension()),
                new FrequentDirections(parameters.dimension(), parameters.size()),
                new RandomOrderEigenvector(parameters));
    }

    private MatrixSketch(
            SketchParameters parameters,
            RowBlock pending,
            FrequentDirections directions,
            RandomOrderEigenvector eigenvector) {
        this.parameters = parameters;
        this.pending = pending;
        this.directions = directions;
        this.eigenvector = eigenvector;
    }

    /**
     * Absorbs a row of the weight; true when it filled the block and everything was folded.
     *
     * @throws IllegalArgumentException as {@link #require}; the sketch is unchanged
     */
    public boolean update(double[] row, double weight) {
        require(row, weight);
        pending.add(row, weight);
        if (!pending.isFull()) {
            return false;
        }
        foldPending();
        return true;
    }

    /**
     * Does nothing for a row that the sketch can absorb.
     *
     * @throws IllegalArgumentException when the row has another dimension, a value is not finite or larger than
     *     {@link #LARGEST_MAGNITUDE}, or the weight is not positive
     */
    public void require(double[] row, double weight) {
        if (row.length != parameters.dimension()) {
            throw new IllegalArgumentException(
                    "the row has " + row.length + " values, expected " + parameters.dimension());
        }
        for (int i = 0; i < row.length; i++) {
            if (!(Math.abs(row[i]) <= LARGEST_MAGNITUDE)) {
                throw new IllegalArgumentException(
                        "values[" + i + "] is " + row[i] + ", expected magnitude at most " + LARGEST_MAGNITUDE);
            }
        }
        if (!(weight > 0 && weight <= LARGEST_WEIGHT)) {
            throw new IllegalArgumentException(
                    "the weight is " + weight + ", expected above 0 and at most " + LARGEST_WEIGHT);
        }
    }

    private void foldPending() {
        directions.fold(pending);
        eigenvector.fold(pending);
        pending.clear();
    }

    /** A sketch of the same rows with none waiting; this one is left as it is. */
    public MatrixSketch folded() {
        MatrixSketch copy = new MatrixSketch(parameters, pending.copy(), directions.copy(), eigenvector.copy());
        copy.foldPending();
        return copy;
    }

    /** What is known after every row so far; this sketch is left as it is. */
    public MatrixSummary summary() {
        MatrixSketch folded = folded();
        return new MatrixSummary(folded.directions, folded.eigenvector);
    }

    /** The principal components after the last fold: without the waiting rows, and without the cost of a summary. */
    public PrincipalComponents lastFoldComponents(double energyShare) {
        return PrincipalComponents.of(directions, energyShare);
    }

    /** Rows absorbed, waiting ones included. */
    public long rows() {
        return directions.rows() + pending.count();
    }

    /** Rows in the last fold and before. */
    public long foldedRows() {
        return directions.rows();
    }

    public SketchParameters parameters() {
        return parameters;
    }

    BlockPower power() {
        return eigenvector.power();
    }

    /** Upper bound of the heap that the sketch holds on to. */
    public long heapBytes() {
        long d = parameters.dimension();
        long gaussianRows = 1 + (long) (8 * StrictMath.log(d));
        long rowsHeld = 3L * parameters.size() + parameters.heavyRows() + gaussianRows + 6;
        return rowsHeld * (Double.BYTES * d + 32);
    }

    /** Writes the whole state, section {@link Section#SKETCH} last: what has it is whole. */
    public void writeTo(StateWriter out) {
        for (int i = 0; i < pending.count(); i++) {
            writePending(i, out);
        }
        directions.writeTo(out);
        eigenvector.writeTo(out);
        writeHeader(out);
    }

    /** Writes what an {@link #update} that returned false has changed: two rows of state, all after the first row. */
    public void writeLastUpdateTo(StateWriter out) {
        if (rows() == 1) {
            writeTo(out);
            return;
        }
        writePending(pending.count() - 1, out);
        writeHeader(out);
    }

    private void writeHeader(StateWriter out) {
        double[] header = {
            STATE_VERSION,
            parameters.dimension(),
            parameters.size(),
            parameters.heavyRows(),
            parameters.seed() >>> 32,
            parameters.seed() & 0xFFFFFFFFL,
            pending.count()
        };
        out.write(Section.SKETCH, 0, header);
    }

    private void writePending(int i, StateWriter out) {
        double[] row = pending.row(i);
        double[] entry = new double[1 + row.length];
        entry[0] = pending.weight(i);
        System.arraycopy(row, 0, entry, 1, row.length);
        out.write(Section.PENDING, i, entry);
    }

    /**
     * The sketch whose state this is, equal bit for bit to the one that wrote it; null when there is no state.
     *
     * @throws CorruptStateException when no sketch has written this
     */
    public static MatrixSketch readFrom(StateReader in) {
        if (in.read(Section.SKETCH, 0) == null) {
            return null;
        }
        double[] header = in.require(Section.SKETCH, 0, HEADER_LENGTH);
        if (header[0] != STATE_VERSION) {
            throw new CorruptStateException("state of version " + header[0] + ", expected " + STATE_VERSION);
        }
        long seed = StateReader.count(header[4], (long) TWO_TO_32 - 1, "seed") << 32
                | StateReader.count(header[5], (long) TWO_TO_32 - 1, "seed");
        SketchParameters parameters = parameters(header, seed);
        int d = parameters.dimension();
        FrequentDirections directions = FrequentDirections.readFrom(in, d, parameters.size());
        RandomOrderEigenvector eigenvector = RandomOrderEigenvector.readFrom(in, parameters, directions.rows());
        RowBlock pending = new RowBlock(parameters.size(), d);
        long waiting = StateReader.count(header[6], parameters.size() - 1L, "number of pending rows");
        for (int i = 0; i < waiting; i++) {
            double[] entry = in.require(Section.PENDING, i, 1 + d);
            double[] row = new double[d];
            System.arraycopy(entry, 1, row, 0, d);
            pending.add(row, entry[0]);
        }
        return new MatrixSketch(parameters, pending, directions, eigenvector);
    }

    private static SketchParameters parameters(double[] header, long seed) {
        try {
            return new SketchParameters(
                    (int) StateReader.count(header[1], Integer.MAX_VALUE, "dimension"),
                    (int) StateReader.count(header[2], Integer.MAX_VALUE, "sketch size"),
                    (int) StateReader.count(header[3], Integer.MAX_VALUE, "heavy rows"),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException(e.getMessage());
        }
    }
}
