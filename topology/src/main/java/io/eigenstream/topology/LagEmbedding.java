package io.eigenstream.topology;

import io.eigenstream.sketches.CorruptStateException;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Puts the K rows before it behind a row, the latest first: x_t becomes (x_t, x_{t−1}, …, x_{t−K}), of d(K+1) values.
 * How a series goes on is then a matter of its columns, which is what the sketches and the detector know about:
 * Broomhead, King, Physica D 20, 1986.
 *
 * <p>A matrix begins as if all rows before its first one had been like it, so that every row has its score. It keeps
 * the K that it begins with until it is forgotten. Only accepted rows count; values that they miss are missing behind
 * the next ones too.
 *
 * <p>The store has what is behind the next row: K·d values for a matrix with lags, written for every row of it, and
 * nothing for any other.
 *
 * @param largestDimension of an embedded row
 */
record LagEmbedding(Lags lags, int largestDimension, KeyValueStore<String, double[]> store) {

    /**
     * What is behind the first row of a matrix.
     *
     * @throws RejectedRowException when both together are more values than a matrix may have columns
     */
    double[] behindFirst(String matrix, double[] row) {
        int k = lags.of(matrix);
        long dimension = (k + 1L) * row.length;
        if (dimension > largestDimension) {
            String embedded = k == 0 ? "" : ", " + dimension + " with " + k + " lags";
            throw new RejectedRowException(
                    "the row has " + row.length + " values" + embedded + ", expected at most " + largestDimension);
        }
        double[] behind = new double[k * row.length];
        for (int i = 0; i < k; i++) {
            System.arraycopy(row, 0, behind, i * row.length, row.length);
        }
        return behind;
    }

    /**
     * What is behind the next row of a matrix that is known.
     *
     * @param dimension of its embedded rows
     * @throws CorruptStateException when that does not fit
     */
    double[] behindNext(String matrix, int dimension) {
        double[] behind = store.get(matrix);
        if (behind == null) {
            return new double[0];
        }
        if (behind.length >= dimension || behind.length % (dimension - behind.length) != 0) {
            throw new CorruptStateException(
                    behind.length + " values of earlier rows for a matrix of " + dimension + " columns");
        }
        return behind;
    }

    void put(String matrix, double[] behind) {
        if (behind.length > 0) {
            store.put(matrix, behind);
        }
    }

    void delete(String matrix) {
        store.delete(matrix);
    }

    static double[] embedded(double[] row, double[] behind) {
        double[] embedded = Arrays.copyOf(row, row.length + behind.length);
        System.arraycopy(behind, 0, embedded, row.length, behind.length);
        return embedded;
    }
}
