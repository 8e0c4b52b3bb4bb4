package io.eigenstream.sketches;

import io.eigenstream.sketches.DetectorParameters.Learning;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges rows by how far they are from the principal subspace of the rows before them, and learns that subspace from
 * rows that it does not trust: the model of the last fold judges, the rows of a block are learned together.
 *
 * <p>The distance is D² of {@link RowScore}; what it means says the {@link AlarmCalibration}, which counts the
 * distances that a warm model finds. So in the long run the share of flagged rows is the false alarm rate whatever
 * their distribution, unless it changes. Every distance counts, also that of a flagged row: when rows stay strange,
 * alarms end. The realised share is counted.
 *
 * <p>Learning redescends: beyond fifteen times the limit, the farther out a row is, the less it adds to the scatter;
 * how much says the {@link BlockInfluence}.
 *
 * <p>Before there is a model the first rows are kept, and learned anew as a {@link RobustStart} weighs them whenever
 * they are twice as many, when they are as many as the parameters say, and when the model freezes.
 *
 * <p>A block of which at least half is strange is quarantined: learned by a sketch of its own, which a block that is
 * not discards. When it has as many rows as the parameters say, they are a new regime: the sketch takes the place
 * of the learned one, the distances begin anew, and the {@link SubspaceChange} is told.
 *
 * <p>With a {@link HalfLife}, rows and distances count the less the longer ago they are; when two detectors are merged,
 * as of the later one's last row. Rows that teach nothing leave the others as they are.
 *
 * <p>Cost: 6kd flops to judge a row, as many to learn it, and the fold of an {@link IncrementalSvd}. Memory: that of
 * one, of another in quarantine, the histogram of distances, and the rows of the start.
 *
 * <p>Reference: Lendering et al., "SubspaceAD", CVPR 2026 (squared residuals); Tipping, Bishop, 1999 (D²).
 */
public final class AnomalyDetector implements Sketch, Mergeable<AnomalyDetector> {

    private static final int COUNTS_LENGTH = 6;

    private final DetectorParameters parameters;
    private IncrementalSvd learned;
    private AlarmCalibration calibration;
    private Quarantine quarantine;
    /** Null when it is over. */
    private RobustStart start;
    /** Rows of a start that the last {@link #writeChangesTo} has left in the table. */
    private int storedStart;

    private long rows;
    /** Rows learned, earlier ones at the share of their weight that is left. */
    private double rowsLeft;
    /** The latest time of a row, in milliseconds; NaN when none is known or none is asked for. */
    private double clock = TimedRow.UNKNOWN;
    /** Of the last fold; these are null before the first. */
    private PrincipalComponents model;

    private ControlLimits limits;
    private double strangeDistance;
    /** Made by the last fold; null when it made none. */
    private SubspaceChange lastChange;

    /**
     * A detector that has seen nothing.
     *
     * @param dimension d, at least 1
     * @param size ℓ: rows that the learned sketch retains, at least 2
     */
    public AnomalyDetector(int dimension, int size, DetectorParameters parameters) {
        this(
                parameters,
                new IncrementalSvd(dimension, size, ShrinkPolicy.FREQUENT_DIRECTIONS),
                new AlarmCalibration(parameters.falseAlarms()));
        start = startLength() == 0 ? null : new RobustStart(startLength(), dimension);
    }

    private AnomalyDetector(DetectorParameters parameters, IncrementalSvd learned, AlarmCalibration calibration) {
        this.parameters = parameters;
        this.learned = learned;
        this.calibration = calibration;
        this.quarantine = new Quarantine(learned.dimension(), learned.size());
    }

    /** Rows that are kept; where all count fully, none is weighed. */
    private int startLength() {
        return parameters.learning() == Learning.ALL ? 0 : parameters.startRows();
    }

    /**
     * What the model of the last fold says of the row; empty before the first.
     *
     * @throws IllegalArgumentException when the row has another dimension
     */
    public Optional<Judgement> judge(double[] row) {
        if (model == null) {
            return Optional.empty();
        }
        RowScore score = model.score(row);
        double p = calibration.logPValue(score.combined(), limits);
        return Optional.of(new Judgement(score, p, parameters.falseAlarmRate(), model.rows(), isWarm()));
    }

    /**
     * The row with the values that the model of the last fold expects for the missing ones, those that are NaN: {@link
     * PrincipalComponents#completed}. For a row that even so is beyond ten times the limit, by so much nearer to the
     * mean that no wild value makes others: √(10·D²_α/D²) of the way from there.
     *
     * @throws IllegalStateException before the first fold
     */
    double[] completed(double[] row) {
        if (model == null) {
            throw new IllegalStateException("there is no model yet");
        }
        double[] completed = model.completed(row);
        double combined = completed == row ? 0 : model.score(completed).combined();
        if (!(combined > strangeDistance)) {
            return completed;
        }
        double share = Math.sqrt(strangeDistance / combined);
        double[] mean = model.mean();
        for (int j = 0; j < row.length; j++) {
            completed[j] = Double.isNaN(row[j]) ? mean[j] + share * (completed[j] - mean[j]) : row[j];
        }
        return completed;
    }

    /** Judges the rows of the block, then learns them. */
    @Override
    public void fold(RowBlock block) {
        if (block.count() == 0) {
            return;
        }
        lastChange = null;
        boolean isFrozen = isFrozen();
        rows += block.count();
        double left = parameters.halfLife().leftBefore(block, clock);
        RowBlock aged = parameters.halfLife().aged(block, clock);
        if (parameters.halfLife().isTimed()) {
            clock = HalfLife.latest(clock, block);
        }
        if (!isWarm()) {
            learn(aged, left, isFrozen);
            weighStart(block, isFrozen);
            return;
        }
        double[] combined = new double[block.count()];
        Arrays.setAll(combined, i -> model.score(block.row(i)).combined());
        BlockInfluence influence = new BlockInfluence(combined, strangeDistance);
        RowBlock trusted = aged.reweighted(i -> trust(combined[i], influence.weight(i)) * aged.weight(i));
        calibration.count(combined, left, limits);
        learn(trusted, left, isFrozen);
        weighStart(block, isFrozen);
        if (!isFrozen && parameters.relearnAfterRows() > 0) {
            quarantine(aged, left, influence);
        }
    }

    /** Whether the model knows rows enough, and has not forgotten too many of them. */
    private boolean isWarm() {
        return model != null && model.isWarm() && model.isWarm(rowsLeft);
    }

    /** Whether the model has learned all rows that it is to learn. */
    private boolean isFrozen() {
        return parameters.freezeAfterRows() > 0 && rows >= parameters.freezeAfterRows();
    }

    private void weighStart(RowBlock block, boolean isFrozen) {
        if (isFrozen) {
            start = null;
        }
        if (start == null) {
            return;
        }
        boolean isTwiceAsLong = start.add(block);
        boolean isOver = start.isFull() || isFrozen();
        if (isTwiceAsLong || isOver) {
            learned = start.learned(learned.size(), parameters).orElse(learned);
            refreshModel();
        }
        if (isOver) {
            start = null;
        }
    }

    private void learn(RowBlock block, double left, boolean isFrozen) {
        if (!isFrozen && block.count() > 0) {
            learned.forget(left);
            learned.fold(block);
            rowsLeft = left * rowsLeft + block.count();
            refreshModel();
        }
    }

    private void quarantine(RowBlock block, double left, BlockInfluence influence) {
        if (!influence.isStrange()) {
            quarantine.clear();
            return;
        }
        quarantine.add(block, left);
        if (quarantine.rows() >= parameters.relearnAfterRows()) {
            PrincipalComponents before = model;
            learned = quarantine.release();
            rowsLeft = learned.rows();
            start = null;
            calibration.forgetDistances();
            refreshModel();
            lastChange = new SubspaceChange(before, model);
        }
    }

    private double trust(double combined, double influence) {
        return switch (parameters.learning()) {
            case ALL -> 1;
            case BOUNDED -> influence;
            case EXCLUDE -> calibration.isFlagged(combined, limits) ? 0 : influence;
        };
    }

    private void refreshModel() {
        model = learned.principalComponents(parameters.rank(), parameters.scaling());
        limits = model.limits(parameters.falseAlarms());
        strangeDistance = BlockInfluence.strangeDistance(model);
    }

    /** The model of the last fold; empty before the first. */
    public Optional<PrincipalComponents> model() {
        return Optional.ofNullable(model);
    }

    /** The new regime that the last fold has found; empty when it found none. */
    public Optional<SubspaceChange> lastChange() {
        return Optional.ofNullable(lastChange);
    }

    /** The D² above which rows are flagged; empty before the first fold. */
    public OptionalDouble limit() {
        return model == null ? OptionalDouble.empty() : OptionalDouble.of(calibration.limit(limits));
    }

    /** The share of the rows that were flagged, of those that a warm model has judged; empty before the first. */
    public OptionalDouble alarmRate() {
        return calibration.alarmRate();
    }

    /**
     * Absorbs what another detector has learned of other rows of the same matrix; it is left as it is. Nothing is
     * quarantined or kept afterwards: rows of two places are no sequence.
     *
     * @throws IllegalArgumentException when the dimensions or sizes differ
     */
    @Override
    public void merge(AnomalyDetector other) {
        double latest = HalfLife.later(clock, other.clock);
        double left = parameters.halfLife().left(clock, latest);
        double theirsLeft = parameters.halfLife().left(other.clock, latest);
        IncrementalSvd theirs = other.learned.copy();
        theirs.forget(theirsLeft);
        learned.forget(left);
        learned.merge(theirs);
        rowsLeft = left * rowsLeft + theirsLeft * other.rowsLeft;
        clock = latest;
        quarantine.clear();
        start = null;
        lastChange = null;
        calibration.merge(other.calibration);
        rows += other.rows;
        if (learned.rows() > 0) {
            refreshModel();
        }
    }

    @Override
    public int dimension() {
        return learned.dimension();
    }

    @Override
    public long rows() {
        return rows;
    }

    public DetectorParameters parameters() {
        return parameters;
    }

    int keptRows() {
        return start == null ? 0 : start.count();
    }

    @Override
    public AnomalyDetector copy() {
        AnomalyDetector copy = withoutStart();
        copy.start = start == null ? null : start.copy();
        copy.storedStart = storedStart;
        return copy;
    }

    /** A copy that keeps no rows: to read out. */
    AnomalyDetector withoutStart() {
        AnomalyDetector copy = new AnomalyDetector(parameters, learned.copy(), calibration.copy());
        copy.rows = rows;
        copy.rowsLeft = rowsLeft;
        copy.clock = clock;
        copy.quarantine = quarantine.copy();
        copy.lastChange = lastChange;
        copy.model = model;
        copy.limits = limits;
        copy.strangeDistance = strangeDistance;
        return copy;
    }

    @Override
    public void writeTo(StateWriter out) {
        writeTo(0, out);
    }

    /** Writes the state into the table that it was last written into: rows of the start that are there are left. */
    void writeChangesTo(StateWriter out) {
        writeTo(storedStart, out);
        for (int i = 0; start == null && i < storedStart; i++) {
            out.write(Section.START, i, null);
        }
        storedStart = keptRows();
    }

    private void writeTo(int firstOfStart, StateWriter out) {
        double[] counts = {rows, calibration.judged(), calibration.flagged(), quarantine.rows(), keptRows(), rowsLeft};
        out.write(Section.DETECTOR, 0, counts);
        out.write(Section.DETECTOR, 1, calibration.distances());
        if (!Double.isNaN(clock)) {
            out.write(Section.DETECTOR, 2, new double[] {clock});
        }
        learned.writeTo((section, slot, row) -> out.write(ofLearned(section), slot, row));
        quarantine.writeTo(out);
        if (start != null) {
            start.writeTo(firstOfStart, out);
        }
    }

    private static Section ofLearned(Section section) {
        return section == Section.MOMENTS ? Section.LEARNED_MOMENTS : Section.LEARNED_DIRECTIONS;
    }

    /**
     * The detector whose state this is; the parameters are not part of it.
     *
     * @throws CorruptStateException when no detector has written this
     */
    public static AnomalyDetector readFrom(StateReader in, DetectorParameters parameters) {
        double[] counts = in.require(Section.DETECTOR, 0, COUNTS_LENGTH);
        long rows = StateReader.count(counts[0], StateReader.LARGEST_COUNT, "row count");
        long judged = StateReader.count(counts[1], rows, "number of judged rows");
        long flagged = StateReader.count(counts[2], judged, "number of flagged rows");
        AnomalyDetector detector = new AnomalyDetector(
                parameters,
                IncrementalSvd.readFrom((section, slot) -> in.read(ofLearned(section), slot)),
                AlarmCalibration.of(parameters.falseAlarms(), judged, flagged, in.read(Section.DETECTOR, 1)));
        detector.rows = rows;
        detector.rowsLeft = StateReader.amount(counts[5], "number of rows that count");
        if (in.read(Section.DETECTOR, 2) != null) {
            detector.clock = in.require(Section.DETECTOR, 2, 1)[0];
        }
        if (detector.learned.rows() > detector.rows) {
            throw new CorruptStateException(detector.learned.rows() + " rows were learned of " + detector.rows);
        }
        long quarantined = StateReader.count(counts[3], detector.rows, "number of quarantined rows");
        detector.quarantine = Quarantine.readFrom(in, quarantined, detector.learned);
        detector.readStart(in, counts[4]);
        if (detector.learned.rows() > 0) {
            detector.refreshModel();
        }
        return detector;
    }

    /** A start that is as long as the parameters say, or longer, is over. */
    private void readStart(StateReader in, double count) {
        storedStart = (int) StateReader.count(count, Math.min(rows, Integer.MAX_VALUE), "number of kept rows");
        if (storedStart < startLength() && (storedStart > 0 || rows == 0)) {
            start = RobustStart.readFrom(in, storedStart, startLength(), dimension());
        }
    }
}
