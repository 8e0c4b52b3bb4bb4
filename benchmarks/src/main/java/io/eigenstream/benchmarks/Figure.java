package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.LogPlot.Curve;
import java.util.ArrayList;
import java.util.List;

/** Panels, three in a row, over one legend. */
record Figure(List<LogPlot> plots) {

    private static final int COLUMNS = 3;
    private static final int LEGEND_HEIGHT = 24;
    private static final int SAMPLE = 24;
    private static final int LETTER = 6;

    List<String> svg() {
        int rows = (plots.size() + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, plots.size());
        SvgDrawing drawing = new SvgDrawing(columns * LogPlot.WIDTH, rows * LogPlot.HEIGHT + LEGEND_HEIGHT);
        for (int i = 0; i < plots.size(); i++) {
            drawing.beginGroup(i % COLUMNS * LogPlot.WIDTH, i / COLUMNS * LogPlot.HEIGHT);
            plots.get(i).draw(drawing);
            drawing.endGroup();
        }
        drawing.beginGroup(SAMPLE, rows * LogPlot.HEIGHT + LEGEND_HEIGHT / 3.0);
        drawLegend(drawing);
        drawing.endGroup();
        return drawing.lines();
    }

    private void drawLegend(SvgDrawing drawing) {
        List<String> named = new ArrayList<>();
        double x = 0;
        for (LogPlot plot : plots) {
            for (Curve curve : plot.curves()) {
                if (!named.contains(curve.name())) {
                    named.add(curve.name());
                    curve.draw(new double[] {x, 0, x + SAMPLE, 0}, drawing);
                    drawing.text(x + SAMPLE + LETTER, 4, "start", curve.name());
                    x += 2 * SAMPLE + LETTER * (1.0 + curve.name().length());
                }
            }
        }
    }
}
