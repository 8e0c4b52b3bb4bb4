package io.eigenstream.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How a field of a result file is written, and read by the name of its column: an empty one is no number. */
final class CsvField {

    private CsvField() {}

    static String of(double x) {
        return String.format(Locale.ROOT, "%.4e", x);
    }

    static String of(OptionalDouble x) {
        return x.isPresent() ? of(x.getAsDouble()) : "";
    }

    /** In small letters, with dashes. */
    static String of(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    static int whole(String column, Map<String, String> row) {
        return Integer.parseInt(row.get(column));
    }

    static double real(String column, Map<String, String> row) {
        return Double.parseDouble(row.get(column));
    }

    static OptionalDouble optional(String column, Map<String, String> row) {
        return row.get(column).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(real(column, row));
    }

    static <E extends Enum<E>> E constant(Class<E> type, String column, Map<String, String> row) {
        return Enum.valueOf(type, row.get(column).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
