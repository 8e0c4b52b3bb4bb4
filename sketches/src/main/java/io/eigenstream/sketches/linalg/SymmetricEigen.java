package io.eigenstream.sketches.linalg;

import java.util.function.Function;

/**
 * The eigendecomposition G = Σᵢ λᵢuᵢuᵢᵀ of a small symmetric matrix: {@link TridiagonalForm}, then {@link ImplicitQl},
 * together about 9m³ flops and 2m² doubles.
 *
 * <p>Backward stable: the values and vectors are those of a matrix that differs from G by a small multiple of
 * m·2⁻⁵²‖G‖_F, and the vectors are orthonormal to as much. Eigenvalues below 2⁻⁵²λ₁ are therefore rounding.
 *
 * <p>Equal matrices give equal bits on every machine, and a matrix times a power of two gives the same vectors and the
 * values times it: it is scaled to size 1 first, so entries of any size but the subnormal are as good as others.
 *
 * @param values λ, descending
 * @param vectors row i is uᵢ, of length 1; its sign is arbitrary
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    /**
     * Decomposes; the matrix is left as it is, and only its lower triangle is read.
     *
     * @throws ArithmeticException naming the size, when a number is not finite or the iteration does not converge
     */
    public static SymmetricEigen of(double[][] symmetric) {
        return of(symmetric, TridiagonalForm::of);
    }

    /**
     * λ alone, in the same bits: 2m³ flops.
     *
     * @throws ArithmeticException as {@link #of}
     */
    public static double[] values(double[][] symmetric) {
        return of(symmetric, TridiagonalForm::withoutBasis).values;
    }

    private static SymmetricEigen of(double[][] symmetric, Function<double[][], TridiagonalForm> reduction) {
        double largest = largestMagnitude(symmetric);
        if (!Double.isFinite(largest)) {
            throw ImplicitQl.noDecomposition(symmetric.length);
        }
        int exponent = Math.getExponent(largest);
        TridiagonalForm form = reduction.apply(scaled(symmetric, Math.scalb(1.0, -exponent)));
        ImplicitQl.diagonalize(form);
        double[] values = form.diagonal();
        sortDescending(values, form.basis());
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(values[i], exponent);
        }
        return new SymmetricEigen(values, form.basis());
    }

    private static double largestMagnitude(double[][] symmetric) {
        double largest = 0;
        for (int i = 0; i < symmetric.length; i++) {
            for (int j = 0; j <= i; j++) {
                largest = Math.max(largest, Math.abs(symmetric[i][j]));
            }
        }
        return largest;
    }

    private static double[][] scaled(double[][] symmetric, double factor) {
        int m = symmetric.length;
        double[][] copy = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                copy[i][j] = factor * symmetric[i][j];
                copy[j][i] = copy[i][j];
            }
        }
        return copy;
    }

    private static void sortDescending(double[] values, double[][] vectors) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            double[] vector = vectors[i];
            int j = i;
            for (; j > 0 && values[j - 1] < value; j--) {
                values[j] = values[j - 1];
                vectors[j] = vectors[j - 1];
            }
            values[j] = value;
            vectors[j] = vector;
        }
    }
}
