package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.benchmarks.AccuracyPoint.Certainty;
import io.eigenstream.benchmarks.AccuracyPoint.Projection;
import io.eigenstream.benchmarks.AccuracyPoint.Setting;
import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Accuracy points as comma-separated lines, and back; a number that does not exist is an empty field. */
final class AccuracyTable {

    private static final String HEADER = "matrix,order,seed,rows,dimension,size,policy,gap,error,certificate,bound,"
            + "rounding,projection_half,projection_10,method,sin_squared,sin_squared_resolution,svd_sin_squared,"
            + "svd_sure_sin_squared,certified_sin_squared,certainty,inside";

    private final List<AccuracyPoint> points;

    AccuracyTable(Collection<AccuracyPoint> points) {
        this.points = List.copyOf(points);
    }

    /** @throws IllegalArgumentException naming the field that is no such number or word */
    static AccuracyTable of(StampedCsv file) {
        return new AccuracyTable(file.rows().stream().map(AccuracyTable::point).toList());
    }

    List<AccuracyPoint> points() {
        return points;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        points.forEach(point -> lines.add(line(point)));
        return lines;
    }

    private static String line(AccuracyPoint point) {
        Setting setting = point.setting();
        return String.join(
                ",",
                setting.matrix(),
                setting.order().toString(),
                Long.toString(setting.seed()),
                Integer.toString(setting.rows()),
                Integer.toString(setting.dimension()),
                Integer.toString(setting.size()),
                word(setting.policy()),
                number(point.gap()),
                number(point.spectral().error()),
                number(point.spectral().certificate()),
                number(point.spectral().bound()),
                number(point.spectral().rounding()),
                number(point.projection().half()),
                number(point.projection().ten()),
                point.angle().method(),
                number(point.angle().sinSquared()),
                number(point.angle().resolution()),
                number(point.angle().ofSvd()),
                number(point.angle().sureOfSvd()),
                number(point.angle().certified()),
                point.angle().certainty().toString(),
                Integer.toString(point.inside()));
    }

    private static AccuracyPoint point(Map<String, String> row) {
        return new AccuracyPoint(
                setting(row),
                number("gap", row),
                new SpectralError(
                        number("error", row),
                        number("certificate", row),
                        number("bound", row),
                        number("rounding", row)),
                new Projection(optional("projection_half", row), optional("projection_10", row)),
                angle(row),
                Integer.parseInt(row.get("inside")));
    }

    private static Angle angle(Map<String, String> row) {
        return new Angle(
                row.get("method"),
                number("sin_squared", row),
                number("sin_squared_resolution", row),
                number("svd_sin_squared", row),
                optional("svd_sure_sin_squared", row),
                optional("certified_sin_squared", row),
                Certainty.valueOf(row.get("certainty").toUpperCase(Locale.ROOT)));
    }

    private static Setting setting(Map<String, String> row) {
        return new Setting(
                row.get("matrix"),
                Arrays.stream(RowOrder.values())
                        .filter(order -> order.toString().equals(row.get("order")))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "order is " + row.get("order") + ", expected as-is or shuffled")),
                Long.parseLong(row.get("seed")),
                Integer.parseInt(row.get("rows")),
                Integer.parseInt(row.get("dimension")),
                Integer.parseInt(row.get("size")),
                ShrinkPolicy.valueOf(row.get("policy").replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    static String word(ShrinkPolicy policy) {
        return policy.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.4e", x);
    }

    private static String number(OptionalDouble x) {
        return x.isPresent() ? number(x.getAsDouble()) : "";
    }

    private static double number(String column, Map<String, String> row) {
        return Double.parseDouble(row.get(column));
    }

    private static OptionalDouble optional(String column, Map<String, String> row) {
        return row.get(column).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(column, row));
    }
}
