package io.eigenstream.sketches;

import java.util.Arrays;

/**
 * How long until a row counts half in a model: so many rows after it, or so long after it by the times that rows come
 * with. A row has the share 2^(−a) of its weight left when a half-lives have gone by.
 *
 * <p>Time never runs backwards: a row that comes late counts as of the latest one before it. A row of unknown time does
 * so too.
 *
 * @param length rows or milliseconds, above 0; infinite for never
 */
public record HalfLife(double length, Unit unit) {

    /** What a half-life is counted in. */
    public enum Unit {
        ROWS,
        MILLISECONDS
    }

    /** Every row counts as much as any. */
    public static final HalfLife NEVER = new HalfLife(Double.POSITIVE_INFINITY, Unit.ROWS);

    /** Half-lives after which nothing more is lost: what is left counts for nothing, and is still a number. */
    private static final double MOST_HALF_LIVES = 200;

    public HalfLife {
        if (!(length > 0)) {
            throw new IllegalArgumentException("the half-life is " + length + ", expected above 0");
        }
    }

    public static HalfLife ofRows(double rows) {
        return new HalfLife(rows, Unit.ROWS);
    }

    public static HalfLife ofMillis(double milliseconds) {
        return new HalfLife(milliseconds, Unit.MILLISECONDS);
    }

    boolean isForever() {
        return Double.isInfinite(length);
    }

    /** Whether it asks when rows have come. */
    boolean isTimed() {
        return unit == Unit.MILLISECONDS && !isForever();
    }

    /** The share that is left, once the block is there, of what was there before it. */
    double leftBefore(RowBlock block, double clock) {
        return left(ages(block, clock)[0]);
    }

    /** The share that is left of something of one time at another one; all of it when one is unknown. */
    double left(double from, double to) {
        return isTimed() ? left(elapsed(from, to) / length) : 1;
    }

    /** The rows at the weights that they have when the last of them is there. */
    RowBlock aged(RowBlock block, double clock) {
        if (isForever()) {
            return block;
        }
        double[] ages = ages(block, clock);
        return block.reweighted(i -> left(ages[i + 1]) * block.weight(i));
    }

    /** The latest of the clock and the times of the rows; NaN when none is known. */
    static double latest(double clock, RowBlock block) {
        double latest = clock;
        for (int i = 0; i < block.count(); i++) {
            latest = later(latest, block.time(i));
        }
        return latest;
    }

    /** The later of two times, the known one of one that is not. */
    static double later(double time, double other) {
        return Double.isNaN(time) || other > time ? other : time;
    }

    private static double left(double age) {
        return StrictMath.pow(2, -Math.min(age, MOST_HALF_LIVES));
    }

    /** Half-lives until the last row of the block is there: since what was there before, and since each of its rows. */
    private double[] ages(RowBlock block, double clock) {
        double[] passed = new double[block.count() + 1];
        double latest = clock;
        for (int i = 0; i < block.count(); i++) {
            double step = isTimed() ? elapsed(latest, block.time(i)) : 1;
            passed[i + 1] = passed[i] + Math.min(step / length, MOST_HALF_LIVES);
            latest = later(latest, block.time(i));
        }
        double all = passed[block.count()];
        return Arrays.stream(passed).map(before -> all - before).toArray();
    }

    private static double elapsed(double from, double to) {
        return to > from ? to - from : 0;
    }
}
