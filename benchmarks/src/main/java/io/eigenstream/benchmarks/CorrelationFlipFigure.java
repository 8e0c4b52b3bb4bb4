package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.SvgDrawing.Stroke;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Three panels: one signal over the other, and both ways to judge them row by row. */
record CorrelationFlipFigure(CorrelationFlip flip) {

    private static final int PANEL = 300;
    private static final int HEIGHT = 250;
    private static final double LEFT = 34;
    private static final double RIGHT = PANEL - 12;
    private static final double TOP = 26;
    private static final double BOTTOM = HEIGHT - 24;
    private static final double DOT = 1.8;
    private static final Stroke FRAME = new Stroke("#555555", 1, false);
    private static final String NORMAL = "#7f9bb3";
    private static final String FLIPPED = "#d1352b";
    private static final double LARGEST = 4;
    private static final double LEAST_DISTANCE = 1e-3;
    private static final double LARGEST_DISTANCE = 1e4;

    List<String> svg() {
        SvgDrawing drawing = new SvgDrawing(3 * PANEL, HEIGHT);
        double[][] rows = flip.rows();
        panel(
                "one signal over the other",
                drawing,
                0,
                i -> part(rows[i][0], -LARGEST, LARGEST),
                i -> part(rows[i][1], -LARGEST, LARGEST));
        panel(
                title("larger of the two, in standard deviations", flip.zScores()),
                drawing,
                1,
                CorrelationFlipFigure::time,
                i -> part(flip.zScores()[i], 0, LARGEST));
        double low = Math.log(LEAST_DISTANCE);
        double high = Math.log(LARGEST_DISTANCE);
        panel(
                title("D², logarithmic", flip.distances()),
                drawing,
                2,
                CorrelationFlipFigure::time,
                i -> part(Math.log(Math.max(flip.distances()[i], LEAST_DISTANCE)), low, high));
        return drawing.lines();
    }

    private String title(String what, double[] scores) {
        return String.format(
                Locale.ROOT,
                "%s: AUROC %.2f",
                what,
                Ranking.of(scores, flip.flipped()).auroc());
    }

    private static double time(int row) {
        return part(row, 0, CorrelationFlip.SHOWN);
    }

    private static double part(double x, double low, double high) {
        return Math.max(0, Math.min(1, (x - low) / (high - low)));
    }

    private void panel(String title, SvgDrawing drawing, int place, IntToDoubleFunction right, IntToDoubleFunction up) {
        drawing.beginGroup(place * PANEL, 0);
        drawing.text(LEFT, TOP - 8, "start", title);
        drawing.polyline(new double[] {LEFT, TOP, LEFT, BOTTOM, RIGHT, BOTTOM, RIGHT, TOP, LEFT, TOP}, FRAME);
        for (int i = 0; i < flip.rows().length; i++) {
            drawing.dot(
                    LEFT + (RIGHT - LEFT) * right.applyAsDouble(i),
                    BOTTOM - (BOTTOM - TOP) * up.applyAsDouble(i),
                    DOT,
                    flip.flipped()[i] ? FLIPPED : NORMAL);
        }
        drawing.text(
                (LEFT + RIGHT) / 2,
                BOTTOM + 16,
                "middle",
                place == 0 ? "first signal" : "row, the correlation turned in the last " + CorrelationFlip.FLIPPED);
        drawing.endGroup();
    }
}
