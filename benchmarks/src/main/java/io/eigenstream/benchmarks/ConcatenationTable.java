package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.ConcatenationPoint.Bound;
import io.eigenstream.benchmarks.ConcatenationPoint.Certified;
import io.eigenstream.benchmarks.ConcatenationPoint.Data;
import io.eigenstream.benchmarks.ConcatenationPoint.Members;
import io.eigenstream.benchmarks.ConcatenationPoint.Outcome;
import io.eigenstream.benchmarks.ConcatenationPoint.Setting;
import io.eigenstream.sketches.concatenated.CandidateOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Points of the study of clustering as comma-separated lines, and back. */
final class ConcatenationTable {

    private static final String HEADER = "data,blocks,block_rows,dimension,rank,tolerance,bound,order,members,"
            + "largest_certified,largest_basis_error,broken_certificates,clusters,"
            + "shared,violations,largest_true_error,ratio,"
            + "kmeans_shared,kmeans_violations,kmeans_largest_true_error,kmeans_ratio,"
            + "random_shared,random_violations,random_largest_true_error,random_ratio";

    private final List<ConcatenationPoint> points;

    ConcatenationTable(Collection<ConcatenationPoint> points) {
        this.points = List.copyOf(points);
    }

    /** @throws IllegalArgumentException naming the field that is no such number or word */
    static ConcatenationTable of(StampedCsv file) {
        return new ConcatenationTable(
                file.rows().stream().map(ConcatenationTable::point).toList());
    }

    List<ConcatenationPoint> points() {
        return points;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        points.forEach(point -> lines.add(line(point)));
        return lines;
    }

    private static String line(ConcatenationPoint point) {
        Setting setting = point.setting();
        Data data = setting.data();
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s,%d,%d,%s,%s,%s",
                data.name(),
                data.blocks(),
                data.blockRows(),
                data.dimension(),
                data.rank(),
                setting.tolerance(),
                CsvField.of(setting.bound()),
                CsvField.of(setting.order()),
                CsvField.of(setting.members()),
                CsvField.of(point.certified().largestBound()),
                CsvField.of(point.certified().largestError()),
                point.certified().broken(),
                point.clustering().groups(),
                fields(point.clustering()),
                fields(point.kMeans()),
                fields(point.random()));
    }

    private static String fields(Outcome outcome) {
        return String.join(
                ",",
                Integer.toString(outcome.shared()),
                Integer.toString(outcome.violations()),
                CsvField.of(outcome.largest()),
                CsvField.of(outcome.ratio()));
    }

    private static ConcatenationPoint point(Map<String, String> row) {
        return new ConcatenationPoint(
                setting(row),
                new Certified(
                        CsvField.real("largest_certified", row),
                        CsvField.real("largest_basis_error", row),
                        CsvField.whole("broken_certificates", row)),
                outcome("", row),
                outcome("kmeans_", row),
                outcome("random_", row));
    }

    private static Setting setting(Map<String, String> row) {
        return new Setting(
                new Data(
                        row.get("data"),
                        CsvField.whole("blocks", row),
                        CsvField.whole("block_rows", row),
                        CsvField.whole("dimension", row),
                        CsvField.whole("rank", row)),
                CsvField.real("tolerance", row),
                CsvField.constant(Bound.class, "bound", row),
                CsvField.constant(CandidateOrder.class, "order", row),
                CsvField.constant(Members.class, "members", row));
    }

    private static Outcome outcome(String prefix, Map<String, String> row) {
        return new Outcome(
                CsvField.whole("clusters", row),
                CsvField.whole(prefix + "shared", row),
                CsvField.whole(prefix + "violations", row),
                CsvField.real(prefix + "largest_true_error", row),
                CsvField.real(prefix + "ratio", row));
    }
}
