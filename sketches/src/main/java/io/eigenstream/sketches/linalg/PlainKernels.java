package io.eigenstream.sketches.linalg;

import java.util.Arrays;

/**
 * The kernels in Java alone. No fused multiply-add and one order of summation: every machine gives the same bits.
 *
 * <p>C2 leaves sums of products scalar, whatever their form, and vectorises the update of a row by multiples of up to
 * four others. Both matrix products are therefore such updates, over as many columns as a cache holds.
 */
final class PlainKernels implements KernelSet {

    private static final int TILE = 4;
    /** So many of them, of as many numbers as there are rows, stay in the nearest cache. */
    private static final int TRANSPOSED_COLUMNS = 16;
    /** Of a product, at a time: long rows for C2, and enough of them in a panel. */
    private static final int PANEL_COLUMNS = 512;
    /** Of the rows of a product: they stay in the second cache while one combination after the other reads them. */
    private static final int PANEL_NUMBERS = 1 << 15;

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
        double[][] columns = new double[TRANSPOSED_COLUMNS][m];
        double[] row = new double[TRANSPOSED_COLUMNS];
        int d = m == 0 ? 0 : rows[0].length;
        for (int from = 0; from < d; from += TRANSPOSED_COLUMNS) {
            int count = Math.min(TRANSPOSED_COLUMNS, d - from);
            transpose(rows, from, count, columns);
            for (int i = orthogonal; i < m; i++) {
                System.arraycopy(rows[i], from, row, 0, count);
                Kernels.combine(row, columns, count, gram[i], 0, i + 1);
            }
        }
        for (int i = 0; i < orthogonal; i++) {
            gram[i][i] = dot(rows[i], rows[i]);
        }
        mirror(gram, orthogonal);
        return gram;
    }

    private static void transpose(double[][] rows, int from, int count, double[][] columns) {
        for (int i = 0; i < rows.length; i++) {
            for (int t = 0; t < count; t++) {
                columns[t][i] = rows[i][from + t];
            }
        }
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

    @Override
    public double[][] product(double[][] coefficients, double[][] rows) {
        int d = rows[0].length;
        double[][] product = new double[coefficients.length][d];
        if (d <= PANEL_COLUMNS) {
            addProduct(coefficients, rows, product);
            return product;
        }
        for (int from = 0; from < d; from += PANEL_COLUMNS) {
            int to = Math.min(d, from + PANEL_COLUMNS);
            double[][] part = new double[product.length][to - from];
            addProduct(coefficients, columns(rows, from, to), part);
            for (int i = 0; i < product.length; i++) {
                System.arraycopy(part[i], 0, product[i], from, to - from);
            }
        }
        return product;
    }

    private static double[][] columns(double[][] rows, int from, int to) {
        double[][] columns = new double[rows.length][];
        Arrays.setAll(columns, r -> Arrays.copyOfRange(rows[r], from, to));
        return columns;
    }

    private static void addProduct(double[][] coefficients, double[][] rows, double[][] product) {
        int height = Math.max(TILE, PANEL_NUMBERS / Math.max(1, rows[0].length) / TILE * TILE);
        for (int first = 0; first < rows.length; first += height) {
            double[][] panel = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + height));
            for (int i = 0; i < product.length; i++) {
                double[] factors = Arrays.copyOfRange(coefficients[i], first, first + panel.length);
                Kernels.combine(factors, panel, panel.length, product[i]);
            }
        }
    }
}
