package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.LogPlot.Curve;
import io.eigenstream.benchmarks.LogPlot.Point;
import io.eigenstream.benchmarks.LogPlot.Style;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The largest error of a cluster against ε, a panel for every set of blocks. */
record ConcatenationFigure(ConcatenationTables tables) {

    private static final String GREY = "#777777";
    private static final String BLUE = "#0072b2";
    private static final String ORANGE = "#e69f00";
    private static final String RED = "#d55e00";
    private static final int PER_CENT = 100;

    Figure errors() {
        List<ConcatenationPoint> recommended = tables.recommended();
        return new Figure(recommended.stream()
                .map(point -> point.setting().data().name())
                .distinct()
                .map(name -> panel(
                        name,
                        recommended.stream()
                                .filter(point -> point.setting().data().name().equals(name))
                                .toList()))
                .toList());
    }

    private static LogPlot panel(String name, List<ConcatenationPoint> points) {
        // of a grouping without shared groups there is nothing to draw
        return new LogPlot(
                name + ": largest error in % by ε",
                Stream.of(
                                curve(
                                        "ε",
                                        Style.DASHED,
                                        GREY,
                                        points,
                                        p -> p.setting().tolerance()),
                                curve(
                                        "error-constrained",
                                        Style.LINE,
                                        BLUE,
                                        points,
                                        p -> p.clustering().largest()),
                                curve(
                                        "k-means",
                                        Style.LINE,
                                        ORANGE,
                                        points,
                                        p -> p.kMeans().largest()),
                                curve(
                                        "by lot",
                                        Style.LINE,
                                        RED,
                                        points,
                                        p -> p.random().largest()))
                        .filter(curve -> !curve.points().isEmpty())
                        .toList());
    }

    private static Curve curve(
            String name,
            Style style,
            String colour,
            List<ConcatenationPoint> points,
            ToDoubleFunction<ConcatenationPoint> error) {
        return new Curve(
                name,
                style,
                colour,
                points.stream()
                        .map(point -> new Point(
                                Math.round(PER_CENT * point.setting().tolerance()),
                                PER_CENT * error.applyAsDouble(point)))
                        .toList());
    }
}
