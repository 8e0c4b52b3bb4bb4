package io.eigenstream.sketches.statistics;

import java.util.Arrays;

/**
 * Weights of positive numbers by their leading bits: every power of two is cut into 32 bins of equal width, so that a
 * bin is at most 3.1 % of its numbers wide and its number is a shift of the bits. Adds, merges and forgets exactly, in
 * any order; equal on every machine, as no logarithm is taken.
 *
 * <p>Memory: a double for every bin between the least and the largest number, 32 a power of two. Numbers below 2⁻²⁰ and
 * above 2¹⁰⁰ count in the outermost bins, so at most 3,841 doubles.
 *
 * <p>The idea of bins of relative width is that of Masson, Rim, Lee, "DDSketch", PVLDB 12(12), 2019.
 */
public final class LogHistogram {

    private static final int MANTISSA_BITS = 52;
    private static final int KEPT_BITS = 5;
    private static final int SHIFT = MANTISSA_BITS - KEPT_BITS;
    private static final long LEAST = bin(0x1p-20);
    private static final long MOST = bin(0x1p100);

    /** Number of the first bin that has a place here. */
    private int first;

    private double[] weights = new double[0];
    private double total;

    private static long bin(double x) {
        return Double.doubleToRawLongBits(x) >>> SHIFT;
    }

    private static int boundedBin(double x) {
        return (int) Math.max(LEAST, Math.min(MOST, bin(Math.max(x, 0))));
    }

    private static double lowerEdge(int bin) {
        return Double.longBitsToDouble((long) bin << SHIFT);
    }

    /** Counts a number that is not negative. */
    public void add(double x, double weight) {
        int bin = boundedBin(x);
        makeRoom(bin, bin);
        weights[bin - first] += weight;
        total += weight;
    }

    private void makeRoom(int from, int to) {
        if (weights.length == 0) {
            first = from;
            weights = new double[to - from + 1];
            return;
        }
        int newFirst = Math.min(first, from);
        int newLast = Math.max(first + weights.length - 1, to);
        if (newLast - newFirst + 1 > weights.length) {
            double[] wider = new double[newLast - newFirst + 1];
            System.arraycopy(weights, 0, wider, first - newFirst, weights.length);
            first = newFirst;
            weights = wider;
        }
    }

    /** Counts what the other one has counted. */
    public void merge(LogHistogram other) {
        if (other.weights.length == 0) {
            return;
        }
        makeRoom(other.first, other.first + other.weights.length - 1);
        for (int i = 0; i < other.weights.length; i++) {
            weights[other.first + i - first] += other.weights[i];
        }
        total += other.total;
    }

    /** Everything at the factor's weight. */
    public void scale(double factor) {
        total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
            total += weights[i];
        }
    }

    /** Summed weight. */
    public double total() {
        return total;
    }

    /** Weight of the numbers above x, a bin's own spread evenly over it. */
    public double weightAbove(double x) {
        int bin = boundedBin(x);
        double above = 0;
        for (int i = weights.length - 1; i >= 0 && first + i > bin; i--) {
            above += weights[i];
        }
        int place = bin - first;
        if (place >= 0 && place < weights.length) {
            double low = lowerEdge(bin);
            double passed = (x - low) / (lowerEdge(bin + 1) - low);
            above += weights[place] * (1 - Math.max(0, Math.min(1, passed)));
        }
        return above;
    }

    /** The number that the given weight, at most the total, is above. */
    public double quantileFromAbove(double weight) {
        double above = 0;
        for (int i = weights.length - 1; i >= 0; i--) {
            if (above + weights[i] >= weight && weights[i] > 0) {
                double high = lowerEdge(first + i + 1);
                return high - (high - lowerEdge(first + i)) * (weight - above) / weights[i];
            }
            above += weights[i];
        }
        return weights.length == 0 ? 0 : lowerEdge(first);
    }

    /** The largest edge of a bin that at least the given weight is above; 0 for an empty histogram. */
    double edgeBelow(double weight) {
        double above = 0;
        for (int i = weights.length - 1; i >= 0; i--) {
            above += weights[i];
            if (above >= weight) {
                return lowerEdge(first + i);
            }
        }
        return weights.length == 0 ? 0 : lowerEdge(first);
    }

    /** The middles of the bins above the edge, less the edge, and the weights in them: two rows, no empty bins. */
    double[][] excesses(double edge) {
        int from = Math.max(0, boundedBin(edge) - first);
        double[] middles = new double[weights.length];
        double[] found = new double[weights.length];
        int count = 0;
        for (int i = from; i < weights.length; i++) {
            if (weights[i] > 0) {
                middles[count] = (lowerEdge(first + i) + lowerEdge(first + i + 1)) / 2 - edge;
                found[count++] = weights[i];
            }
        }
        return new double[][] {Arrays.copyOf(middles, count), Arrays.copyOf(found, count)};
    }

    public LogHistogram copy() {
        LogHistogram copy = new LogHistogram();
        copy.first = first;
        copy.weights = weights.clone();
        copy.total = total;
        return copy;
    }

    /** The state: the total, the number of the first bin, the weights. */
    public double[] toArray() {
        double[] state = new double[2 + weights.length];
        state[0] = total;
        state[1] = first;
        System.arraycopy(weights, 0, state, 2, weights.length);
        return state;
    }

    /**
     * The histogram whose state this is.
     *
     * @throws IllegalArgumentException when no histogram has it
     */
    public static LogHistogram of(double[] state) {
        if (state.length < 2 || state.length > MOST - LEAST + 3) {
            throw new IllegalArgumentException("a histogram of " + state.length + " numbers");
        }
        LogHistogram histogram = new LogHistogram();
        histogram.total = state[0];
        histogram.first = (int) state[1];
        histogram.weights = Arrays.copyOfRange(state, 2, state.length);
        double sum = Arrays.stream(histogram.weights).sum();
        boolean inside = histogram.weights.length == 0
                || histogram.first >= LEAST && histogram.first + histogram.weights.length - 1 <= MOST;
        boolean consistent = histogram.first == state[1]
                && inside
                && Arrays.stream(histogram.weights).allMatch(weight -> weight >= 0)
                && Double.isFinite(sum)
                && Math.abs(histogram.total - sum) <= 1e-9 * sum;
        if (!consistent) {
            throw new IllegalArgumentException("a histogram of weight " + state[0] + " from bin " + state[1]
                    + " whose bins hold " + sum + " in all");
        }
        return histogram;
    }
}
