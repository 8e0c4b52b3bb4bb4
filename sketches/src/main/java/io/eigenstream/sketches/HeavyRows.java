package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of largest length, kept whole. Mergeable: the heavy rows of a union are among the heavy rows of its parts.
 *
 * <p>A row that is among the {@code capacity} longest of the stream is never dropped; of equally long ones the earlier
 * stays. Memory: capacity × d doubles. Offering a row that is not kept costs one comparison.
 */
final class HeavyRows implements Mergeable<HeavyRows> {

    private static final int VALUES = 2;

    private final int capacity;
    /** Squared length, row number, values. */
    private final List<double[]> entries = new ArrayList<>();

    private int shortest = -1;

    HeavyRows(int capacity) {
        this.capacity = capacity;
    }

    void offer(double[] row, double squaredLength, long rowNumber) {
        if (squaredLength == 0 || entries.size() == capacity && squaredLength <= entries.get(shortest)[0]) {
            return;
        }
        double[] entry = new double[VALUES + row.length];
        entry[0] = squaredLength;
        entry[1] = rowNumber;
        System.arraycopy(row, 0, entry, VALUES, row.length);
        keep(entry);
    }

    private void keep(double[] entry) {
        if (entries.size() < capacity) {
            entries.add(entry);
        } else if (entry[0] > entries.get(shortest)[0]) {
            entries.set(shortest, entry);
        } else {
            return;
        }
        shortest = entries.size() < capacity ? -1 : indexOfShortest();
    }

    private int indexOfShortest() {
        int index = 0;
        for (int i = 1; i < entries.size(); i++) {
            double[] entry = entries.get(i);
            double[] least = entries.get(index);
            if (entry[0] < least[0] || entry[0] == least[0] && entry[1] > least[1]) {
                index = i;
            }
        }
        return index;
    }

    @Override
    public void merge(HeavyRows other) {
        other.entries.forEach(this::keep);
    }

    /** Whether rows of this squared length may have been dropped. */
    boolean mayMiss(double squaredLength) {
        return entries.size() == capacity && entries.get(shortest)[0] >= squaredLength;
    }

    int capacity() {
        return capacity;
    }

    boolean isFull() {
        return entries.size() == capacity;
    }

    /** The squared length that half of the kept rows have at least. */
    double medianSquaredLength() {
        double[] lengths =
                entries.stream().mapToDouble(entry -> entry[0]).sorted().toArray();
        return lengths[lengths.length - lengths.length / 2];
    }

    /** The top right singular vector of the rows of at least this squared length, or null when there are none. */
    double[] leadingDirection(double leastSquaredLength) {
        double[][] heavy = entries.stream()
                .filter(entry -> entry[0] >= leastSquaredLength)
                .map(entry -> Arrays.copyOfRange(entry, VALUES, entry.length))
                .toArray(double[][]::new);
        if (heavy.length == 0) {
            return null;
        }
        double[] direction = new double[heavy[0].length];
        Kernels.combine(SymmetricEigen.of(Kernels.gram(heavy)).vectors()[0], heavy, heavy.length, direction);
        return Kernels.normalized(direction);
    }

    HeavyRows copy() {
        HeavyRows copy = new HeavyRows(capacity);
        copy.entries.addAll(entries);
        copy.shortest = shortest;
        return copy;
    }

    void writeTo(StateWriter out) {
        out.write(Section.HEAVY, 0, new double[] {entries.size()});
        for (int i = 0; i < entries.size(); i++) {
            out.write(Section.HEAVY, i + 1, entries.get(i));
        }
    }

    static HeavyRows readFrom(StateReader in, int capacity, int dimension) {
        HeavyRows heavy = new HeavyRows(capacity);
        int count = (int) StateReader.count(in.require(Section.HEAVY, 0, 1)[0], capacity, "number of heavy rows");
        for (int i = 0; i < count; i++) {
            heavy.entries.add(checked(in.require(Section.HEAVY, i + 1, VALUES + dimension)));
        }
        heavy.shortest = count < capacity ? -1 : heavy.indexOfShortest();
        return heavy;
    }

    private static double[] checked(double[] entry) {
        double stored = entry[0];
        double squaredLength = Kernels.squaredNorm(Arrays.copyOfRange(entry, VALUES, entry.length));
        if (!(stored > 0
                && stored <= squaredLength * StateReader.WITH_ROUNDING
                && squaredLength <= stored * StateReader.WITH_ROUNDING)) {
            throw new CorruptStateException(
                    "a heavy row has the squared length " + squaredLength + ", expected above 0 and " + stored);
        }
        StateReader.count(entry[1], StateReader.LARGEST_COUNT, "number of a heavy row");
        return entry;
    }
}
