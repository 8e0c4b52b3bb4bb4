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
                word(setting.bound()),
                word(setting.order()),
                word(setting.members()),
                number(point.certified().largestBound()),
                number(point.certified().largestError()),
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
                number(outcome.largest()),
                number(outcome.ratio()));
    }

    private static ConcatenationPoint point(Map<String, String> row) {
        return new ConcatenationPoint(
                setting(row),
                new Certified(
                        real("largest_certified", row),
                        real("largest_basis_error", row),
                        whole("broken_certificates", row)),
                outcome("", row),
                outcome("kmeans_", row),
                outcome("random_", row));
    }

    private static Setting setting(Map<String, String> row) {
        return new Setting(
                new Data(
                        row.get("data"),
                        whole("blocks", row),
                        whole("block_rows", row),
                        whole("dimension", row),
                        whole("rank", row)),
                real("tolerance", row),
                Bound.valueOf(name("bound", row)),
                CandidateOrder.valueOf(name("order", row)),
                Members.valueOf(name("members", row)));
    }

    private static Outcome outcome(String prefix, Map<String, String> row) {
        return new Outcome(
                whole("clusters", row),
                whole(prefix + "shared", row),
                whole(prefix + "violations", row),
                real(prefix + "largest_true_error", row),
                real(prefix + "ratio", row));
    }

    static String word(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static String name(String column, Map<String, String> row) {
        return row.get(column).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.4e", x);
    }

    private static int whole(String column, Map<String, String> row) {
        return Integer.parseInt(row.get(column));
    }

    private static double real(String column, Map<String, String> row) {
        return Double.parseDouble(row.get(column));
    }
}
