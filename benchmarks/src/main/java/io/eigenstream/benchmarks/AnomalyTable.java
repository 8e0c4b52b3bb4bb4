package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.AnomalyPoint.Data;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Points of the study of anomalies as comma-separated lines, and back. */
final class AnomalyTable {

    private static final String HEADER = "family,set,train_rows,test_rows,dimension,anomalous_share,"
            + "isolation_forest_auroc,method,false_alarm_rate_asked,auroc,aupr,q_auroc,q_aupr,"
            + "false_alarm_rate,recall,f1,segments_found,delay,"
            + "hit_rate_100,hit_rate_150,ndcg,z_hit_rate_100,z_hit_rate_150,z_ndcg";

    private final List<AnomalyPoint> points;

    AnomalyTable(Collection<AnomalyPoint> points) {
        this.points = List.copyOf(points);
    }

    /** @throws IllegalArgumentException naming the field that is no such number or word */
    static AnomalyTable of(StampedCsv file) {
        return new AnomalyTable(file.rows().stream().map(AnomalyTable::point).toList());
    }

    List<AnomalyPoint> points() {
        return points;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        points.forEach(point -> lines.add(line(point)));
        return lines;
    }

    private static String line(AnomalyPoint point) {
        Data data = point.data();
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s",
                data.family(),
                data.name(),
                data.trainRows(),
                data.testRows(),
                data.dimension(),
                CsvField.of(data.anomalousShare()),
                CsvField.of(data.isolationForest()),
                CsvField.of(point.method()),
                point.falseAlarmRate(),
                fields(point.ranking()),
                point.residual().map(AnomalyTable::fields).orElse(","),
                point.alarms().map(AnomalyTable::fields).orElse(",,,,"),
                point.explanations().map(AnomalyTable::fields).orElse(",,"),
                point.zScores().map(AnomalyTable::fields).orElse(",,"));
    }

    private static String fields(Ranking ranking) {
        return CsvField.of(ranking.auroc()) + "," + CsvField.of(ranking.aupr());
    }

    private static String fields(Alarms alarms) {
        return String.join(
                ",",
                CsvField.of(alarms.falseAlarmRate()),
                CsvField.of(alarms.recall()),
                CsvField.of(alarms.f1()),
                CsvField.of(alarms.segmentsFound()),
                CsvField.of(alarms.delay()));
    }

    private static String fields(Explanations explanations) {
        return String.join(
                ",",
                CsvField.of(explanations.hitRate100()),
                CsvField.of(explanations.hitRate150()),
                CsvField.of(explanations.ndcg()));
    }

    private static AnomalyPoint point(Map<String, String> row) {
        return new AnomalyPoint(
                new Data(
                        row.get("family"),
                        row.get("set"),
                        CsvField.whole("train_rows", row),
                        CsvField.whole("test_rows", row),
                        CsvField.whole("dimension", row),
                        CsvField.real("anomalous_share", row),
                        CsvField.real("isolation_forest_auroc", row)),
                CsvField.constant(AnomalyMethod.class, "method", row),
                CsvField.real("false_alarm_rate_asked", row),
                new Ranking(CsvField.real("auroc", row), CsvField.real("aupr", row)),
                where("q_auroc", row, () -> new Ranking(CsvField.real("q_auroc", row), CsvField.real("q_aupr", row))),
                where("recall", row, () -> alarms(row)),
                where("ndcg", row, () -> explanations("", row)),
                where("z_ndcg", row, () -> explanations("z_", row)));
    }

    private static <T> Optional<T> where(String column, Map<String, String> row, Supplier<T> fields) {
        return row.get(column).isEmpty() ? Optional.empty() : Optional.of(fields.get());
    }

    private static Alarms alarms(Map<String, String> row) {
        return new Alarms(
                CsvField.real("false_alarm_rate", row),
                CsvField.real("recall", row),
                CsvField.real("f1", row),
                CsvField.real("segments_found", row),
                CsvField.optional("delay", row));
    }

    private static Explanations explanations(String prefix, Map<String, String> row) {
        return new Explanations(
                CsvField.real(prefix + "hit_rate_100", row),
                CsvField.real(prefix + "hit_rate_150", row),
                CsvField.real(prefix + "ndcg", row));
    }
}
