package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the study says of anomalies: are they ranked, flagged, and explained, and how well do others. */
final class AnomalyTables {

    private static final double DEFAULT_RATE = 0.001;
    private static final String ISOLATION_FOREST = "isolation forest";
    private static final List<Column> COLUMNS = List.of(
            Column.of("D², frozen", AnomalyMethod.FROZEN),
            Column.of("D², frozen, scaled", AnomalyMethod.SCALED),
            Column.of("D², learning", AnomalyMethod.PREQUENTIAL),
            Column.of("D², contaminated", AnomalyMethod.CONTAMINATED),
            Column.of("D², batch PCA", AnomalyMethod.BATCH_PCA),
            Column.ofResidual("Q, frozen", AnomalyMethod.FROZEN),
            Column.ofResidual("Q, batch PCA", AnomalyMethod.BATCH_PCA),
            Column.of("cut forest, frozen", AnomalyMethod.CUT_FOREST_FROZEN),
            Column.of("cut forest, learning", AnomalyMethod.CUT_FOREST));

    /** What a column of the tables of rankings has of a point of the method. */
    private record Column(String title, AnomalyMethod method, Function<AnomalyPoint, Ranking> ranking) {

        static Column of(String title, AnomalyMethod method) {
            return new Column(title, method, AnomalyPoint::ranking);
        }

        static Column ofResidual(String title, AnomalyMethod method) {
            return new Column(title, method, point -> point.residual().orElseThrow());
        }
    }

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

    /** The mean area under the ROC curve of every family, by method. */
    List<String> areasOfFamilies() {
        MarkdownTable table = new MarkdownTable(titles(List.of(ISOLATION_FOREST)));
        families.forEach(family -> table.add(areas(family, in(family))));
        return table.lines();
    }

    /** The mean average precision of every family, by method. */
    List<String> precisionsOfFamilies() {
        MarkdownTable table = new MarkdownTable(titles(List.of()));
        families.forEach(family -> table.add(ranked(family, in(family), Ranking::aupr)));
        return table.lines();
    }

    /** The area under the ROC curve of every set, by method. */
    List<String> areasOfSets() {
        MarkdownTable table = new MarkdownTable(titles(List.of(ISOLATION_FOREST)));
        points.stream()
                .map(AnomalyPoint::data)
                .distinct()
                .forEach(data ->
                        table.add(areas(data.name(), point -> point.data().equals(data))));
        return table.lines();
    }

    private static List<String> titles(List<String> others) {
        List<String> titles = new ArrayList<>(List.of(""));
        COLUMNS.forEach(column -> titles.add(column.title()));
        titles.addAll(others);
        return titles;
    }

    private List<String> areas(String name, Predicate<AnomalyPoint> of) {
        List<String> row = ranked(name, of, Ranking::auroc);
        row.add(mean(of.and(is(AnomalyMethod.FROZEN)), point -> point.data().isolationForest()));
        return row;
    }

    private List<String> ranked(String name, Predicate<AnomalyPoint> of, ToDoubleFunction<Ranking> area) {
        List<String> row = new ArrayList<>(List.of(name));
        for (Column column : COLUMNS) {
            row.add(mean(
                    of.and(is(column.method())),
                    point -> area.applyAsDouble(column.ranking().apply(point))));
        }
        return row;
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
