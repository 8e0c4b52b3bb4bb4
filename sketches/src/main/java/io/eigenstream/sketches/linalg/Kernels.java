package io.eigenstream.sketches.linalg;

/**
 * The inner loops. Rows are {@code double[]}, matrices {@code double[][]}: C2 vectorises a loop over separate row
 * arrays with one index, and nothing flatter. No fused multiply-add, so that every machine gives the same bits.
 */
public final class Kernels {

    private static final int TILE = 4;

    private Kernels() {}

    /** Σ xᵢyᵢ in four interleaved partial sums. */
    public static double dot(double[] x, double[] y) {
        return dot(x, y, x.length);
    }

    /** The same, over the first {@code count} numbers. */
    static double dot(double[] x, double[] y, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= count - TILE; i += TILE) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < count; i++) {
            s0 += x[i] * y[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** ‖x‖². */
    public static double squaredNorm(double[] x) {
        return dot(x, x);
    }

    /** y += c·x. */
    public static void axpy(double c, double[] x, double[] y) {
        axpy(c, x, y, 0, y.length);
    }

    /** y += c·x at the indices from ≤ i &lt; to. */
    static void axpy(double c, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += c * x[i];
        }
    }

    /** x scaled to length 1, as a new array; x itself when it is zero. */
    public static double[] normalized(double[] x) {
        double norm = Math.sqrt(squaredNorm(x));
        return norm == 0 ? x.clone() : scaled(1 / norm, x);
    }

    /** c·x as a new array. */
    public static double[] scaled(double c, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = c * x[i];
        }
        return y;
    }

    /** The symmetric m×m matrix of all dot products of the rows; m²d flops in 4×4 tiles. */
    public static double[][] gram(double[][] rows) {
        int m = rows.length;
        double[][] gram = new double[m][m];
        int tiled = m - m % TILE;
        for (int i = 0; i < tiled; i += TILE) {
            for (int j = 0; j <= i; j += TILE) {
                gramTile(rows, i, j, gram);
            }
        }
        for (int i = tiled; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
            }
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    /** Sixteen dot products at once: every loaded number is used four times. */
    private static void gramTile(double[][] rows, int i, int j, double[][] gram) {
        double[] a0 = rows[i];
        double[] a1 = rows[i + 1];
        double[] a2 = rows[i + 2];
        double[] a3 = rows[i + 3];
        double[] b0 = rows[j];
        double[] b1 = rows[j + 1];
        double[] b2 = rows[j + 2];
        double[] b3 = rows[j + 3];
        double s00 = 0, s01 = 0, s02 = 0, s03 = 0;
        double s10 = 0, s11 = 0, s12 = 0, s13 = 0;
        double s20 = 0, s21 = 0, s22 = 0, s23 = 0;
        double s30 = 0, s31 = 0, s32 = 0, s33 = 0;
        for (int t = 0; t < a0.length; t++) {
            double y0 = b0[t];
            double y1 = b1[t];
            double y2 = b2[t];
            double y3 = b3[t];
            double x = a0[t];
            s00 += x * y0;
            s01 += x * y1;
            s02 += x * y2;
            s03 += x * y3;
            x = a1[t];
            s10 += x * y0;
            s11 += x * y1;
            s12 += x * y2;
            s13 += x * y3;
            x = a2[t];
            s20 += x * y0;
            s21 += x * y1;
            s22 += x * y2;
            s23 += x * y3;
            x = a3[t];
            s30 += x * y0;
            s31 += x * y1;
            s32 += x * y2;
            s33 += x * y3;
        }
        store(gram[i], j, s00, s01, s02, s03);
        store(gram[i + 1], j, s10, s11, s12, s13);
        store(gram[i + 2], j, s20, s21, s22, s23);
        store(gram[i + 3], j, s30, s31, s32, s33);
    }

    private static void store(double[] row, int j, double s0, double s1, double s2, double s3) {
        row[j] = s0;
        row[j + 1] = s1;
        row[j + 2] = s2;
        row[j + 3] = s3;
    }

    /** target += Σᵣ coefficients[r]·rows[r] over the first {@code count} rows. */
    public static void combine(double[] coefficients, double[][] rows, int count, double[] target) {
        combine(coefficients, rows, count, target, 0);
    }

    /** The same, at the indices from {@code from} on. */
    static void combine(double[] coefficients, double[][] rows, int count, double[] target, int from) {
        int r = 0;
        for (; r <= count - TILE; r += TILE) {
            combineFour(coefficients, r, rows, target, from);
        }
        for (; r < count; r++) {
            axpy(coefficients[r], rows[r], target, from, target.length);
        }
    }

    private static void combineFour(double[] coefficients, int r, double[][] rows, double[] target, int from) {
        double c0 = coefficients[r];
        double c1 = coefficients[r + 1];
        double c2 = coefficients[r + 2];
        double c3 = coefficients[r + 3];
        double[] x0 = rows[r];
        double[] x1 = rows[r + 1];
        double[] x2 = rows[r + 2];
        double[] x3 = rows[r + 3];
        for (int i = from; i < target.length; i++) {
            target[i] += (c0 * x0[i] + c1 * x1[i]) + (c2 * x2[i] + c3 * x3[i]);
        }
    }

    /** ‖Bv‖² for the matrix B of the rows. */
    public static double squaredNormAlong(double[][] rows, double[] v) {
        double sum = 0;
        for (double[] row : rows) {
            double c = dot(row, v);
            sum += c * c;
        }
        return sum;
    }

    /** v or −v: the one whose entry of largest magnitude (the first of equals) is positive. */
    public static double[] canonicalSign(double[] v) {
        int largest = 0;
        for (int i = 1; i < v.length; i++) {
            if (Math.abs(v[i]) > Math.abs(v[largest])) {
                largest = i;
            }
        }
        return v.length > 0 && v[largest] < 0 ? scaled(-1, v) : v;
    }
}
