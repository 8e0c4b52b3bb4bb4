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
import java.util.Map;

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
                CsvField.of(setting.policy()),
                CsvField.of(point.gap()),
                CsvField.of(point.spectral().error()),
                CsvField.of(point.spectral().certificate()),
                CsvField.of(point.spectral().bound()),
                CsvField.of(point.spectral().rounding()),
                CsvField.of(point.projection().half()),
                CsvField.of(point.projection().ten()),
                point.angle().method(),
                CsvField.of(point.angle().sinSquared()),
                CsvField.of(point.angle().resolution()),
                CsvField.of(point.angle().ofSvd()),
                CsvField.of(point.angle().sureOfSvd()),
                CsvField.of(point.angle().certified()),
                point.angle().certainty().toString(),
                Integer.toString(point.inside()));
    }

    private static AccuracyPoint point(Map<String, String> row) {
        return new AccuracyPoint(
                setting(row),
                CsvField.real("gap", row),
                new SpectralError(
                        CsvField.real("error", row),
                        CsvField.real("certificate", row),
                        CsvField.real("bound", row),
                        CsvField.real("rounding", row)),
                new Projection(CsvField.optional("projection_half", row), CsvField.optional("projection_10", row)),
                angle(row),
                CsvField.whole("inside", row));
    }

    private static Angle angle(Map<String, String> row) {
        return new Angle(
                row.get("method"),
                CsvField.real("sin_squared", row),
                CsvField.real("sin_squared_resolution", row),
                CsvField.real("svd_sin_squared", row),
                CsvField.optional("svd_sure_sin_squared", row),
                CsvField.optional("certified_sin_squared", row),
                CsvField.constant(Certainty.class, "certainty", row));
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
                CsvField.whole("rows", row),
                CsvField.whole("dimension", row),
                CsvField.whole("size", row),
                CsvField.constant(ShrinkPolicy.class, "policy", row));
    }
}
