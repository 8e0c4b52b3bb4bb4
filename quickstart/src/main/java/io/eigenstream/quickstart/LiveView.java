package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.SubspaceChange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a snapshot as text of a terminal's width, a line for each matrix and each of the latest anomalies and
 * new regimes. */
final class LiveView {

    private static final int NAME_WIDTH = 16;
    private static final int VALUES_SHOWN = 3;
    private static final int CONTRIBUTIONS_SHOWN = 3;
    private static final String ABSENT = "–";

    private LiveView() {}

    static String render(String title, LiveSnapshot snapshot) {
        StringBuilder text = new StringBuilder(heading(title, snapshot));
        text.append(
                row("matrix", "rows", "rows/s", "leading singular values", "angle ≤", "Δ share", "rank", "flagged"));
        if (snapshot.matrices().isEmpty()) {
            text.append("waiting for the first rows …\n");
        }
        snapshot.matrices().forEach(matrix -> text.append(line(matrix)));
        if (!snapshot.latestAnomalies().isEmpty()) {
            text.append("\nlatest anomalies\n");
            snapshot.latestAnomalies().forEach(score -> text.append(line(score)));
        }
        if (!snapshot.latestChanges().isEmpty()) {
            text.append("\nnew regimes\n");
            snapshot.latestChanges().forEach(change -> text.append(line(change)));
        }
        return text.toString();
    }

    private static String heading(String title, LiveSnapshot snapshot) {
        double rowsPerSecond = snapshot.matrices().stream()
                .mapToDouble(LiveSnapshot.MatrixState::rowsPerSecond)
                .sum();
        String heading = "%s · %s · %s rows/s"
                .formatted(title, clock(snapshot.elapsed()), Figures.count(Math.round(rowsPerSecond)));
        String rejected = snapshot.rejected() == 0 ? "" : " · " + Figures.count(snapshot.rejected()) + " rejected";
        return heading + rejected + "\n\n";
    }

    private static String line(LiveSnapshot.MatrixState matrix) {
        return row(
                shortened(matrix.name()),
                Figures.count(matrix.rows()),
                Figures.count(Math.round(matrix.rowsPerSecond())),
                singularValues(matrix.singularValues()),
                matrix.certifiedSinSquared().map(Figures::angle).orElse(ABSENT),
                matrix.shrinkageShare().map(LiveView::share).orElse(ABSENT),
                matrix.modelRank().map(String::valueOf).orElse(ABSENT),
                Figures.count(matrix.flagged()));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s %11s %8s  %-24s %8s %8s %5s %7s%n", cells)
                .replace(System.lineSeparator(), "\n");
    }

    private static String line(AnomalyScore score) {
        return String.format(
                        Locale.ROOT,
                        "%-" + NAME_WIDTH + "s %-14s grade %.2f  %s%s",
                        shortened(score.matrix()),
                        place(score.index()),
                        score.grade(),
                        contributions(score.contributions()),
                        Optional.ofNullable(score.source()).map(s -> "  " + s).orElse(""))
                + "\n";
    }

    private static String line(SubspaceChange change) {
        String turned = Optional.ofNullable(change.rotation())
                .map(sine -> "turned by " + Figures.angle(sine * sine) + "  ")
                .orElse("");
        String columns = change.columns().stream()
                .limit(CONTRIBUTIONS_SHOWN)
                .map(part ->
                        column(part.name(), part.feature(), part.lag(), (part.rotationShare() + part.shiftShare()) / 2))
                .collect(Collectors.joining(", "));
        return String.format(
                        Locale.ROOT,
                        "%-" + NAME_WIDTH + "s %-14s %s%s",
                        shortened(change.matrix()),
                        place(change.index()),
                        turned,
                        columns)
                + "\n";
    }

    private static String column(String name, int feature, int lag, double share) {
        String column = name == null || name.isBlank() ? "column " + feature : name;
        String ofRow = lag == 0 ? column : column + " lag " + lag;
        return String.format(Locale.ROOT, "%s %.0f%%", ofRow, 100 * share);
    }

    private static String place(Long index) {
        return index == null ? "" : "row " + Figures.count(index);
    }

    private static String singularValues(List<Double> values) {
        return values.isEmpty()
                ? ABSENT
                : values.stream().limit(VALUES_SHOWN).map(Figures::number).collect(Collectors.joining("  "));
    }

    private static String contributions(List<AnomalyScore.Contribution> contributions) {
        return contributions.stream()
                .limit(CONTRIBUTIONS_SHOWN)
                .map(c -> column(c.name(), c.feature(), c.lag(), c.share()))
                .collect(Collectors.joining(", "));
    }

    private static String share(double share) {
        return share == 0 ? "exact" : String.format(Locale.ROOT, "%.1e", share);
    }

    private static String shortened(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
    }

    private static String clock(Duration elapsed) {
        return "%d:%02d:%02d".formatted(elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart());
    }
}
