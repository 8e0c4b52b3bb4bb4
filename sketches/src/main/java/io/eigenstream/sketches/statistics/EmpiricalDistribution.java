package io.eigenstream.sketches.statistics;

import java.util.Arrays;

/**
 * The distribution of numbers that have been seen, and how likely larger ones are: counted up to the 98th percentile,
 * beyond it a {@link ParetoTail} of what exceeds that threshold. Every number counts, also the largest: to leave out
 * what was called strange would make the tail lighter and call strange ever more often.
 *
 * <p>With few numbers the threshold is lower, so that twenty are beyond it. Threshold and tail are found anew when a
 * tenth of the numbers, or of those beyond the threshold, is new: a change to larger numbers is followed at once.
 *
 * <p>Cost: a shift and an addition a number; a fit about 35 logarithms for every occupied bin beyond the threshold.
 *
 * <p>Reference: the peaks over a threshold of Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory",
 * KDD 2017; here the threshold moves and alarms are counted.
 */
public final class EmpiricalDistribution {

    private static final double LEAST_WEIGHT = 128;
    private static final double TAIL_SHARE = 0.02;
    private static final double LEAST_TAIL = 20;
    private static final double NEW_SHARE = 0.1;
    private static final int FIT_LENGTH = 6;

    private final LogHistogram histogram;
    /** Null while there are too few numbers. */
    private ParetoTail tail;

    private double threshold;
    /** Share of the numbers that exceeded the threshold when it was found. */
    private double tailShare;
    /** How many more numbers, and how many beyond it, there may be before it is found anew. */
    private double numbersLeft;

    private double peaksLeft;

    public EmpiricalDistribution() {
        this(new LogHistogram());
    }

    private EmpiricalDistribution(LogHistogram histogram) {
        this.histogram = histogram;
    }

    /** Counts numbers that are not negative, and fits when it is time. */
    public void add(double[] numbers) {
        for (double number : numbers) {
            histogram.add(number, 1);
            if (number > threshold) {
                peaksLeft--;
            }
        }
        numbersLeft -= numbers.length;
        if (peaksLeft <= 0 || numbersLeft <= 0) {
            fit();
        }
    }

    private void fit() {
        double total = histogram.total();
        if (total < LEAST_WEIGHT) {
            return;
        }
        threshold = histogram.edgeBelow(Math.max(TAIL_SHARE * total, LEAST_TAIL));
        double[][] excesses = histogram.excesses(threshold);
        tail = ParetoTail.fit(excesses[0], excesses[1]);
        double peaks = Arrays.stream(excesses[1]).sum();
        tailShare = peaks / total;
        peaksLeft = Math.max(1, NEW_SHARE * peaks);
        numbersLeft = NEW_SHARE * total;
    }

    /** Counts what the other one has counted. */
    public void merge(EmpiricalDistribution other) {
        histogram.merge(other.histogram);
        fit();
    }

    /** Every number at the factor's weight. */
    public void scale(double factor) {
        histogram.scale(factor);
    }

    /** Whether there are numbers enough to say anything. */
    public boolean isKnown() {
        return tail != null;
    }

    /** ln of the share of numbers larger than x: below 0, and decreasing in x. */
    public double logUpperTail(double x) {
        if (x > threshold) {
            return StrictMath.log(tailShare) + tail.logUpperTail(x - threshold);
        }
        return StrictMath.log(Math.max(tailShare, histogram.weightAbove(x) / histogram.total()));
    }

    /** The number that is exceeded with the probability. */
    public double limit(double probability) {
        return probability < tailShare
                ? threshold + tail.limit(probability / tailShare)
                : histogram.quantileFromAbove(probability * histogram.total());
    }

    public EmpiricalDistribution copy() {
        EmpiricalDistribution copy = new EmpiricalDistribution(histogram.copy());
        copy.tail = tail;
        copy.threshold = threshold;
        copy.tailShare = tailShare;
        copy.numbersLeft = numbersLeft;
        copy.peaksLeft = peaksLeft;
        return copy;
    }

    /**
     * The state: threshold, share beyond it, shape and scale of the tail (0 without one), numbers and peaks left, and
     * the histogram.
     */
    public double[] toArray() {
        double[] counts = histogram.toArray();
        double[] state = new double[FIT_LENGTH + counts.length];
        state[0] = threshold;
        state[1] = tailShare;
        state[2] = tail == null ? 0 : tail.shape();
        state[3] = tail == null ? 0 : tail.scale();
        state[4] = numbersLeft;
        state[5] = peaksLeft;
        System.arraycopy(counts, 0, state, FIT_LENGTH, counts.length);
        return state;
    }

    /**
     * The distribution whose state this is.
     *
     * @throws IllegalArgumentException when no distribution has it
     */
    public static EmpiricalDistribution of(double[] state) {
        if (state.length < FIT_LENGTH) {
            throw new IllegalArgumentException("a distribution of " + state.length + " numbers");
        }
        EmpiricalDistribution distribution =
                new EmpiricalDistribution(LogHistogram.of(Arrays.copyOfRange(state, FIT_LENGTH, state.length)));
        distribution.threshold = state[0];
        distribution.tailShare = state[1];
        distribution.numbersLeft = state[4];
        distribution.peaksLeft = state[5];
        boolean isFitted = state[3] > 0;
        boolean consistent = isFitted
                ? state[0] >= 0 && state[1] > 0 && state[1] <= 1 && state[2] >= 0
                : state[0] == 0 && state[1] == 0 && state[2] == 0 && state[3] == 0;
        if (!consistent || !Arrays.stream(state).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a tail beyond " + state[0] + " with the share " + state[1] + ", shape "
                    + state[2] + " and scale " + state[3]);
        }
        distribution.tail = isFitted ? new ParetoTail(state[2], state[3]) : null;
        return distribution;
    }
}
