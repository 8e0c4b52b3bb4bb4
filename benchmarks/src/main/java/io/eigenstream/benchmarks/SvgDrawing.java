package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing as SVG, one element a line. Lengths are pixels, from the upper left corner. */
final class SvgDrawing {

    /** How a line is drawn. */
    record Stroke(String colour, double width, boolean dashed) {}

    private final List<String> lines = new ArrayList<>();

    SvgDrawing(int width, int height) {
        lines.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">",
                width,
                height,
                width,
                height));
        lines.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    }

    /** What is drawn from here to {@link #endGroup} is moved. */
    void beginGroup(double right, double down) {
        add("<g transform=\"translate(%.1f,%.1f)\">", right, down);
    }

    void endGroup() {
        lines.add("</g>");
    }

    /** The points joined in order: x, y, x, y, … */
    void polyline(double[] coordinates, Stroke stroke) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < coordinates.length; i += 2) {
            points.append(String.format(Locale.ROOT, " %.1f,%.1f", coordinates[i], coordinates[i + 1]));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>",
                points.substring(1),
                stroke.colour(),
                stroke.width(),
                stroke.dashed() ? " stroke-dasharray=\"5 3\"" : "");
    }

    void dot(double x, double y, double radius, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.7\"/>", x, y, radius, colour);
    }

    /** @param anchor which part of the text is at the place: start, middle or end */
    void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
    }

    /** 10ⁿ, its end at the place. */
    void powerOfTen(double x, double y, int exponent) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">10<tspan dy=\"-4\" font-size=\"8\">%d</tspan></text>",
                x, y, exponent);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String format, Object... arguments) {
        lines.add(String.format(Locale.ROOT, format, arguments));
    }

    /** The whole drawing. */
    List<String> lines() {
        List<String> whole = new ArrayList<>(lines);
        whole.add("</svg>");
        return whole;
    }
}
