package io.eigenstream.topology;

import io.eigenstream.serdes.ColumnNames;
import io.eigenstream.serdes.MatrixRow;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the columns of matrices are called: names come with a row, hold until others come, and are written when they
 * change.
 */
record FeatureNames(KeyValueStore<String, ColumnNames> store) {

    /** The longest name in characters. */
    static final int LARGEST_LENGTH = 256;

    /** Of the matrix's columns; none where they have none. */
    List<String> of(String matrix) {
        ColumnNames stored = store.get(matrix);
        return stored == null ? List.of() : stored.names();
    }

    void put(String matrix, List<String> features) {
        store.put(matrix, new ColumnNames(features));
    }

    void delete(String matrix) {
        store.delete(matrix);
    }

    /** @throws RejectedRowException when the row's names are not one for each value, or one is too long */
    static void require(MatrixRow row) {
        List<String> features = row.features();
        if (features == null) {
            return;
        }
        if (features.size() != row.values().length) {
            throw new RejectedRowException("the row has " + features.size() + " names of columns, expected "
                    + row.values().length + " as it has values");
        }
        for (String feature : features) {
            if (feature.length() > LARGEST_LENGTH) {
                throw new RejectedRowException("the name of a column has " + feature.length()
                        + " characters, expected at most " + LARGEST_LENGTH);
            }
        }
    }
}
