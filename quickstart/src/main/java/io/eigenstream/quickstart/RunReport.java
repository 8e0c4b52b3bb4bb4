package io.eigenstream.quickstart;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Spectrum;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

/** What a finished run tells its user, in a few lines. */
final class RunReport {

    private static final int VALUES_SHOWN = 5;

    private RunReport() {}

    static String text(RunSummary summary, Spectrum spectrum, Eigenvector eigenvector, Path directory) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s rows of %s in %.1f s, %s rows/s; %s rejected",
                summary.matrix(),
                Figures.count(summary.rowsIn()),
                spectrum.dimension() == 1 ? "1 column" : spectrum.dimension() + " columns",
                summary.seconds(),
                Figures.count(Math.round(summary.rowsPerSecond())),
                Figures.count(summary.rowsRejected())));
        lines.add("  leading singular values  " + singularValues(spectrum));
        lines.add("  leading eigenvector      " + angle(eigenvector) + " (" + eigenvector.method() + ")");
        lines.add(String.format(
                Locale.ROOT,
                "  anomalies flagged        %s of %s rows (%.2f%%)",
                Figures.count(summary.rowsAnomalous()),
                Figures.count(summary.rowsScored()),
                100.0 * summary.rowsAnomalous() / summary.rowsScored()));
        if (summary.groups() > 0) {
            lines.add("  groups                   %s, %s of them with anomalous rows"
                    .formatted(Figures.count(summary.groups()), Figures.count(summary.groupsAnomalous())));
        }
        lines.add("  results                  " + directory);
        return lines.toString();
    }

    private static String singularValues(Spectrum spectrum) {
        StringJoiner values = new StringJoiner("  ");
        int shown = Math.min(VALUES_SHOWN, spectrum.rank());
        boolean exact = spectrum.shrinkage() == 0;
        for (int i = 0; i < shown; i++) {
            String lower = Figures.number(spectrum.singularValues()[i]);
            values.add(exact ? lower : lower + "–" + Figures.number(spectrum.upperBounds()[i]));
        }
        return (shown < spectrum.rank() ? values + " …" : values.toString())
                + (exact ? "  (exact)" : "  (certified bounds)");
    }

    private static String angle(Eigenvector eigenvector) {
        return eigenvector.certifiedSinSquared() == null
                ? "no angle certified"
                : "certified within " + Figures.angle(eigenvector.certifiedSinSquared()) + " of the true one";
    }
}
