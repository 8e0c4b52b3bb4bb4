package io.eigenstream.sketches;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The live sketches of one matrix: rows in, {@link MatrixSummary} out.
 *
 * <p>An {@link IncrementalSvd}, and beside it, unless the dimension fits it and it is exact, the {@link
 * LeadingDirections} of the methods that have a guarantee where it has none; where rows are judged, an {@link
 * AnomalyDetector}. Rows wait in a block and are folded when ℓ of them are there, and where the detector's model
 * freezes; the count decides, never a clock, so equal rows in equal order give equal bits. A summary covers the waiting
 * rows too: they are folded into a copy.
 *
 * <p>Memory, whatever the number of rows: 2ℓ + 1 rows of d doubles; {@link LeadingDirections} too for d &gt; ℓ; ℓ + 1
 * rows and a histogram for a detector, as many rows again while it has some in quarantine, and the first rows until it
 * has weighed them.
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

    /** A row's largest multiplicity. */
    public static final double LARGEST_WEIGHT = 1e12;

    /** Bins of 16 powers of two, which the distances of most matrices stay within. */
    private static final int DISTRIBUTION_LENGTH = 512;
    /** Of a row: header of its array, reference, weight, time. */
    private static final int BYTES_BESIDE_VALUES = 40;

    private final SketchParameters parameters;
    private final RowBlock pending;
    private final IncrementalSvd svd;
    /** Null where the incremental SVD is exact. */
    private final LeadingDirections leading;
    /** Null where rows are not judged. */
    private final AnomalyDetector detector;

    private final int journalLength;
    /** Of the last row in the block; when that was folded, it is still there. */
    private int lastPlace;

    /** An empty sketch that judges no rows. */
    public MatrixSketch(SketchParameters parameters) {
        this(parameters, (AnomalyDetector) null);
    }

    /** An empty sketch with a detector beside it. */
    public MatrixSketch(SketchParameters parameters, DetectorParameters detection) {
        this(parameters, new AnomalyDetector(parameters.dimension(), parameters.size(), detection));
    }

    private MatrixSketch(SketchParameters parameters, AnomalyDetector detector) {
        this(
                parameters,
                new RowBlock(parameters.size(), parameters.dimension()),
                new IncrementalSvd(parameters.dimension(), parameters.size(), parameters.policy()),
                isExact(parameters) ? null : new LeadingDirections(parameters),
                detector);
    }

    private MatrixSketch(
            SketchParameters parameters,
            RowBlock pending,
            IncrementalSvd svd,
            LeadingDirections leading,
            AnomalyDetector detector) {
        this.parameters = parameters;
        this.pending = pending;
        this.svd = svd;
        this.leading = leading;
        this.detector = detector;
        int size = parameters.size();
        this.journalLength = (stateRows() + size - 1) / size * size;
    }

    private static boolean isExact(SketchParameters parameters) {
        return parameters.dimension() <= parameters.size();
    }

    /**
     * Absorbs a row of the weight that comes nobody knows when, as {@link #update(double[], double, double)}.
     *
     * @throws IllegalArgumentException as {@link #require}; the sketch is unchanged
     */
    public boolean update(double[] row, double weight) {
        return update(row, weight, TimedRow.UNKNOWN);
    }

    /**
     * Absorbs a row of the weight; true when it was the last of its block and everything was folded.
     *
     * @param time when the row comes, in milliseconds since any beginning; counts where the detector forgets by time
     * @throws IllegalArgumentException as {@link #require}, or when the time is negative; the sketch is unchanged
     */
    public boolean update(double[] row, double weight, double time) {
        require(row, weight);
        if (time < 0 || Double.isInfinite(time)) {
            throw new IllegalArgumentException("the time is " + time + ", expected 0 or more");
        }
        pending.add(row, weight, isTimed() ? time : TimedRow.UNKNOWN);
        lastPlace = pending.count() - 1;
        boolean endsBlock =
                pending.isFull() || detector != null && detector.parameters().endsBlockEarly(rows(), parameters.size());
        if (endsBlock) {
            foldPending();
        }
        return endsBlock;
    }

    private boolean isTimed() {
        return detector != null && detector.parameters().halfLife().isTimed();
    }

    /**
     * Does nothing for a row that the sketch can absorb.
     *
     * @throws IllegalArgumentException when the row has another dimension, a value is not finite or larger than
     *     {@link #LARGEST_MAGNITUDE}, or the weight is not positive
     */
    public void require(double[] row, double weight) {
        requireDimension(row);
        requireNumbers(row, weight);
    }

    static void requireNumbers(double[] row, double weight) {
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

    private void requireDimension(double[] row) {
        if (row.length != parameters.dimension()) {
            throw new IllegalArgumentException(
                    "the row has " + row.length + " values, expected " + parameters.dimension());
        }
    }

    private void foldPending() {
        svd.fold(pending);
        if (leading != null) {
            leading.fold(pending);
        }
        if (detector != null) {
            detector.fold(pending);
        }
        pending.clear();
    }

    /** A sketch of the same rows with none waiting, to read out; this one is left as it is. */
    public MatrixSketch folded() {
        MatrixSketch copy = new MatrixSketch(
                parameters,
                pending.copy(),
                svd.copy(),
                leading == null ? null : leading.copy(),
                detector == null ? null : detector.withoutStart());
        copy.foldPending();
        return copy;
    }

    /** What is known after every row so far; this sketch is left as it is. */
    public MatrixSummary summary() {
        MatrixSketch folded = folded();
        return new MatrixSummary(folded.svd, folded.leading, folded.detector);
    }

    /**
     * What the detector's model of the last fold says of the row; empty before the first.
     *
     * @throws IllegalArgumentException when the row has another dimension
     * @throws IllegalStateException when the sketch has no detector
     */
    public Optional<Judgement> judge(double[] row) {
        requireDetector();
        return detector.judge(row);
    }

    /**
     * The new regime that the last fold has found; empty when it found none.
     *
     * @throws IllegalStateException when the sketch has no detector
     */
    public Optional<SubspaceChange> lastChange() {
        requireDetector();
        return detector.lastChange();
    }

    private void requireDetector() {
        if (detector == null) {
            throw new IllegalStateException("the sketch was made without a detector");
        }
    }

    /**
     * The row as it is to be judged and absorbed when its missing values are NaN: with the most likely values in their
     * places by the detector's model of the last fold, before the first one by the means of the rows that wait.
     *
     * @throws IllegalArgumentException when the row has another dimension, no value is there, or no row came before it
     * @throws IllegalStateException when the sketch has no detector
     */
    public CompletedRow completed(double[] row, double weight) {
        requireDetector();
        requireDimension(row);
        return CompletedRow.of(row, weight, detector, pending);
    }

    /** The principal components after the last fold: without the waiting rows, and without the cost of a summary. */
    public PrincipalComponents lastFoldComponents(RankRule rule) {
        return svd.principalComponents(rule);
    }

    /** Rows absorbed, waiting ones included. */
    public long rows() {
        return svd.rows() + pending.count();
    }

    /** Rows in the last fold and before. */
    public long foldedRows() {
        return svd.rows();
    }

    public SketchParameters parameters() {
        return parameters;
    }

    /** Upper bound of the heap that the sketch holds on to. */
    public long heapBytes() {
        long rowsHeld = basisRows() + parameters.size() + (leading == null ? 0 : leading.rowsHeld()) + detectorRows();
        long rowsKept = detector == null ? 0 : detector.keptRows();
        return (rowsHeld + rowsKept) * ((long) Double.BYTES * parameters.dimension() + BYTES_BESIDE_VALUES);
    }

    /** Rows of d doubles that the state has at most, beside those that wait. */
    private int stateRows() {
        return basisRows() + (leading == null ? 0 : leading.stateRows()) + detectorRows();
    }

    /** Rows of d doubles that the detector's bases and, mostly, its distribution of distances take. */
    private int detectorRows() {
        return detector == null ? 0 : 2 * basisRows() + DISTRIBUTION_LENGTH / parameters.dimension() + 1;
    }

    private int basisRows() {
        return Math.min(parameters.size(), parameters.dimension()) + 2;
    }

    /** Writes the whole state, section {@link Section#SKETCH} last: what has it is whole. */
    public void writeTo(StateWriter out) {
        writeWhole(out, AnomalyDetector::writeTo);
    }

    private void writeWhole(StateWriter out, BiConsumer<AnomalyDetector, StateWriter> ofDetector) {
        for (int i = 0; i < pending.count(); i++) {
            writePending(i, out);
        }
        svd.writeTo(out);
        if (leading != null) {
            leading.writeTo(out);
        }
        if (detector != null) {
            ofDetector.accept(detector, out);
        }
        new SketchHeader(parameters, pending.count()).writeTo(out);
    }

    /**
     * Writes what the last {@link #update} has changed into a table that has been told of all before it: one row, in
     * section {@link Section#JOURNAL}, from which a reader repeats the update. When the journal has become as long as
     * the state, so every {@code ⌈rows of state/ℓ⌉} folds, and after the first row, the whole state instead: so 2 rows
     * are written for every row absorbed, or fewer, and the table never has more than twice the state. Rows that the
     * detector keeps are written once more.
     */
    public void writeLastUpdateTo(StateWriter out) {
        if (rows() == 1 || journalSlot(rows()) == 0) {
            writeWhole(out, AnomalyDetector::writeChangesTo);
            return;
        }
        out.write(
                Section.JOURNAL,
                journalSlot(rows()),
                pending.timedRow(lastPlace).toState(rows()));
    }

    private int journalSlot(long row) {
        return (int) (row % journalLength);
    }

    /** The time apart: a sketch's file has none. */
    private void writePending(int i, StateWriter out) {
        out.write(Section.PENDING, i, pending.weightAndValues(i));
        if (!Double.isNaN(pending.time(i))) {
            out.write(Section.TIMES, i, new double[] {pending.time(i)});
        }
    }

    /**
     * The sketch whose state this is, without a detector, equal bit for bit to the one that wrote it; null when there
     * is no state.
     *
     * @throws CorruptStateException when no sketch has written this
     */
    public static MatrixSketch readFrom(StateReader in) {
        return readFrom(in, () -> null);
    }

    /** The same with the detector that was written. */
    public static MatrixSketch readFrom(StateReader in, DetectorParameters detection) {
        return readFrom(in, () -> AnomalyDetector.readFrom(in, detection));
    }

    private static MatrixSketch readFrom(StateReader in, Supplier<AnomalyDetector> stored) {
        if (in.read(Section.SKETCH, 0) == null) {
            return null;
        }
        SketchHeader header = SketchHeader.readFrom(in);
        SketchParameters parameters = header.parameters();
        IncrementalSvd svd = IncrementalSvd.readFrom(in);
        LeadingDirections leading = isExact(parameters) ? null : LeadingDirections.readFrom(in);
        AnomalyDetector detector = stored.get();
        requireOneShape(parameters, svd, leading);
        requireSameRows(svd, detector);
        RowBlock pending = new RowBlock(parameters.size(), parameters.dimension());
        MatrixSketch sketch = new MatrixSketch(parameters, pending, svd, leading, detector);
        for (int i = 0; i < header.waiting(); i++) {
            sketch.repeatPending(i, in);
        }
        sketch.repeatJournal(in);
        return sketch;
    }

    private void repeatPending(int i, StateReader in) {
        double[] row = in.require(Section.PENDING, i, 1 + parameters.dimension());
        boolean isTimed = in.read(Section.TIMES, i) != null;
        double time = isTimed ? in.require(Section.TIMES, i, 1)[0] : TimedRow.UNKNOWN;
        repeat(new TimedRow(Arrays.copyOfRange(row, 1, row.length), row[0], time));
    }

    /** Entries of rows that the state has not seen; what is left of older journals has smaller numbers. */
    private void repeatJournal(StateReader in) {
        for (int slot = journalSlot(rows() + 1); slot > 0; slot = journalSlot(rows() + 1)) {
            double[] entry = in.read(Section.JOURNAL, slot);
            if (entry == null || entry.length == 0 || entry[0] != rows() + 1) {
                return;
            }
            repeat(TimedRow.readFrom(in, Section.JOURNAL, slot, 1, parameters.dimension()));
        }
    }

    private void repeat(TimedRow row) {
        try {
            update(row.values(), row.weight(), row.time());
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException(e.getMessage());
        }
    }

    private static void requireOneShape(SketchParameters parameters, IncrementalSvd svd, LeadingDirections leading) {
        boolean same = svd.dimension() == parameters.dimension()
                && svd.size() == parameters.size()
                && svd.policy() == parameters.policy()
                && (leading == null || leading.dimension() == svd.dimension() && leading.rows() == svd.rows());
        if (!same) {
            throw new CorruptStateException(
                    "the sketches of one matrix differ in shape or rows, expected " + parameters);
        }
    }

    private static void requireSameRows(IncrementalSvd svd, AnomalyDetector detector) {
        if (detector != null && (detector.rows() != svd.rows() || detector.dimension() != svd.dimension())) {
            throw new CorruptStateException("the detector has seen " + detector.rows() + " rows of "
                    + detector.dimension() + " values, expected " + svd.rows() + " of " + svd.dimension());
        }
    }
}
