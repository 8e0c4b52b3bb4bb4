package io.eigenstream.quickstart;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Five significant digits, without an exponent where that is short. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        if (value != 0 && (magnitude < 1e-3 || magnitude >= 1e6)) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        int decimals = magnitude < 1 ? 5 : Math.max(0, 4 - (int) Math.floor(Math.log10(magnitude)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** The angle of a certified sin², in degrees and rounded up: it stays an upper bound. */
    static String angle(double sinSquared) {
        double degrees = Math.toDegrees(Math.asin(Math.sqrt(Math.min(1, sinSquared))));
        if (degrees > 0 && degrees < 0.01) {
            return "<0.01°";
        }
        return String.format(Locale.ROOT, "%.2f°", Math.ceil(degrees * 100) / 100);
    }
}
