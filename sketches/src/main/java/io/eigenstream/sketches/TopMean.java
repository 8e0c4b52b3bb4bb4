package io.eigenstream.sketches;

import java.util.Arrays;

/**
 * The mean of the largest hundredth of the numbers seen, at least of one: how strange a whole is of which a few parts
 * may be strange, as an image is of its patches. Of N numbers it is the mean of the largest k, exactly, for
 *
 * <pre>  k = min(max(1, ⌊N/100⌋), 128),</pre>
 *
 * hence of the largest hundredth of up to 12,899 numbers. Of more it is the mean of the largest 128, and not below that
 * of the hundredth. Cost: log₂ 128 comparisons for a number that is among the largest so far, one for any other.
 * Memory: 128 numbers.
 *
 * <p>Reference: Lendering, Akdag, Bondarev, "SubspaceAD", CVPR 2026, eq. 7: the tail value at risk at ρ = 1 %.
 * Deviations: the bound of k; what is averaged are the parts themselves, where the paper's code averages pixels of a
 * map of them that is interpolated and blurred.
 */
public final class TopMean {

    /** The most numbers that the mean is over, and that are kept. */
    public static final int CAPACITY = 128;

    private static final int HUNDREDTH = 100;
    private static final int FIRST_ALLOCATION = 8;

    private long count;
    /** A heap: none is above those at 2i + 1 and 2i + 2, so that the smallest is the first. */
    private double[] heap = new double[FIRST_ALLOCATION];

    private int size;

    /** Of no numbers yet. */
    public TopMean() {
        // the fields say it
    }

    /**
     * Counts a number.
     *
     * @return whether {@link #toArray} is another one now
     * @throws IllegalArgumentException when it is NaN or −∞
     */
    public boolean add(double number) {
        if (!(number > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException("a number is " + number + ", expected a finite one or Infinity");
        }
        count++;
        if (size < CAPACITY) {
            append(number);
            return true;
        }
        if (number <= heap[0]) {
            return false;
        }
        replaceSmallest(number);
        return true;
    }

    private void append(double number) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.min(2 * size, CAPACITY));
        }
        int place = size++;
        while (place > 0 && heap[(place - 1) / 2] > number) {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        heap[place] = number;
    }

    private void replaceSmallest(double number) {
        int place = 0;
        int child = smallerChild(place);
        while (child < size && heap[child] < number) {
            heap[place] = heap[child];
            place = child;
            child = smallerChild(place);
        }
        heap[place] = number;
    }

    private int smallerChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && heap[left + 1] < heap[left] ? left + 1 : left;
    }

    /** N: the numbers seen. */
    public long count() {
        return count;
    }

    /** k: how many the mean is over; 0 before the first number. */
    public int topCount() {
        return (int) Math.min(size, Math.max(1, count / HUNDREDTH));
    }

    /**
     * The mean of the largest {@link #topCount}, summed from the smallest of them.
     *
     * @throws IllegalStateException before the first number
     */
    public double mean() {
        requireNumbers();
        double[] kept = toArray();
        Arrays.sort(kept);
        double sum = 0;
        for (int i = size - topCount(); i < size; i++) {
            sum += kept[i];
        }
        return sum / topCount();
    }

    /**
     * The largest number.
     *
     * @throws IllegalStateException before the first number
     */
    public double largest() {
        requireNumbers();
        double largest = heap[0];
        for (int i = 1; i < size; i++) {
            largest = Math.max(largest, heap[i]);
        }
        return largest;
    }

    private void requireNumbers() {
        if (count == 0) {
            throw new IllegalStateException("no numbers yet");
        }
    }

    /** The largest numbers as a heap, the smallest first: with the count, the whole state. */
    public double[] toArray() {
        return Arrays.copyOf(heap, size);
    }

    /**
     * The mean whose state this is; the array is copied.
     *
     * @throws CorruptStateException when it has no such state
     */
    public static TopMean of(long count, double[] largest) {
        if (count < 0 || largest.length != Math.min(count, CAPACITY)) {
            throw new CorruptStateException("the largest " + largest.length + " of " + count
                    + " numbers, expected at most " + CAPACITY + " of them");
        }
        for (int i = 0; i < largest.length; i++) {
            if (!(largest[i] > Double.NEGATIVE_INFINITY) || largest[(i - 1) / 2] > largest[i]) {
                throw new CorruptStateException("a heap with " + largest[i] + " at " + i);
            }
        }
        TopMean mean = new TopMean();
        mean.count = count;
        mean.size = largest.length;
        mean.heap = Arrays.copyOf(largest, Math.max(largest.length, FIRST_ALLOCATION));
        return mean;
    }
}
