package io.eigenstream.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How often failed threads are replaced: at most so many times in any ten minutes. Safe for use by several threads. */
final class RestartBudget {

    static final Duration WINDOW = Duration.ofMinutes(10);

    private final int most;
    private final LongSupplier clockMs;
    private final Deque<Long> taken = new ArrayDeque<>();

    RestartBudget(int most, LongSupplier clockMs) {
        this.most = most;
        this.clockMs = clockMs;
    }

    /** Whether one more is within the budget, which it then uses up. */
    synchronized boolean take() {
        long now = clockMs.getAsLong();
        while (!taken.isEmpty() && now - taken.peekFirst() >= WINDOW.toMillis()) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            return false;
        }
        taken.addLast(now);
        return true;
    }
}
