package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.LogPlot.Curve;
import io.eigenstream.benchmarks.LogPlot.Point;
import io.eigenstream.benchmarks.LogPlot.Style;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures of the accuracy page. */
final class AccuracyFigures {

    private static final List<DataSet> PANELS = List.of(DataSet.MNIST_T10K, DataSet.WORD2VEC_1000, DataSet.MACHINE_1_6);
    private static final String GREY = "#777777";
    private static final String BLUE = "#0072b2";
    private static final String ORANGE = "#e69f00";
    private static final String GREEN = "#009e73";
    private static final String RED = "#d55e00";
    private static final Map<ShrinkPolicy, String> COLOURS = Map.of(
            ShrinkPolicy.FREQUENT_DIRECTIONS, BLUE,
            ShrinkPolicy.ROBUST, ORANGE,
            ShrinkPolicy.PARAMETERISED, GREEN,
            ShrinkPolicy.TRUNCATION, RED);

    private final List<AccuracyPoint> points;

    AccuracyFigures(List<AccuracyPoint> points) {
        this.points = points;
    }

    /** The spectral error against ℓ, the certificate and the bound of Frequent Directions above it. */
    Figure errors() {
        return new Figure(PANELS.stream().map(this::errors).toList());
    }

    private LogPlot errors(DataSet set) {
        List<AccuracyPoint> ofPanel = points.stream()
                .filter(point -> point.setting().matrix().equals(set.toString()))
                .filter(point -> point.setting().order() == RowOrder.AS_IS)
                .filter(point -> !point.spectral().isRounding())
                .toList();
        List<AccuracyPoint> plain = of(ShrinkPolicy.FREQUENT_DIRECTIONS, ofPanel);
        List<Curve> curves = new ArrayList<>();
        curves.add(bySize("bound", Style.DASHED, GREY, plain, p -> p.spectral().bound()));
        curves.add(bySize(
                "certificate", Style.DASHED, BLUE, plain, p -> p.spectral().certificate()));
        for (ShrinkPolicy policy : ShrinkPolicy.values()) {
            String name = ReportText.name(policy);
            List<AccuracyPoint> ofPolicy = of(policy, ofPanel);
            curves.add(bySize(
                    name,
                    Style.LINE,
                    COLOURS.get(policy),
                    ofPolicy,
                    p -> p.spectral().error()));
        }
        return new LogPlot(set + ": spectral error by ℓ", curves);
    }

    private static Curve bySize(
            String name, Style style, String colour, List<AccuracyPoint> points, ToDoubleFunction<AccuracyPoint> y) {
        return new Curve(
                name,
                style,
                colour,
                points.stream()
                        .map(point -> new Point(point.setting().size(), y.applyAsDouble(point)))
                        .toList());
    }

    /** sin² of the published leading eigenvector of spiked streams against the gap, the certificate above it. */
    Figure angles() {
        return new Figure(
                AccuracySweep.DIFFERENT_VECTORS.stream().map(this::angles).toList());
    }

    private LogPlot angles(ShrinkPolicy policy) {
        List<AccuracyPoint> ofPanel = of(policy, points).stream()
                .filter(point -> SpikedStream.gapOf(point.setting().matrix()).isPresent())
                .filter(point -> point.setting().rows() == AccuracySweep.SHORT_STREAM)
                .toList();
        List<Curve> curves = List.of(
                byGap("sin²", BLUE, ofPanel, point -> point.angle().sinSquared()),
                byGap(
                        "published certificate",
                        RED,
                        ofPanel,
                        point -> orNothing(point.angle().certified())),
                byGap(
                        "sure certificate of the SVD's own vector",
                        GREY,
                        ofPanel,
                        point -> orNothing(point.angle().sureOfSvd())));
        return new LogPlot(ReportText.name(policy) + ": sin² by R", curves);
    }

    /** 0, which is left out, for a number that does not exist. */
    private static double orNothing(OptionalDouble number) {
        return number.orElse(0);
    }

    private static Curve byGap(
            String name, String colour, List<AccuracyPoint> points, ToDoubleFunction<AccuracyPoint> y) {
        return new Curve(
                name,
                Style.DOTS,
                colour,
                points.stream()
                        .map(point -> new Point(
                                SpikedStream.gapOf(point.setting().matrix()).orElseThrow(), y.applyAsDouble(point)))
                        .toList());
    }

    private static List<AccuracyPoint> of(ShrinkPolicy policy, List<AccuracyPoint> points) {
        return points.stream()
                .filter(point -> point.setting().policy() == policy)
                .toList();
    }
}
