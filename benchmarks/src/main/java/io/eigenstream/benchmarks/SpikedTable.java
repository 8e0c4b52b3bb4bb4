package io.eigenstream.benchmarks;

import static io.eigenstream.benchmarks.ReportText.scientific;
import static io.eigenstream.benchmarks.ReportText.times;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What the study says of spiked streams: a line for every length, policy and gap, over the seeds. */
final class SpikedTable {

    private record Line(int rows, ShrinkPolicy policy, int gap) {}

    private final Map<Line, List<Angle>> angles = new TreeMap<>(
            Comparator.comparing(Line::rows).thenComparing(Line::policy).thenComparing(Line::gap));

    SpikedTable(List<AccuracyPoint> spiked) {
        angles.putAll(spiked.stream()
                .collect(Collectors.groupingBy(
                        SpikedTable::line, Collectors.mapping(AccuracyPoint::angle, Collectors.toList()))));
    }

    private static Line line(AccuracyPoint point) {
        return new Line(
                point.setting().rows(),
                point.setting().policy(),
                SpikedStream.gapOf(point.setting().matrix()).orElseThrow());
    }

    List<String> lines() {
        MarkdownTable table = new MarkdownTable(List.of(
                "n",
                "policy",
                "R",
                "published by",
                "sin²",
                "certificate",
                "times the truth",
                "least to largest",
                "kind",
                "sin² of the SVD's own vector",
                "its sure certificate",
                "times the truth"));
        angles.forEach((line, ofSeeds) -> table.add(cells(line, ofSeeds)));
        return table.lines();
    }

    private static List<String> cells(Line line, List<Angle> ofSeeds) {
        Spread truth = Spread.of(ofSeeds.stream().mapToDouble(Angle::sinSquared));
        Spread own = Spread.of(ofSeeds.stream().mapToDouble(Angle::ofSvd));
        Spread sure = Spread.of(present(ofSeeds, Angle::sureOfSvd));
        Spread sureTimes = Spread.of(present(ofSeeds, Angle::timesTheTruthOfSvd));
        Spread certificate = Spread.of(present(ofSeeds, Angle::certified));
        Spread times = Spread.of(present(ofSeeds, Angle::timesTheTruth));
        return List.of(
                ReportText.grouped(line.rows),
                ReportText.name(line.policy),
                Integer.toString(line.gap),
                counts(ofSeeds, Angle::method),
                scientific(truth.median()),
                shareOf(ofSeeds.size(), certificate),
                times(times.median()),
                times.count() == 0 ? ReportText.NONE : times(times.least()) + " to " + times(times.most()),
                counts(ofSeeds, Angle::certainty),
                scientific(own.median()),
                shareOf(ofSeeds.size(), sure),
                times(sureTimes.median()));
    }

    /** The median, and of how many seeds when some have none. */
    private static String shareOf(int seeds, Spread spread) {
        return spread.count() == 0 || spread.count() == seeds
                ? scientific(spread.median())
                : scientific(spread.median()) + " (" + spread.count() + " of " + seeds + ")";
    }

    private static DoubleStream present(List<Angle> angles, Function<Angle, OptionalDouble> number) {
        return angles.stream().map(number).flatMapToDouble(OptionalDouble::stream);
    }

    /** Each word with how many times it occurs, unless it is the only one. */
    private static String counts(List<Angle> angles, Function<Angle, ?> word) {
        Map<String, Long> counts = angles.stream()
                .collect(Collectors.groupingBy(
                        angle -> word.apply(angle).toString(), TreeMap::new, Collectors.counting()));
        return counts.size() == 1
                ? counts.keySet().iterator().next()
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
