package io.eigenstream.sketches.linalg;

/**
 * The kernels in Java alone. No fused multiply-add and one order of summation: every machine gives the same bits.
 *
 * <p>C2 leaves sums of products scalar, whatever their form. The tile therefore makes the most of a scalar unit:
 * sixteen sums at once, so that none waits for its own last addition, and four uses of every number loaded.
 */
final class PlainKernels implements KernelSet {

    private static final int TILE = 4;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public double dot(double[] x, double[] y) {
        return dot(x, y, x.length);
    }

    /** Over the first {@code count} numbers, in four interleaved partial sums. */
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

    @Override
    public double[][] gram(double[][] rows, int orthogonal) {
        int m = rows.length;
        double[][] gram = new double[m][m];
        int tiled = m - m % TILE;
        for (int i = orthogonal - orthogonal % TILE; i < tiled; i += TILE) {
            for (int j = 0; j <= i; j += TILE) {
                gramTile(rows, i, j, gram);
            }
        }
        for (int i = Math.max(tiled, orthogonal); i < m; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
            }
        }
        for (int i = 0; i < orthogonal; i++) {
            gram[i][i] = dot(rows[i], rows[i]);
        }
        mirror(gram, orthogonal);
        return gram;
    }

    /** Copies the lower triangle into the upper one; the first rows get zeros beside the diagonal. */
    static void mirror(double[][] gram, int orthogonal) {
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j < i; j++) {
                if (i < orthogonal) {
                    gram[i][j] = 0;
                }
                gram[j][i] = gram[i][j];
            }
        }
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

    @Override
    public double[][] product(double[][] coefficients, double[][] rows) {
        double[][] product = new double[coefficients.length][rows[0].length];
        for (int i = 0; i < product.length; i++) {
            Kernels.combine(coefficients[i], rows, rows.length, product[i]);
        }
        return product;
    }
}
