package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RatiosTest {

    @Test
    void comparesTheMediansOfOursWithThoseOfEveryoneElse() {
        Ratios ratios = new Ratios("folds 8x4");
        for (double rate : new double[] {30, 10, 200}) {
            ratios.add("plain", rate);
        }
        ratios.add("peer", 20);
        ratios.add("vector", 15);
        ratios.add("slow", 0.1);

        assertThat(ratios.lines(Set.of("plain", "vector", "absent")))
                .containsExactly(
                        "# folds 8x4: plain is 1.50 times peer, 300.00 times slow",
                        "# folds 8x4: vector is 0.75 times peer, 150.00 times slow");
    }

    @Test
    void hasNothingToTellOfOursAlone() {
        Ratios ratios = new Ratios("folds 8x4");
        ratios.add("plain", 1);

        assertThat(ratios.lines(Set.of("plain"))).isEmpty();
    }
}
