package io.eigenstream.producers;

import java.util.Locale;
import java.util.OptionalDouble;

/** Decimal numbers as data files write them, with nan and inf. */
final class NumberText {

    private NumberText() {}

    /** The number that the text is, or nothing. */
    static OptionalDouble parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return OptionalDouble.empty();
        }
        boolean endsInLetter = trimmed.charAt(trimmed.length() - 1) > '9';
        if (endsInLetter || trimmed.indexOf('x') >= 0 || trimmed.indexOf('X') >= 0) {
            return parseWord(trimmed);
        }
        try {
            return OptionalDouble.of(Double.parseDouble(trimmed));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Java's 1d, 1f and 0x1p3 are numbers to a compiler, not in a data file. */
    private static OptionalDouble parseWord(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }
}
