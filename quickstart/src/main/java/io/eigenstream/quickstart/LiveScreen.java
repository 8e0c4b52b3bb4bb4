package io.eigenstream.quickstart;

import java.io.PrintWriter;
import java.time.Duration;

/** Where a live view is shown. */
enum LiveScreen {
    /** A terminal: every view is drawn over the one before; the last one stays when the screen closes. */
    TERMINAL(Duration.ofSeconds(1)) {

        @Override
        void open(PrintWriter out) {
            out.print(ALTERNATE_BUFFER + HIDE_CURSOR);
            out.flush();
        }

        @Override
        void show(PrintWriter out, String view) {
            out.print(HOME + view.replace("\n", CLEAR_TO_END_OF_LINE + "\n") + CLEAR_BELOW);
            out.flush();
        }

        @Override
        void close(PrintWriter out, String lastView) {
            out.print(SHOW_CURSOR + NORMAL_BUFFER + lastView);
            out.flush();
        }
    },

    /** A pipe or a file: views follow each other. */
    LINES(Duration.ofSeconds(5)) {

        @Override
        void open(PrintWriter out) {
            // nothing to prepare
        }

        @Override
        void show(PrintWriter out, String view) {
            out.print(view + "\n");
            out.flush();
        }

        @Override
        void close(PrintWriter out, String lastView) {
            show(out, lastView);
        }
    };

    private static final String ESCAPE = "\u001b[";
    private static final String ALTERNATE_BUFFER = ESCAPE + "?1049h";
    private static final String NORMAL_BUFFER = ESCAPE + "?1049l";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final String HOME = ESCAPE + "H";
    private static final String CLEAR_TO_END_OF_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final Duration refreshInterval;

    LiveScreen(Duration refreshInterval) {
        this.refreshInterval = refreshInterval;
    }

    /** The launcher knows whether standard output is a terminal; the JVM cannot tell. */
    static LiveScreen ofStandardOutput() {
        return Boolean.getBoolean("eigenstream.stdout.terminal") ? TERMINAL : LINES;
    }

    Duration refreshInterval() {
        return refreshInterval;
    }

    abstract void open(PrintWriter out);

    abstract void show(PrintWriter out, String view);

    abstract void close(PrintWriter out, String lastView);
}
