package io.eigenstream.benchmarks;

import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers and names are written on a page: few digits, and a dash for none. */
final class ReportText {

    static final String NONE = "–";

    private static final int WHOLE_FROM = 10;

    private ReportText() {}

    /** Two digits and a power of ten. */
    static String scientific(double x) {
        if (x == 0) {
            return "0";
        }
        return Double.isNaN(x)
                ? NONE
                : String.format(Locale.ROOT, "%.1e", x).replace("e-0", "e-").replace("e+0", "e");
    }

    static String scientific(OptionalDouble x) {
        return scientific(x.orElse(Double.NaN));
    }

    /** A factor, as {@code 12×}: two digits, and whole from ten on. */
    static String times(double factor) {
        if (Double.isNaN(factor)) {
            return NONE;
        }
        return factor < 1
                ? String.format(Locale.ROOT, "%.2f×", factor)
                : String.format(Locale.ROOT, factor < WHOLE_FROM ? "%.1f×" : "%,.0f×", factor);
    }

    static String times(OptionalDouble factor) {
        return times(factor.orElse(Double.NaN));
    }

    /** How much more than 1 it is, in per cent; rounding may put it below. */
    static String excess(double ratio) {
        return Double.isNaN(ratio) ? NONE : String.format(Locale.ROOT, "%.2f %%", Math.max(0, 100 * (ratio - 1)));
    }

    static String excess(OptionalDouble ratio) {
        return excess(ratio.orElse(Double.NaN));
    }

    static String grouped(int n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String name(ShrinkPolicy policy) {
        return switch (policy) {
            case FREQUENT_DIRECTIONS -> "Frequent Directions";
            case ROBUST -> "robust";
            case PARAMETERISED -> "α = 0.2";
            case TRUNCATION -> "truncation";
        };
    }
}
