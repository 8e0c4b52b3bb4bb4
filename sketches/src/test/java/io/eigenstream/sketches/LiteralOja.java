package io.eigenstream.sketches;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * Oja's rule v ← v + η⟨x,v⟩x as it is written, row by row, normalised after every row: the oracle.
 *
 * @param unit the direction after the last row
 * @param logGrowth ln of the length that it would have
 * @param sensitivity how far the result moves, relative to its length, per relative error of every step: that of row t
 *     is at most (1 + η‖xₜ‖²)‖vₜ₋₁‖, and the rows after it stretch it by the norm of their product at most
 */
record LiteralOja(double[] unit, double logGrowth, double sensitivity) {

    static LiteralOja of(double[][] rows, double rate, double[] start) {
        double[] v = start.clone();
        double[] growth = new double[rows.length + 1];
        for (int t = 0; t < rows.length; t++) {
            TestMatrix.add(rate * dot(rows[t], v), rows[t], v);
            double norm = Math.sqrt(dot(v, v));
            v = divided(v, norm);
            growth[t + 1] = growth[t] + Math.log(norm);
        }
        return new LiteralOja(v, growth[rows.length], sensitivity(rows, rate, growth));
    }

    private static double[] divided(double[] v, double norm) {
        return Arrays.stream(v).map(x -> x / norm).toArray();
    }

    private static double sensitivity(double[][] rows, double rate, double[] growth) {
        int d = rows[0].length;
        SimpleMatrix product = SimpleMatrix.identity(d);
        double logScale = 0;
        double sum = 0;
        for (int t = rows.length - 1; t >= 0; t--) {
            double step = rate * dot(rows[t], rows[t]);
            double norm = product.normF();
            product = product.divide(norm);
            logScale += Math.log(norm);
            sum += (1 + step) * Math.exp(logScale + growth[t] - growth[rows.length]);
            SimpleMatrix row = new SimpleMatrix(new double[][] {rows[t]});
            product = product.plus(product.mult(row.transpose()).mult(row).scale(rate));
        }
        return sum;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
