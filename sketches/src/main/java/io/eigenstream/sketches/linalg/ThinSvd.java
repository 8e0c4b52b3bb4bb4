package io.eigenstream.sketches.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Singular values and right singular vectors of an m×d matrix B: {@link TriangularFactor} when m &gt; d, then the
 * eigenvectors U of BBᵀ, which make the rows of UB orthogonal but for what a Gram matrix cannot see, then {@link
 * OneSidedJacobi} on these. Backward stable: every singular value is right to a small multiple of 2⁻⁵²σ₁, which a Gram
 * matrix alone cannot give, and the vectors are orthonormal to as much.
 *
 * <p>Cost, m ≤ d: about 9m³ + 6m²d flops, with m²d more for every sweep after three, and 2md doubles.
 *
 * <p>Reference: Gao, Ma, Shao, "A Mixed Precision Jacobi SVD Algorithm", 2022, arXiv:2209.04626, where the vectors to
 * begin with are those of single precision; here they are right to half of the digits.
 *
 * @param values σ, descending; min(m, d) of them
 * @param rightVectors row i is vᵢ, of length 1; for a σᵢ that is rounding any that is orthogonal to the others
 */
public record ThinSvd(double[] values, double[][] rightVectors) {

    /**
     * Decomposes; the rows are left as they are.
     *
     * @throws ArithmeticException when a number is not finite or the iteration does not converge, naming the shape
     */
    public static ThinSvd of(double[][] rows) {
        int m = rows.length;
        int d = m == 0 ? 0 : rows[0].length;
        if (m == 0 || d == 0) {
            return new ThinSvd(new double[0], new double[0][]);
        }
        return decompose(m > d ? TriangularFactor.of(rows) : rows);
    }

    /** The SVD of rows that are σᵢvᵢ already, in descending order. */
    public static ThinSvd ofOrthogonal(double[][] rows) {
        double[] values = new double[rows.length];
        double[][] vectors = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            values[i] = Math.sqrt(Kernels.squaredNorm(rows[i]));
            vectors[i] = Kernels.normalized(rows[i]);
        }
        return new ThinSvd(values, vectors);
    }

    private static ThinSvd decompose(double[][] rows) {
        int exponent = Math.getExponent(largestMagnitude(rows));
        double[][] scaled = new double[rows.length][];
        Arrays.setAll(scaled, i -> Kernels.scaled(Math.scalb(1.0, -exponent), rows[i]));
        double[][] turned =
                Kernels.product(SymmetricEigen.of(Kernels.gram(scaled)).vectors(), scaled);
        double negligible = OneSidedJacobi.orthogonalize(turned);
        double[] squares =
                Arrays.stream(turned).mapToDouble(Kernels::squaredNorm).toArray();
        int[] order = IntStream.range(0, squares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -squares[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] values = new double[order.length];
        double[][] vectors = new double[order.length][];
        int known = 0;
        for (int i = 0; i < order.length; i++) {
            double square = squares[order[i]];
            values[i] = Math.scalb(Math.sqrt(square), exponent);
            if (square > negligible) {
                vectors[known++] = Kernels.normalized(turned[order[i]]);
            }
        }
        complete(vectors, known, rows[0].length);
        return new ThinSvd(values, vectors);
    }

    private static double largestMagnitude(double[][] rows) {
        double largest = 0;
        for (double[] row : rows) {
            for (double x : row) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        return largest;
    }

    /** Gives the vectors from an index on any directions that are orthogonal to all before them. */
    private static void complete(double[][] vectors, int known, int dimension) {
        for (int i = known; i < vectors.length; i++) {
            double[] next = new double[dimension];
            next[axisFarthestFrom(vectors, i, dimension)] = 1;
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    Kernels.axpy(-Kernels.dot(vectors[k], next), vectors[k], next);
                }
            }
            vectors[i] = Kernels.normalized(next);
        }
    }

    /** The coordinate axis of which least lies in the span of so many orthonormal vectors. */
    private static int axisFarthestFrom(double[][] vectors, int count, int dimension) {
        double[] within = new double[dimension];
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < dimension; j++) {
                within[j] += vectors[k][j] * vectors[k][j];
            }
        }
        int farthest = 0;
        for (int j = 1; j < dimension; j++) {
            farthest = within[j] < within[farthest] ? j : farthest;
        }
        return farthest;
    }
}
