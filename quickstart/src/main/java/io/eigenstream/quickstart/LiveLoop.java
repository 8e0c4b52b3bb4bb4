package io.eigenstream.quickstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Shows the output topics until it is told to stop or its time is over.
 *
 * @param title begins every view
 * @param length how long to show; absent for until told
 */
record LiveLoop(String title, LiveScreen screen, PrintWriter out, Optional<Duration> length) {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    /** @param stopped is asked several times a second; what it throws ends the loop */
    void show(OutputReader reader, LiveState state, BooleanSupplier stopped) {
        long startNanos = System.nanoTime();
        Duration elapsed = Duration.ZERO;
        Duration nextView = screen.refreshInterval();
        screen.open(out);
        try {
            while (!stopped.getAsBoolean() && !isOver(elapsed)) {
                reader.poll(POLL_TIMEOUT, state);
                elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
                if (elapsed.compareTo(nextView) >= 0) {
                    nextView = elapsed.plus(screen.refreshInterval());
                    screen.show(out, LiveView.render(title, state.snapshot(elapsed)));
                }
            }
        } finally {
            screen.close(out, LiveView.render(title, state.snapshot(elapsed)));
        }
    }

    private boolean isOver(Duration elapsed) {
        return length.filter(l -> elapsed.compareTo(l) >= 0).isPresent();
    }
}
