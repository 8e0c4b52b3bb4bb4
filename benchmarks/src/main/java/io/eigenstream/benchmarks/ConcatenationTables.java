package io.eigenstream.benchmarks;

import static io.eigenstream.benchmarks.ReportText.grouped;

import io.eigenstream.benchmarks.ConcatenationPoint.Bound;
import io.eigenstream.benchmarks.ConcatenationPoint.Data;
import io.eigenstream.benchmarks.ConcatenationPoint.Members;
import io.eigenstream.benchmarks.ConcatenationPoint.Outcome;
import io.eigenstream.benchmarks.ConcatenationPoint.Setting;
import io.eigenstream.sketches.concatenated.CandidateOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What the study says of clustering: is it certain, what does it save, and what would others do. */
final class ConcatenationTables {

    private final List<ConcatenationPoint> points;

    ConcatenationTables(List<ConcatenationPoint> points) {
        this.points = points;
    }

    /** How many promises there were, and how many of them are broken. */
    List<String> validity() {
        return List.of(
                "- " + sum(p -> p.clustering().violations()) + " of "
                        + sum(p -> p.clustering().shared())
                        + " clusters of two or more blocks have a true error above ε.",
                "- " + sum(p -> p.certified().broken()) + " of "
                        + sum(p -> p.clustering().groups())
                        + " published bases have an error above their certificate.",
                "- Of the groups of two or more blocks by k-means, "
                        + sum(p -> p.kMeans().violations()) + " of "
                        + sum(p -> p.kMeans().shared()) + " have a true error above ε; by lot, "
                        + sum(p -> p.random().violations()) + " of "
                        + sum(p -> p.random().shared()) + ".");
    }

    private String sum(ToIntFunction<ConcatenationPoint> number) {
        return grouped(points.stream().mapToInt(number).sum());
    }

    /** A line for every set of blocks. */
    List<String> data() {
        MarkdownTable table = new MarkdownTable(List.of("data", "blocks", "rows a block", "d", "r"));
        points.stream()
                .map(point -> point.setting().data())
                .distinct()
                .forEach(data -> table.add(List.of(
                        data.name(),
                        grouped(data.blocks()),
                        grouped(data.blockRows()),
                        grouped(data.dimension()),
                        grouped(data.rank()))));
        return table.lines();
    }

    /** The recommended clustering of raw members, in the order in which they were measured. */
    List<ConcatenationPoint> recommended() {
        return points.stream()
                .filter(point -> point.setting().equals(recommended(point, Members.RAW)))
                .toList();
    }

    private static Setting recommended(ConcatenationPoint like, Members members) {
        return setting(like, Bound.INCREMENTAL, CandidateOrder.LEAST_RESIDUAL_FIRST, members);
    }

    private static Setting setting(ConcatenationPoint like, Bound bound, CandidateOrder order, Members members) {
        return new Setting(like.setting().data(), like.setting().tolerance(), bound, order, members);
    }

    private ConcatenationPoint point(Setting setting) {
        return points.stream()
                .filter(point -> point.setting().equals(setting))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the results have no " + setting));
    }

    /** The recommended clustering beside k-means and lots. */
    List<String> groupings() {
        MarkdownTable table = new MarkdownTable(List.of(
                "data",
                "ε",
                "clusters",
                "ratio",
                "true ≤ of the basis ≤ certified",
                "k-means: ratio",
                "above ε",
                "largest",
                "by lot: ratio",
                "above ε",
                "largest"));
        for (ConcatenationPoint point : recommended()) {
            List<String> cells = new ArrayList<>(lead(point));
            cells.add(grouped(point.clustering().groups()));
            cells.add(factor(point.clustering().ratio()));
            cells.add(errors(point));
            cells.addAll(cells(point.kMeans()));
            cells.addAll(cells(point.random()));
            table.add(cells);
        }
        return table.lines();
    }

    private static List<String> cells(Outcome outcome) {
        return List.of(
                factor(outcome.ratio()),
                outcome.shared() == 0
                        ? ReportText.NONE
                        : String.format(
                                Locale.ROOT,
                                "%.0f %% (%d of %d)",
                                100 * outcome.violatedShare(),
                                outcome.violations(),
                                outcome.shared()),
                outcome.shared() == 0 ? ReportText.NONE : error(outcome.largest()));
    }

    private static String errors(ConcatenationPoint point) {
        return point.clustering().shared() == 0
                ? ReportText.NONE
                : error(point.clustering().largest())
                        + " ≤ "
                        + error(point.certified().largestError())
                        + " ≤ "
                        + error(point.certified().largestBound());
    }

    /** The compression ratio by bound and order, raw members. */
    List<String> bounds() {
        List<String> header = new ArrayList<>(List.of("data", "ε"));
        for (Bound bound : Bound.values()) {
            for (CandidateOrder order : CandidateOrder.values()) {
                header.add(CsvField.of(bound) + ", " + name(order));
            }
        }
        MarkdownTable table = new MarkdownTable(header);
        for (ConcatenationPoint line : recommended()) {
            List<String> cells = new ArrayList<>(lead(line));
            for (Bound bound : Bound.values()) {
                for (CandidateOrder order : CandidateOrder.values()) {
                    cells.add(factor(point(setting(line, bound, order, Members.RAW))
                            .clustering()
                            .ratio()));
                }
            }
            table.add(cells);
        }
        return table.lines();
    }

    /** The recommended clustering of raw members beside that of sketches. */
    List<String> sketches() {
        MarkdownTable table = new MarkdownTable(List.of(
                "data",
                "ε",
                "ratio, raw",
                "ratio, sketches",
                "clusters, sketches",
                "true ≤ of the basis ≤ certified, sketches"));
        for (ConcatenationPoint raw : recommended()) {
            ConcatenationPoint sketched = point(recommended(raw, Members.SKETCHED));
            List<String> cells = new ArrayList<>(lead(raw));
            cells.add(factor(raw.clustering().ratio()));
            cells.add(factor(sketched.clustering().ratio()));
            cells.add(grouped(sketched.clustering().groups()));
            cells.add(errors(sketched));
            table.add(cells);
        }
        return table.lines();
    }

    private static List<String> lead(ConcatenationPoint point) {
        Data data = point.setting().data();
        return List.of(data.name(), Double.toString(point.setting().tolerance()));
    }

    private static String name(CandidateOrder order) {
        return switch (order) {
            case SMALLEST_FIRST -> "smallest first";
            case LEAST_RESIDUAL_FIRST -> "least residual first";
        };
    }

    private static String factor(double ratio) {
        return String.format(Locale.ROOT, "%.2f×", ratio);
    }

    private static String error(double x) {
        return String.format(Locale.ROOT, "%.4f", x);
    }
}
