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

    static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
            }
        }
        return gram;
    }
}
