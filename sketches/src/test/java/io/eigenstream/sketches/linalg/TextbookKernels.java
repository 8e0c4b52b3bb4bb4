package io.eigenstream.sketches.linalg;

/** The definitions, written as in a textbook: what every fast kernel is compared with. */
final class TextbookKernels {

    private TextbookKernels() {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double[] scaled(double c, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = c * x[i];
        }
        return y;
    }

    static double[] magnitudes(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]);
        }
        return y;
    }

    static double[][] magnitudes(double[][] rows) {
        double[][] result = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            result[i] = magnitudes(rows[i]);
        }
        return result;
    }

    static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
            }
        }
        return gram;
    }

    static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right[0].length; j++) {
                for (int r = 0; r < right.length; r++) {
                    product[i][j] += left[i][r] * right[r][j];
                }
            }
        }
        return product;
    }
}
