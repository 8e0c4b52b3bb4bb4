package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private final AtomicLong now = new AtomicLong(5_000);

    @Test
    void isUsedUpAndComesBackWithTime() {
        RestartBudget budget = new RestartBudget(2, now::get);
        assertThat(budget.take()).isTrue();
        now.addAndGet(1_000);
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
        now.set(5_000 + RestartBudget.WINDOW.toMillis() - 1);
        assertThat(budget.take()).isFalse();
        now.addAndGet(1);
        assertThat(budget.take()).as("the first is ten minutes ago").isTrue();
        assertThat(budget.take()).isFalse();
    }

    @Test
    void ofNoneIsNone() {
        assertThat(new RestartBudget(0, now::get).take()).isFalse();
    }
}
