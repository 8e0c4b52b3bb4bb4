package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeylBoundTest {

    @Test
    void countsMembersUpToRankRowsAndLosesTheOthers() {
        StackBound bound =
                Stack.on(WeylBound.ofRank(3), Blocks.row(3, 0, 0, 0), new double[][] {{0, 2, 0, 0}, {0, 2, 0, 0}});
        assertThat(bound.relativeError()).as("3 rows").isLessThan(1e-13);
        assertThat(bound.basis()).as("3 rows, 2 directions").hasDimensions(2, 4);
        bound = Stack.on(bound, Blocks.row(0, 0, 1, 0));
        assertThat(bound.relativeError()).as("4th row").isCloseTo(Math.sqrt(1 / 18.0), within(1e-12));
        assertThat(bound.basis()).as("4th row").hasDimensions(2, 4);
    }

    @Test
    void passesOverAMemberThatIsTooTall() {
        StackBound bound = Stack.on(
                WeylBound.ofRank(2), Blocks.row(2, 0, 0), new double[][] {{0, 1, 0}, {0, 0, 1}}, Blocks.row(0, 3, 0));
        assertThat(bound.relativeError()).isCloseTo(Math.sqrt(2 / 15.0), within(1e-12));
    }
}
