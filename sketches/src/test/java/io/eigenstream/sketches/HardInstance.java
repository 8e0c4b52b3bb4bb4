package io.eigenstream.sketches;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Three long rows along e₁ among very many short ones along every other axis: λ₁ ≈ 3, all other eigenvalues are 1.
 *
 * <p>Under Oja's rule e₁ grows by (1+η)³ and every other axis by (1+η/m)^m ≈ e^η, in any order. With a gap R this is
 * too little at every rate when R ln R − R + 1 &lt; ½ ln d: 1.3 against 2.9 here.
 */
enum HardInstance {
    /** The longest rows are along e₁. */
    LONGEST_ROWS_LEAD(1, false),
    /** The longest row is the only one along e₂, so the longest row misleads too. */
    LONGEST_ROW_MISLEADS(Math.sqrt(0.99), true);

    static final int DIMENSION = 300;
    static final int LONG_ROWS = 3;
    /** m: enough that the short rows are light, by the measure of the random-order method. */
    static final int SHORT_ROWS_PER_AXIS = 150;

    private final double length;
    private final boolean second;

    HardInstance(double length, boolean second) {
        this.length = length;
        this.second = second;
    }

    /** λ₁; λ₂ is 1. */
    double leadingEigenvalue() {
        return LONG_ROWS * length * length;
    }

    /** In an order that the seed decides. Equal rows are one array. */
    double[][] rows(long seed) {
        List<double[]> rows = new ArrayList<>(Collections.nCopies(LONG_ROWS, alongAxis(0, length)));
        for (int axis = 1; axis < DIMENSION; axis++) {
            boolean single = second && axis == 1;
            int copies = single ? 1 : SHORT_ROWS_PER_AXIS;
            rows.addAll(Collections.nCopies(copies, alongAxis(axis, 1 / Math.sqrt(copies))));
        }
        Collections.shuffle(rows, new Random(seed));
        return rows.toArray(double[][]::new);
    }

    private static double[] alongAxis(int axis, double length) {
        double[] row = new double[DIMENSION];
        row[axis] = length;
        return row;
    }

    /** The axis that a row is along. */
    static int axis(double[] row) {
        int axis = 0;
        while (row[axis] == 0) {
            axis++;
        }
        return axis;
    }
}
