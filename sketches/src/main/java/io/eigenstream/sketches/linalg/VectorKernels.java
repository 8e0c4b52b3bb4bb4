package io.eigenstream.sketches.linalg;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in the machine's vectors, with fused multiply-add.
 *
 * <p>Rules, because C2 falls from a cliff without a word where they are broken (to a tenth of plain Java): at most 16
 * accumulators in a loop, one length of vector in the process, and for every tile a method of one loop, with more
 * bytecode than C2 inlines into callers (325). A product has 8 accumulators where the machine has 16 registers, since
 * with 16 some go through memory every time; for a Gram matrix the packing that this takes costs more than it saves.
 *
 * <p>Lanes are summed from arrays, one after the other: the order of {@code reduceLanes} is not specified, and may
 * differ between interpreted and compiled code.
 */
final class VectorKernels implements KernelSet {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int TILE = 4;
    private static final int TILE_COLUMNS = TILE * LANES;
    /** Eight rows of so many columns stay in the nearest cache. */
    private static final int PANEL_COLUMNS = 512;
    /** Of a product, packed at a time: enough for a row's numbers to come from memory in one stretch. */
    private static final int MOST_STRIPS = 4;
    /** Where rows are so many that four strips would not stay in the second cache, fewer are packed. */
    private static final int PACKED_NUMBERS = 1 << 15;

    private final int productRows;

    /** With the tile of a product that fits the machine, which has 16 registers of 4 numbers or 32 of 8. */
    VectorKernels() {
        this(LANES < 8 ? 2 : 4);
    }

    /** With two or four rows in the tile of a product: the same bits. */
    VectorKernels(int productRows) {
        this.productRows = productRows;
    }

    @Override
    public String name() {
        return "vector-" + LANES;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public double dot(double[] x, double[] y) {
        int blocks = x.length - x.length % TILE_COLUMNS;
        int vectors = x.length - x.length % LANES;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int i = 0; i < blocks; i += TILE_COLUMNS) {
            s0 = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.fromArray(SPECIES, y, i), s0);
            s1 = DoubleVector.fromArray(SPECIES, x, i + LANES).fma(DoubleVector.fromArray(SPECIES, y, i + LANES), s1);
            s2 = DoubleVector.fromArray(SPECIES, x, i + 2 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, y, i + 2 * LANES), s2);
            s3 = DoubleVector.fromArray(SPECIES, x, i + 3 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, y, i + 3 * LANES), s3);
        }
        for (int i = blocks; i < vectors; i += LANES) {
            s0 = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.fromArray(SPECIES, y, i), s0);
        }
        double[] lanes = new double[LANES];
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return sum(lanes, 0) + dotFrom(vectors, x, y);
    }

    /** Over the numbers from an index on, which are fewer than a vector has. */
    private static double dotFrom(int from, double[] x, double[] y) {
        double sum = 0;
        for (int i = from; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double sum(double[] lanes, int from) {
        double sum = 0;
        for (int i = from; i < from + LANES; i++) {
            sum += lanes[i];
        }
        return sum;
    }

    @Override
    public double[][] gram(double[][] rows, int orthogonal) {
        int m = rows.length;
        double[][] gram = new double[m][m];
        int tiled = m - m % TILE;
        int first = orthogonal - orthogonal % TILE;
        int columns = m == 0 ? 0 : rows[0].length - rows[0].length % LANES;
        double[] lanes = new double[TILE * TILE * LANES];
        for (int from = 0; from < columns; from += PANEL_COLUMNS) {
            int to = Math.min(columns, from + PANEL_COLUMNS);
            for (int i = first; i < tiled; i += TILE) {
                for (int j = 0; j <= i; j += TILE) {
                    gramTile(rows, i, j, from, to, lanes);
                    addTile(lanes, i, j, gram);
                }
            }
        }
        addLastColumns(rows, columns, first, tiled, gram);
        for (int i = Math.max(tiled, orthogonal); i < m; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
            }
        }
        for (int i = 0; i < orthogonal; i++) {
            gram[i][i] = dot(rows[i], rows[i]);
        }
        PlainKernels.mirror(gram, orthogonal);
        return gram;
    }

    /** Sixteen dot products at once, over some columns: every loaded vector is used four times. */
    private static void gramTile(double[][] rows, int i, int j, int from, int to, double[] lanes) {
        double[] a0 = rows[i];
        double[] a1 = rows[i + 1];
        double[] a2 = rows[i + 2];
        double[] a3 = rows[i + 3];
        double[] b0 = rows[j];
        double[] b1 = rows[j + 1];
        double[] b2 = rows[j + 2];
        double[] b3 = rows[j + 3];
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00, s02 = s00, s03 = s00;
        DoubleVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        DoubleVector s20 = s00, s21 = s00, s22 = s00, s23 = s00;
        DoubleVector s30 = s00, s31 = s00, s32 = s00, s33 = s00;
        for (int t = from; t < to; t += LANES) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, b0, t);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, b1, t);
            DoubleVector y2 = DoubleVector.fromArray(SPECIES, b2, t);
            DoubleVector y3 = DoubleVector.fromArray(SPECIES, b3, t);
            DoubleVector x = DoubleVector.fromArray(SPECIES, a0, t);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            s02 = x.fma(y2, s02);
            s03 = x.fma(y3, s03);
            x = DoubleVector.fromArray(SPECIES, a1, t);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            s12 = x.fma(y2, s12);
            s13 = x.fma(y3, s13);
            x = DoubleVector.fromArray(SPECIES, a2, t);
            s20 = x.fma(y0, s20);
            s21 = x.fma(y1, s21);
            s22 = x.fma(y2, s22);
            s23 = x.fma(y3, s23);
            x = DoubleVector.fromArray(SPECIES, a3, t);
            s30 = x.fma(y0, s30);
            s31 = x.fma(y1, s31);
            s32 = x.fma(y2, s32);
            s33 = x.fma(y3, s33);
        }
        s00.intoArray(lanes, 0);
        s01.intoArray(lanes, LANES);
        s02.intoArray(lanes, 2 * LANES);
        s03.intoArray(lanes, 3 * LANES);
        s10.intoArray(lanes, 4 * LANES);
        s11.intoArray(lanes, 5 * LANES);
        s12.intoArray(lanes, 6 * LANES);
        s13.intoArray(lanes, 7 * LANES);
        s20.intoArray(lanes, 8 * LANES);
        s21.intoArray(lanes, 9 * LANES);
        s22.intoArray(lanes, 10 * LANES);
        s23.intoArray(lanes, 11 * LANES);
        s30.intoArray(lanes, 12 * LANES);
        s31.intoArray(lanes, 13 * LANES);
        s32.intoArray(lanes, 14 * LANES);
        s33.intoArray(lanes, 15 * LANES);
    }

    private static void addTile(double[] lanes, int i, int j, double[][] gram) {
        for (int a = 0; a < TILE; a++) {
            for (int b = 0; b < TILE; b++) {
                gram[i + a][j + b] += sum(lanes, (TILE * a + b) * LANES);
            }
        }
    }

    private static void addLastColumns(double[][] rows, int columns, int first, int tiled, double[][] gram) {
        for (int i = first; i < tiled; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] += dotFrom(columns, rows[i], rows[j]);
            }
        }
    }

    @Override
    public double[][] product(double[][] coefficients, double[][] rows) {
        int k = coefficients.length;
        int d = rows[0].length;
        int last = d - d % TILE_COLUMNS;
        double[][] padded = Arrays.copyOf(coefficients, roundUp(k, productRows));
        Arrays.fill(padded, k, padded.length, coefficients[k - 1]);
        double[][] product = new double[padded.length][d];
        int height = rows.length * TILE_COLUMNS;
        int strips = Math.max(1, Math.min(MOST_STRIPS, PACKED_NUMBERS / height));
        double[] packed = new double[strips * height];
        for (int from = 0; from < last; from += strips * TILE_COLUMNS) {
            multiply(padded, rows, from, Math.min(last, from + strips * TILE_COLUMNS), packed, product);
        }
        if (last < d) {
            multiplyLastColumns(padded, rows, last, packed, product);
        }
        return Arrays.copyOf(product, k);
    }

    private static int roundUp(int count, int multiple) {
        return (count + multiple - 1) / multiple * multiple;
    }

    private void multiply(
            double[][] coefficients, double[][] rows, int from, int to, double[] packed, double[][] product) {
        int height = rows.length * TILE_COLUMNS;
        for (int r = 0; r < rows.length; r++) {
            int at = r * TILE_COLUMNS;
            for (int j = from; j < to; j += TILE_COLUMNS, at += height) {
                for (int t = 0; t < TILE_COLUMNS; t += LANES) {
                    DoubleVector.fromArray(SPECIES, rows[r], j + t).intoArray(packed, at + t);
                }
            }
        }
        for (int column = from, at = 0; column < to; column += TILE_COLUMNS, at += height) {
            multiplyStrip(coefficients, packed, at, product, column);
        }
    }

    /** By zeros up to a whole tile. */
    private void multiplyLastColumns(
            double[][] coefficients, double[][] rows, int from, double[] packed, double[][] product) {
        int count = product[0].length - from;
        for (int r = 0; r < rows.length; r++) {
            int at = r * TILE_COLUMNS;
            System.arraycopy(rows[r], from, packed, at, count);
            Arrays.fill(packed, at + count, at + TILE_COLUMNS, 0);
        }
        double[][] last = new double[product.length][TILE_COLUMNS];
        multiplyStrip(coefficients, packed, 0, last, 0);
        for (int i = 0; i < product.length; i++) {
            System.arraycopy(last[i], 0, product[i], from, count);
        }
    }

    private void multiplyStrip(double[][] coefficients, double[] packed, int at, double[][] product, int column) {
        for (int i = 0; i < product.length; i += productRows) {
            if (productRows == 2) {
                productOfTwo(coefficients, i, packed, at, product, column);
            } else {
                productOfFour(coefficients, i, packed, at, product, column);
            }
        }
    }

    /** Two rows of the product in four vectors of columns. */
    private static void productOfTwo(
            double[][] coefficients, int i, double[] packed, int at, double[][] product, int column) {
        double[] c0 = coefficients[i];
        double[] c1 = coefficients[i + 1];
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00, s02 = s00, s03 = s00;
        DoubleVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        for (int r = 0, p = at; r < c0.length; r++, p += TILE_COLUMNS) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, packed, p);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, packed, p + LANES);
            DoubleVector y2 = DoubleVector.fromArray(SPECIES, packed, p + 2 * LANES);
            DoubleVector y3 = DoubleVector.fromArray(SPECIES, packed, p + 3 * LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, c0[r]);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            s02 = x.fma(y2, s02);
            s03 = x.fma(y3, s03);
            x = DoubleVector.broadcast(SPECIES, c1[r]);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            s12 = x.fma(y2, s12);
            s13 = x.fma(y3, s13);
        }
        s00.intoArray(product[i], column);
        s01.intoArray(product[i], column + LANES);
        s02.intoArray(product[i], column + 2 * LANES);
        s03.intoArray(product[i], column + 3 * LANES);
        s10.intoArray(product[i + 1], column);
        s11.intoArray(product[i + 1], column + LANES);
        s12.intoArray(product[i + 1], column + 2 * LANES);
        s13.intoArray(product[i + 1], column + 3 * LANES);
    }

    /** Four rows of the product in four vectors of columns. */
    private static void productOfFour(
            double[][] coefficients, int i, double[] packed, int at, double[][] product, int column) {
        double[] c0 = coefficients[i];
        double[] c1 = coefficients[i + 1];
        double[] c2 = coefficients[i + 2];
        double[] c3 = coefficients[i + 3];
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00, s02 = s00, s03 = s00;
        DoubleVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        DoubleVector s20 = s00, s21 = s00, s22 = s00, s23 = s00;
        DoubleVector s30 = s00, s31 = s00, s32 = s00, s33 = s00;
        for (int r = 0, p = at; r < c0.length; r++, p += TILE_COLUMNS) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, packed, p);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, packed, p + LANES);
            DoubleVector y2 = DoubleVector.fromArray(SPECIES, packed, p + 2 * LANES);
            DoubleVector y3 = DoubleVector.fromArray(SPECIES, packed, p + 3 * LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, c0[r]);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            s02 = x.fma(y2, s02);
            s03 = x.fma(y3, s03);
            x = DoubleVector.broadcast(SPECIES, c1[r]);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            s12 = x.fma(y2, s12);
            s13 = x.fma(y3, s13);
            x = DoubleVector.broadcast(SPECIES, c2[r]);
            s20 = x.fma(y0, s20);
            s21 = x.fma(y1, s21);
            s22 = x.fma(y2, s22);
            s23 = x.fma(y3, s23);
            x = DoubleVector.broadcast(SPECIES, c3[r]);
            s30 = x.fma(y0, s30);
            s31 = x.fma(y1, s31);
            s32 = x.fma(y2, s32);
            s33 = x.fma(y3, s33);
        }
        s00.intoArray(product[i], column);
        s01.intoArray(product[i], column + LANES);
        s02.intoArray(product[i], column + 2 * LANES);
        s03.intoArray(product[i], column + 3 * LANES);
        s10.intoArray(product[i + 1], column);
        s11.intoArray(product[i + 1], column + LANES);
        s12.intoArray(product[i + 1], column + 2 * LANES);
        s13.intoArray(product[i + 1], column + 3 * LANES);
        s20.intoArray(product[i + 2], column);
        s21.intoArray(product[i + 2], column + LANES);
        s22.intoArray(product[i + 2], column + 2 * LANES);
        s23.intoArray(product[i + 2], column + 3 * LANES);
        s30.intoArray(product[i + 3], column);
        s31.intoArray(product[i + 3], column + LANES);
        s32.intoArray(product[i + 3], column + 2 * LANES);
        s33.intoArray(product[i + 3], column + 3 * LANES);
    }
}
