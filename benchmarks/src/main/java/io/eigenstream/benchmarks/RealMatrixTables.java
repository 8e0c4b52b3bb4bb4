package io.eigenstream.benchmarks;

import static io.eigenstream.benchmarks.ReportText.excess;
import static io.eigenstream.benchmarks.ReportText.scientific;
import static io.eigenstream.benchmarks.ReportText.times;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.benchmarks.AccuracyPoint.Certainty;
import io.eigenstream.benchmarks.AccuracyPoint.Projection;
import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the study says of real matrices: a line for every matrix and sketch size, a column for every policy. */
final class RealMatrixTables {

    private static final List<ShrinkPolicy> ALL = List.of(ShrinkPolicy.values());

    private record Line(String matrix, int size) {}

    private record Cell(Line line, ShrinkPolicy policy, RowOrder order) {}

    private final List<Line> lines;
    private final Map<Cell, AccuracyPoint> points = new HashMap<>();

    RealMatrixTables(List<AccuracyPoint> real) {
        lines = real.stream().map(RealMatrixTables::line).distinct().toList();
        real.forEach(point -> points.put(
                new Cell(line(point), point.setting().policy(), point.setting().order()), point));
    }

    private static Line line(AccuracyPoint point) {
        return new Line(point.setting().matrix(), point.setting().size());
    }

    /** ‖S − BᵀB − αI‖₂ and its certificate, rows as they are. */
    List<String> spectralErrors() {
        return table(
                "bound",
                point -> scientific(point.spectral().bound()),
                ALL,
                (line, policy) -> error(asIs(line, policy).spectral()));
    }

    private static String error(SpectralError spectral) {
        return spectral.isRounding()
                ? "rounding"
                : scientific(spectral.error()) + " ≤ " + scientific(spectral.certificate());
    }

    /** The spectral error of shuffled rows over that of rows as they are. */
    List<String> orders() {
        return table("n", point -> ReportText.grouped(point.setting().rows()), ALL, (line, policy) -> {
            SpectralError asIs = asIs(line, policy).spectral();
            SpectralError shuffled =
                    points.get(new Cell(line, policy, RowOrder.SHUFFLED)).spectral();
            return asIs.isRounding() || shuffled.isRounding()
                    ? ReportText.NONE
                    : String.format(Locale.ROOT, "%.2f", shuffled.error() / asIs.error());
        });
    }

    /** By how much the projection is worse than the batch SVD's, for k = ℓ/2 and k = 10. */
    List<String> projections() {
        return table(
                "d",
                point -> Integer.toString(point.setting().dimension()),
                AccuracySweep.DIFFERENT_VECTORS,
                (line, policy) -> {
                    Projection projection = asIs(line, policy).projection();
                    return excess(projection.half()) + ", " + excess(projection.ten());
                });
    }

    /** sin² of the published leading eigenvector and its certificate, rows as they are. */
    List<String> angles() {
        return table(
                "R",
                point -> String.format(Locale.ROOT, "%.1f", point.gap()),
                AccuracySweep.DIFFERENT_VECTORS,
                (line, policy) -> angle(asIs(line, policy).angle()));
    }

    private static String angle(Angle angle) {
        String mark = angle.certainty() == Certainty.PROBABLE ? " probable" : "";
        String truth = angle.isResolved() ? scientific(angle.sinSquared()) : "rounding";
        return angle.certified().isEmpty()
                ? truth + ", not certified"
                : truth + " ≤ " + scientific(angle.certified()) + " (" + times(angle.timesTheTruth()) + ")" + mark;
    }

    private AccuracyPoint asIs(Line line, ShrinkPolicy policy) {
        return points.get(new Cell(line, policy, RowOrder.AS_IS));
    }

    /** @param head of a column that does not depend on the policy, filled from the point of Frequent Directions */
    private List<String> table(
            String head,
            Function<AccuracyPoint, String> first,
            List<ShrinkPolicy> policies,
            BiFunction<Line, ShrinkPolicy, String> cell) {
        List<String> header = new ArrayList<>(List.of("matrix", "ℓ", head));
        policies.forEach(policy -> header.add(ReportText.name(policy)));
        MarkdownTable table = new MarkdownTable(header);
        for (Line line : lines) {
            List<String> cells = new ArrayList<>();
            cells.add(line.matrix);
            cells.add(Integer.toString(line.size));
            cells.add(first.apply(asIs(line, ShrinkPolicy.FREQUENT_DIRECTIONS)));
            policies.forEach(policy -> cells.add(cell.apply(line, policy)));
            table.add(cells);
        }
        return table.lines();
    }
}
