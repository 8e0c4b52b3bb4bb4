package io.eigenstream.producers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps a loop from running faster than a rate on average since its start. */
final class Pace {

    private final double perSecond;
    private final long startNanos = System.nanoTime();
    private long turns;

    /** @param perSecond turns per second; infinite for no limit */
    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Returns when the next turn is due, or at once when the thread is interrupted. */
    void await() {
        long dueNanos = (long) (turns++ / perSecond * TimeUnit.SECONDS.toNanos(1));
        long waitNanos = startNanos + dueNanos - System.nanoTime();
        while (waitNanos > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, waitNanos);
            waitNanos = startNanos + dueNanos - System.nanoTime();
        }
    }
}
