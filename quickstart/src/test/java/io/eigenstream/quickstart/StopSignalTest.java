package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final List<Thread> hooks = new ArrayList<>();
    private final BlockingQueue<Integer> exitCodes = new LinkedBlockingQueue<>();
    private final StopSignal signal = new StopSignal(hooks::add, exitCodes::add);

    @Test
    void leavesAProcessAloneUntilSomeoneListens() {
        assertThat(hooks).isEmpty();
        assertThat(signal.listen().isRequested()).isFalse();
        assertThat(hooks).hasSize(1);
    }

    @Test
    void endsTheProcessWithTheCommandsExitCodeOnceTheCommandHasWoundUp() throws InterruptedException {
        signal.listen();
        hooks.get(0).start();
        while (!signal.isRequested()) {
            Thread.onSpinWait();
        }
        assertThat(exitCodes).isEmpty();

        signal.windUp(0);
        assertThat(exitCodes.poll(10, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void leavesTheExitOfACommandThatHasEndedToTheProcess() {
        signal.listen();
        signal.windUp(0);
        hooks.get(0).run();
        assertThat(exitCodes).isEmpty();
        assertThat(signal.isRequested()).isFalse();
    }
}
