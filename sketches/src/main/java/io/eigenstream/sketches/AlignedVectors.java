package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.PolarFactor;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The vectors of an answer, turned towards those of the answer before it where nothing decides between them.
 *
 * <p>A singular vector has no sign of its own, and vectors of singular values that may be equal have no basis of their
 * own: unaligned, they flip and turn from one answer to the next although the rows have hardly changed. A group is a
 * maximal run of vectors whose intervals, in which their values certainly are, overlap. The rows V of a group are
 * replaced by QᵀV, where Q is the polar factor of VPᵀ and P the earlier vectors of the same indices (orthogonal
 * Procrustes): of all bases of the group's subspace it is the nearest to the earlier one, and with the principal
 * angles θⱼ between the two
 *
 * <pre>  ‖QᵀV − P‖_F² = 2 Σⱼ (1 − cos θⱼ) ≤ 2 Σⱼ sin² θⱼ</pre>
 *
 * so that a basis moves no more than √2 times what its subspace does. For a group of one, Q is a sign. Subspaces of
 * groups, and with them whatever is certified of values and of vectors that are alone, are left as they are; a vector
 * inside a group of several stands for the group and not for the value at its index. When groups split, their
 * vectors do turn: now something decides.
 *
 * <p>Vectors that have no predecessor complete their group and have the canonical sign: all of them in a first answer,
 * and in one of another dimension. A group that meets its predecessors in fewer dimensions (a vector orthogonal to its
 * predecessor, say) has several nearest bases, and gets one of them.
 *
 * <p>Cost: O(k²d) for k vectors, and 20m³ flops for a group of m.
 *
 * @param vectors row i is the i-th vector, of length 1
 * @param rotations sine of the angle of every vector to its predecessor, for the first k that have one
 * @param rotation sine of the largest principal angle between the subspaces of the first k vectors then and now; absent
 *     without predecessors
 */
public record AlignedVectors(double[][] vectors, double[] rotations, OptionalDouble rotation) {

    /**
     * Aligns orthonormal vectors of descending values.
     *
     * @param lower lower ends of the intervals of the values, descending
     * @param upper upper ends, descending
     */
    static AlignedVectors of(double[][] vectors, double[] lower, double[] upper, double[][] previous) {
        boolean comparable = vectors.length > 0 && previous.length > 0 && vectors[0].length == previous[0].length;
        double[][] earlier = Arrays.copyOf(previous, comparable ? Math.min(vectors.length, previous.length) : 0);
        double[][] aligned = vectors.clone();
        int from = 0;
        while (from < vectors.length) {
            int to = from + 1;
            while (to < vectors.length && upper[to] >= lower[to - 1]) {
                to++;
            }
            if (from < earlier.length) {
                double[][] group = Arrays.copyOfRange(vectors, from, to);
                double[][] targets = Arrays.copyOfRange(earlier, from, Math.min(to, earlier.length));
                System.arraycopy(aligned(group, targets), 0, aligned, from, group.length);
            }
            from = to;
        }
        double[][] common = Arrays.copyOf(aligned, earlier.length);
        return new AlignedVectors(aligned, rotations(common, earlier), rotation(common, earlier));
    }

    /** The basis of the rows of V nearest to P, completed where there are fewer rows of P. */
    private static double[][] aligned(double[][] v, double[][] p) {
        if (v.length == 1) {
            return Kernels.dot(v[0], p[0]) < 0 ? new double[][] {Kernels.scaled(-1, v[0])} : v;
        }
        return Arrays.deepEquals(v, p) ? v : turned(v, p);
    }

    private static double[][] turned(double[][] v, double[][] p) {
        int m = v.length;
        double[][] cross = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < p.length; j++) {
                cross[i][j] = Kernels.dot(v[i], p[j]);
            }
        }
        double[][] q = PolarFactor.of(cross);
        double[][] turned = new double[m][v[0].length];
        for (int j = 0; j < m; j++) {
            double[] column = new double[m];
            for (int i = 0; i < m; i++) {
                column[i] = q[i][j];
            }
            Kernels.combine(column, v, m, turned[j]);
            if (j >= p.length) {
                turned[j] = Kernels.canonicalSign(turned[j]);
            }
        }
        return turned;
    }

    private static double[] rotations(double[][] v, double[][] p) {
        double[] rotations = new double[v.length];
        Arrays.setAll(rotations, i -> sine(Kernels.squaredNorm(outside(v[i], new double[][] {p[i]}))));
        return rotations;
    }

    /** By the part of V outside the span of P: cosines would lose angles below 10⁻⁸. */
    private static OptionalDouble rotation(double[][] v, double[][] p) {
        if (v.length == 0) {
            return OptionalDouble.empty();
        }
        double[][] outside = new double[v.length][];
        Arrays.setAll(outside, i -> outside(v[i], p));
        return OptionalDouble.of(sine(SymmetricEigen.of(Kernels.gram(outside)).values()[0]));
    }

    /** What v has outside the span of the orthonormal rows. */
    private static double[] outside(double[] v, double[][] rows) {
        double[] coefficients = new double[rows.length];
        Arrays.setAll(coefficients, j -> -Kernels.dot(v, rows[j]));
        double[] outside = v.clone();
        Kernels.combine(coefficients, rows, rows.length, outside);
        return outside;
    }

    private static double sine(double squared) {
        return Math.sqrt(Math.min(1, Math.max(0, squared)));
    }
}
