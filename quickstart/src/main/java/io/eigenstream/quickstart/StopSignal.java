package io.eigenstream.quickstart;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and SIGTERM) into a flag that a command's loop reads, so that the command winds up in its own thread
 * and in its own order. The process ends when the command has closed its signal, or after {@value #GRACE_SECONDS} s.
 */
final class StopSignal implements AutoCloseable {

    /** What a shell reports of a process that Ctrl-C ended. */
    static final int INTERRUPTED_EXIT_CODE = 130;

    private static final int GRACE_SECONDS = 20;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch woundUp = new CountDownLatch(1);
    private final int exitCode;
    private final Thread hook = new Thread(this::stop, "stop-signal");

    private StopSignal(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Listens from now on; a process that was stopped exits with the code. */
    static StopSignal exitingWith(int exitCode) {
        StopSignal signal = new StopSignal(exitCode);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    @Override
    public void close() {
        if (isRequested()) {
            woundUp.countDown();
        } else {
            stopListening();
        }
    }

    private void stopListening() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            woundUp.countDown();
        }
    }

    /** Halts, as an ordinary exit would report the signal's code and not the command's. */
    private void stop() {
        requested.countDown();
        try {
            if (!woundUp.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(INTERRUPTED_EXIT_CODE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
