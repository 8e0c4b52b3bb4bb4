package io.eigenstream.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    @Test
    void theLongPlanHasAsManyDisturbancesAsAskedForAndOfEveryKind() {
        for (int disturbances : new int[] {1, 7, 40, 100}) {
            List<Disturbance> drawn = drawn(Scenario.longPlan(disturbances, 3));

            assertThat(drawn).hasSize(disturbances);
            if (disturbances >= 40) {
                assertThat(Set.copyOf(drawn)).containsExactlyInAnyOrder(Disturbance.values());
            }
        }
    }

    @Test
    void thePlanIsThatOfItsSeed() {
        assertThat(Scenario.longPlan(60, 1)).isEqualTo(Scenario.longPlan(60, 1)).isNotEqualTo(Scenario.longPlan(60, 2));
    }

    @Test
    void aBrokerIsKilledOnlyWhereTwoAreLeft() {
        assertThat(Scenario.longPlan(100, 5))
                .allSatisfy(scenario -> assertThat(scenario.disturbances().contains(Disturbance.KILL_BROKER))
                        .isEqualTo(scenario.brokers() == 3));
    }

    @Test
    void everyPlanEndsWithTheControl() {
        assertThat(List.of(Scenario.shortPlan(), Scenario.longPlan(10, 1)))
                .allSatisfy(plan -> assertThat(plan).last().matches(Scenario::isControl));
    }

    private static List<Disturbance> drawn(List<Scenario> plan) {
        return plan.stream()
                .filter(scenario -> !scenario.isControl())
                .flatMap(scenario -> scenario.disturbances().stream())
                .toList();
    }
}
