package io.eigenstream.quickstart;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Turns Ctrl-C (and SIGTERM) into a flag that a command's loop reads, so that the command winds up in its own thread
 * and in its own order. The process then ends with the command's exit code and not with the signal's.
 */
final class StopSignal {

    /** What a shell reports of a process that Ctrl-C ended. */
    static final int STOPPED_EXIT_CODE = 130;

    private static final int GRACE_SECONDS = 20;

    private final Consumer<Thread> addShutdownHook;
    private final IntConsumer halt;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch woundUp = new CountDownLatch(1);
    private volatile int exitCode = STOPPED_EXIT_CODE;

    /**
     * @param addShutdownHook is given what is to run when the process is asked to end
     * @param halt ends the process at once
     */
    StopSignal(Consumer<Thread> addShutdownHook, IntConsumer halt) {
        this.addShutdownHook = addShutdownHook;
        this.halt = halt;
    }

    /** The signals of this process. */
    static StopSignal ofProcess() {
        Runtime process = Runtime.getRuntime();
        return new StopSignal(process::addShutdownHook, process::halt);
    }

    /** Begins to listen: from now on the process waits, when it is asked to end, for {@link #windUp}. */
    StopSignal listen() {
        addShutdownHook.accept(new Thread(this::stop, "stop-signal"));
        return this;
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Tells that the command has ended and all it had is closed. */
    void windUp(int commandExitCode) {
        exitCode = commandExitCode;
        woundUp.countDown();
    }

    private void stop() {
        if (woundUp.getCount() == 0) {
            // the command had ended before: this is its own exit, with its own code
            return;
        }
        requested.countDown();
        try {
            if (!woundUp.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                exitCode = STOPPED_EXIT_CODE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(exitCode);
    }
}
