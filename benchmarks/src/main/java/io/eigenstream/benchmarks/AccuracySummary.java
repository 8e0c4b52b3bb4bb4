package io.eigenstream.benchmarks;

import static io.eigenstream.benchmarks.ReportText.excess;
import static io.eigenstream.benchmarks.ReportText.grouped;
import static io.eigenstream.benchmarks.ReportText.times;

import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Accuracy points in a few lines: do the certificates hold, and how close to the truth are they? */
final class AccuracySummary {

    private final List<AccuracyPoint> points;

    AccuracySummary(List<AccuracyPoint> points) {
        this.points = points;
    }

    /** How many certificates there are of each kind, and how many of them are broken. */
    List<String> validity() {
        int values = points.stream().mapToInt(p -> p.setting().dimension()).sum();
        int inside = points.stream().mapToInt(AccuracyPoint::inside).sum();
        return List.of(
                "- Singular values outside their certified bounds: " + grouped(values - inside) + " of "
                        + grouped(values) + ".",
                "- Spectral errors above their certificate: "
                        + count(p -> !p.spectral().isCertified()) + " of " + grouped(points.size())
                        + "; certificates above the bound of the theorem: "
                        + count(p -> !p.spectral().isBounded()) + ".",
                "- Certified angles of the leading eigenvector that are smaller than the true one: "
                        + count(p -> !p.angle().isKept()) + " of " + grouped(points.size()) + " sketches.");
    }

    private String count(Predicate<AccuracyPoint> property) {
        return grouped((int) points.stream().filter(property).count());
    }

    /** A line for every policy: medians, and the worst in brackets. */
    List<String> policies() {
        MarkdownTable table = new MarkdownTable(List.of(
                "policy",
                "certificate / error",
                "bound / certificate",
                "projection above the batch's",
                "certified sin² / sin²",
                "not certified"));
        for (ShrinkPolicy policy : ShrinkPolicy.values()) {
            AccuracySummary own = new AccuracySummary(
                    points.stream().filter(p -> p.setting().policy() == policy).toList());
            Spread half = own.spread(p -> p.projection().half());
            table.add(List.of(
                    ReportText.name(policy),
                    factors(own.errors(spectral -> spectral.certificate() / spectral.error())),
                    factors(own.errors(spectral -> spectral.bound() / spectral.certificate())),
                    excess(half.median()) + " (" + excess(half.most()) + ")",
                    factors(own.spread(p -> p.angle().timesTheTruth())),
                    own.count(p -> p.angle().certified().isEmpty()) + " of " + own.points.size()));
        }
        return table.lines();
    }

    private Spread errors(ToDoubleFunction<SpectralError> number) {
        return Spread.of(points.stream()
                .map(AccuracyPoint::spectral)
                .filter(spectral -> !spectral.isRounding())
                .mapToDouble(number));
    }

    private Spread spread(Function<AccuracyPoint, OptionalDouble> number) {
        DoubleStream present = points.stream().map(number).flatMapToDouble(OptionalDouble::stream);
        return Spread.of(present);
    }

    private static String factors(Spread spread) {
        return times(spread.median()) + " (" + times(spread.most()) + ")";
    }
}
