package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the state of an {@link AnyOrderEigenvector} says, and its bounds written down a second time.
 *
 * @param rounding the rounding of all folds
 * @param growth by place
 * @param vectors by place
 */
record AnyOrderState(
        double rows, double energy, double rounding, double[] growth, double[] longest, double[][] vectors) {

    private static final double HALF_ULP = 0x1.0p-53;

    static AnyOrderState of(AnyOrderEigenvector eigenvector) {
        Map<Integer, double[]> slots = slots(eigenvector);
        double[] scalars = slots.get(0);
        double[][] vectors = new double[slots.size() - 3][];
        Arrays.setAll(vectors, i -> slots.get(3 + i));
        return new AnyOrderState(scalars[0], scalars[1], scalars[2], slots.get(1), slots.get(2), vectors);
    }

    static Map<Integer, double[]> slots(AnyOrderEigenvector eigenvector) {
        Map<Integer, double[]> slots = new TreeMap<>();
        eigenvector.writeTo((section, slot, row) -> {
            assertThat(section).isEqualTo(Section.OJA);
            slots.put(slot, row.clone());
        });
        return slots;
    }

    static AnyOrderEigenvector read(Map<Integer, double[]> slots) {
        return AnyOrderEigenvector.readFrom(
                (section, slot) -> slots.containsKey(slot) ? slots.get(slot).clone() : null);
    }

    static void assertSame(AnyOrderEigenvector actual, AnyOrderEigenvector expected) {
        Map<Integer, double[]> slots = slots(actual);
        slots(expected)
                .forEach((slot, row) ->
                        assertThat(slots.get(slot)).as("slot %d", slot).containsExactly(row));
    }

    static RowBlock block(double[][] rows, double weight) {
        RowBlock block = new RowBlock(rows.length, rows[0].length);
        for (double[] row : rows) {
            block.add(row, weight);
        }
        return block;
    }

    static AnyOrderEigenvector folded(double[][] rows, int blockRows, long seed) {
        AnyOrderEigenvector eigenvector = new AnyOrderEigenvector(rows[0].length, seed);
        for (int from = 0; from < rows.length; from += blockRows) {
            eigenvector.fold(block(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + blockRows)), 1));
        }
        return eigenvector;
    }

    int rates() {
        return vectors.length;
    }

    /** The i-th smallest rate is 2 to this. */
    int exponent(int i) {
        return i - Math.getExponent(energy);
    }

    int place(int i) {
        return Math.floorMod(exponent(i), rates());
    }

    double[] vector(int i) {
        return vectors[place(i)];
    }

    double growthOf(int i) {
        return growth[place(i)];
    }

    /** The theorem's, for numbers without rounding. */
    double sineBound(int i, double second) {
        return Math.sqrt(Math.scalb(second, exponent(i)) / 2) + Math.exp(-growthOf(i));
    }

    double widenedSineBound(int i, double second) {
        double allowance = rounding + lengthRounding();
        return Math.sqrt(Math.scalb(second, exponent(i)) / 2) * (1 + allowance)
                + Math.exp(-growthOf(i))
                + allowance
                + 2 * HALF_ULP * Math.sqrt(Math.scalb(energy, exponent(i)));
    }

    double lengthRounding() {
        return (longest.length + 16) * HALF_ULP;
    }
}
