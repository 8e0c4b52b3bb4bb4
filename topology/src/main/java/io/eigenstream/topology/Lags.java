package io.eigenstream.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How many rows before it every row of a matrix is judged with: the setting {@code lags}.
 *
 * @param byMatrix K by the matrix's name
 */
record Lags(Map<String, Integer> byMatrix) {

    static final String FORMAT = "NAME=K, K from 0 to 1000";

    private static final String ALL_OTHERS = "*";
    private static final String NUMBER_TO_1000 = "0*([0-9]{1,3}|1000)";

    /** @throws ConfigException when that is not what the setting may be, with the fix */
    static Lags parse(List<String> entries) {
        Map<String, Integer> byMatrix = new HashMap<>();
        for (String entry : entries) {
            int split = entry.lastIndexOf('=');
            String number = entry.substring(split + 1).trim();
            if (split < 1 || !number.matches(NUMBER_TO_1000)) {
                throw new ConfigException(Settings.LAGS, entry, "expected " + FORMAT + ", such as pump=20 or *=20");
            }
            String matrix = entry.substring(0, split).trim();
            if (byMatrix.put(matrix, Integer.parseInt(number)) != null) {
                throw new ConfigException(Settings.LAGS, entry, "expected one K for " + matrix + ": leave one out");
            }
        }
        return new Lags(byMatrix);
    }

    /** K of the matrix. */
    int of(String matrix) {
        return byMatrix.getOrDefault(matrix, byMatrix.getOrDefault(ALL_OTHERS, 0));
    }
}
