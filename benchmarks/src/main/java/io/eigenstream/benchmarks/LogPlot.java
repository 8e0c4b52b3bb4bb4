package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.SvgDrawing.Stroke;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A panel of a figure: curves over positive numbers, both axes logarithmic, a tick at every x that occurs. */
record LogPlot(String title, List<Curve> curves) {

    static final int WIDTH = 300;
    static final int HEIGHT = 270;

    private static final int LEFT = 46;
    private static final int RIGHT = WIDTH - 12;
    private static final int TOP = 26;
    private static final int BOTTOM = HEIGHT - 30;
    private static final int MARGIN = 12;
    private static final Stroke FRAME = new Stroke("#555555", 1, false);
    private static final Stroke GRID = new Stroke("#dddddd", 1, false);
    private static final double DOT = 2.5;

    /** How the points of a curve are shown. */
    enum Style {
        LINE,
        DASHED,
        DOTS
    }

    /** A point of a curve. */
    record Point(double x, double y) {}

    /** Points that belong together, in the order in which they are joined; those that are not positive are left out. */
    record Curve(String name, Style style, String colour, List<Point> points) {

        Curve {
            points = points.stream().filter(point -> point.x > 0 && point.y > 0).toList();
        }

        /** Draws the curve, or a sample of its style. */
        void draw(double[] coordinates, SvgDrawing drawing) {
            if (style != Style.DOTS) {
                drawing.polyline(coordinates, new Stroke(colour, 1.5, style == Style.DASHED));
            }
            if (style != Style.DASHED) {
                for (int i = 0; i < coordinates.length; i += 2) {
                    drawing.dot(coordinates[i], coordinates[i + 1], DOT, colour);
                }
            }
        }
    }

    /** Draws the panel with its upper left corner at the origin. */
    void draw(SvgDrawing drawing) {
        LogAxis x = LogAxis.fitting(all().mapToDouble(Point::x), LEFT + (double) MARGIN, RIGHT - (double) MARGIN);
        LogAxis y = LogAxis.fitting(all().mapToDouble(Point::y), BOTTOM, TOP).toWholePowers();
        drawing.text(LEFT, TOP - 8.0, "start", title);
        drawTicks(x, y, drawing);
        drawing.polyline(new double[] {LEFT, TOP, LEFT, BOTTOM, RIGHT, BOTTOM, RIGHT, TOP, LEFT, TOP}, FRAME);
        for (Curve curve : curves) {
            double[] coordinates = curve.points.stream()
                    .flatMapToDouble(point -> DoubleStream.of(x.at(point.x), y.at(point.y)))
                    .toArray();
            curve.draw(coordinates, drawing);
        }
    }

    private Stream<Point> all() {
        return curves.stream().flatMap(curve -> curve.points.stream());
    }

    private void drawTicks(LogAxis x, LogAxis y, SvgDrawing drawing) {
        all().mapToDouble(Point::x)
                .sorted()
                .distinct()
                .forEach(value ->
                        drawing.text(x.at(value), BOTTOM + 16.0, "middle", String.format(Locale.ROOT, "%.0f", value)));
        for (int exponent : y.exponents()) {
            double place = y.at(Math.pow(10, exponent));
            drawing.polyline(new double[] {LEFT, place, RIGHT, place}, GRID);
            drawing.powerOfTen(LEFT - 4.0, place + 4, exponent);
        }
    }
}
