package io.eigenstream.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the study says of anomalies: are they ranked, flagged, and explained, and how well do others. */
final class AnomalyTables {

    private static final double DEFAULT_RATE = 0.001;
    private static final List<String> METHODS = List.of(
            "",
            "D², frozen",
            "D², learning",
            "D², contaminated",
            "Q, frozen",
            "Q, batch PCA",
            "cut forest, frozen",
            "cut forest, learning",
            "isolation forest");

    private final List<AnomalyPoint> points;
    private final List<String> families;

    AnomalyTables(List<AnomalyPoint> points) {
        this.points = points;
        this.families =
                points.stream().map(point -> point.data().family()).distinct().toList();
    }

    /** A line a set. */
    List<String> data() {
        MarkdownTable table = new MarkdownTable(List.of("sets", "", "to learn from", "to judge", "d", "anomalous"));
        points.stream()
                .map(AnomalyPoint::data)
                .distinct()
                .forEach(data -> table.add(List.of(
                        data.family(),
                        data.name(),
                        ReportText.grouped(data.trainRows()),
                        ReportText.grouped(data.testRows()),
                        ReportText.grouped(data.dimension()),
                        percent(data.anomalousShare()))));
        return table.lines();
    }

    /** The mean area under a curve of every family, by method. */
    List<String> families(ToDoubleFunction<Ranking> area) {
        MarkdownTable table = new MarkdownTable(METHODS);
        families.forEach(family -> table.add(ranked(family, in(family), area)));
        return table.lines();
    }

    /** The area under the ROC curve of every set, by method. */
    List<String> sets() {
        MarkdownTable table = new MarkdownTable(METHODS);
        points.stream()
                .map(AnomalyPoint::data)
                .distinct()
                .forEach(data ->
                        table.add(ranked(data.name(), point -> point.data().equals(data), Ranking::auroc)));
        return table.lines();
    }

    private List<String> ranked(String name, Predicate<AnomalyPoint> of, ToDoubleFunction<Ranking> area) {
        boolean isAuroc = area.applyAsDouble(new Ranking(1, 0)) == 1;
        return List.of(
                name,
                mean(of.and(is(AnomalyMethod.FROZEN)), point -> area.applyAsDouble(point.ranking())),
                mean(of.and(is(AnomalyMethod.PREQUENTIAL)), point -> area.applyAsDouble(point.ranking())),
                mean(of.and(is(AnomalyMethod.CONTAMINATED)), point -> area.applyAsDouble(point.ranking())),
                mean(
                        of.and(is(AnomalyMethod.FROZEN)),
                        point -> area.applyAsDouble(point.residual().orElseThrow())),
                mean(of.and(is(AnomalyMethod.BATCH_PCA)), point -> area.applyAsDouble(point.ranking())),
                mean(of.and(is(AnomalyMethod.CUT_FOREST_FROZEN)), point -> area.applyAsDouble(point.ranking())),
                mean(of.and(is(AnomalyMethod.CUT_FOREST)), point -> area.applyAsDouble(point.ranking())),
                isAuroc
                        ? mean(
                                of.and(is(AnomalyMethod.FROZEN)),
                                point -> point.data().isolationForest())
                        : ReportText.NONE);
    }

    private static Predicate<AnomalyPoint> is(AnomalyMethod method) {
        return point -> point.method() == method && (!method.flags() || point.falseAlarmRate() == DEFAULT_RATE);
    }

    /** What is flagged, in the mean of every family. */
    List<String> alarms() {
        MarkdownTable table = new MarkdownTable(List.of(
                "sets",
                "",
                "asked for",
                "of normal rows flagged",
                "most",
                "recall",
                "F1",
                "runs found",
                "delay, rows"));
        for (String family : families) {
            for (AnomalyMethod method : List.of(AnomalyMethod.FROZEN, AnomalyMethod.PREQUENTIAL)) {
                for (double rate : AnomalySweep.FALSE_ALARM_RATES) {
                    table.add(flagged(family, method, rate));
                }
            }
        }
        return table.lines();
    }

    private List<String> flagged(String family, AnomalyMethod method, double rate) {
        List<Alarms> alarms = points.stream()
                .filter(point -> point.data().family().equals(family)
                        && point.method() == method
                        && point.falseAlarmRate() == rate)
                .map(point -> point.alarms().orElseThrow())
                .toList();
        OptionalDouble delay = alarms.stream()
                .filter(each -> each.delay().isPresent())
                .mapToDouble(each -> each.delay().orElseThrow())
                .average();
        return List.of(
                family,
                method == AnomalyMethod.FROZEN ? "frozen" : "learning",
                percent(rate),
                percent(mean(alarms, Alarms::falseAlarmRate)),
                percent(alarms.stream()
                        .mapToDouble(Alarms::falseAlarmRate)
                        .max()
                        .orElse(0)),
                percent(mean(alarms, Alarms::recall)),
                decimal(mean(alarms, Alarms::f1)),
                percent(mean(alarms, Alarms::segmentsFound)),
                delay.isEmpty() ? ReportText.NONE : String.format(Locale.ROOT, "%.0f", delay.getAsDouble()));
    }

    private static double mean(List<Alarms> alarms, ToDoubleFunction<Alarms> number) {
        return alarms.stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    /** How well the parts of columns name those that experts name. */
    List<String> explanations() {
        MarkdownTable table = new MarkdownTable(List.of("sets", "", "hit rate 100 %", "hit rate 150 %", "NDCG"));
        for (String family : families) {
            if (points.stream()
                    .anyMatch(in(family).and(point -> point.explanations().isPresent()))) {
                table.add(explained(family, "parts of D², frozen", AnomalyMethod.FROZEN, false));
                table.add(explained(family, "parts of D², learning", AnomalyMethod.PREQUENTIAL, false));
                table.add(explained(family, "z-scores", AnomalyMethod.FROZEN, true));
            }
        }
        return table.lines();
    }

    private static Predicate<AnomalyPoint> in(String family) {
        return point -> point.data().family().equals(family);
    }

    private List<String> explained(String family, String by, AnomalyMethod method, boolean zScores) {
        List<Explanations> found = points.stream()
                .filter(in(family).and(is(method)))
                .flatMap(point -> (zScores ? point.zScores() : point.explanations()).stream())
                .toList();
        return List.of(
                family,
                by,
                decimal(found.stream()
                        .mapToDouble(Explanations::hitRate100)
                        .average()
                        .orElseThrow()),
                decimal(found.stream()
                        .mapToDouble(Explanations::hitRate150)
                        .average()
                        .orElseThrow()),
                decimal(found.stream().mapToDouble(Explanations::ndcg).average().orElseThrow()));
    }

    private String mean(Predicate<AnomalyPoint> of, ToDoubleFunction<AnomalyPoint> number) {
        double mean = points.stream().filter(of).mapToDouble(number).average().orElse(Double.NaN);
        return Double.isNaN(mean) ? ReportText.NONE : decimal(mean);
    }

    private static String decimal(double x) {
        return String.format(Locale.ROOT, "%.3f", x);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", 100 * share);
    }
}
