package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfLifeTest {

    private static final double UNKNOWN = TimedRow.UNKNOWN;
    private static final HalfLife SECOND = HalfLife.ofMillis(1000);

    /** Rows of weight 3 that came at the times. */
    private static RowBlock block(double... times) {
        RowBlock block = new RowBlock(times.length, 1);
        for (double time : times) {
            block.add(new double[] {7}, 3, time);
        }
        return block;
    }

    private static double[] weights(RowBlock block) {
        return IntStream.range(0, block.count()).mapToDouble(block::weight).toArray();
    }

    @Test
    void rowsCountHalfAfterSoManyMore() {
        RowBlock block = block(UNKNOWN, 10, 5, UNKNOWN);
        assertThat(HalfLife.ofRows(2).leftBefore(block, 0)).isEqualTo(0.25);
        assertThat(weights(HalfLife.ofRows(1).aged(block, 0))).containsExactly(3.0 / 8, 3.0 / 4, 3.0 / 2, 3);
        assertThat(HalfLife.ofRows(2).left(0, 1e9)).isEqualTo(1);
    }

    @Test
    void rowsCountHalfAfterSoLong() {
        RowBlock block = block(2000, 2000, 4000, 5000);
        assertThat(SECOND.leftBefore(block, 1000)).isEqualTo(1.0 / 16);
        assertThat(weights(SECOND.aged(block, 1000))).containsExactly(3.0 / 8, 3.0 / 8, 3.0 / 2, 3);
        assertThat(SECOND.left(1000, 3000)).isEqualTo(0.25);
        assertThat(HalfLife.latest(1000, block)).isEqualTo(5000);
    }

    @Test
    void aLateRowCountsAsOfTheLatestBeforeIt() {
        RowBlock block = block(5000, 1000, 6000);
        assertThat(weights(SECOND.aged(block, 4000))).containsExactly(1.5, 1.5, 3);
        assertThat(SECOND.leftBefore(block, 4000)).isEqualTo(0.25);
        assertThat(SECOND.leftBefore(block(1000), 4000)).isEqualTo(1);
        assertThat(SECOND.left(3000, 1000)).isEqualTo(1);
        assertThat(HalfLife.latest(9000, block)).isEqualTo(9000);
    }

    @Test
    void aRowOfUnknownTimeCountsAsOfTheLatestBeforeIt() {
        assertThat(weights(SECOND.aged(block(UNKNOWN, 5000, UNKNOWN, 6000), UNKNOWN)))
                .containsExactly(1.5, 1.5, 1.5, 3);
        assertThat(SECOND.leftBefore(block(5000, 6000), UNKNOWN))
                .as("since the first known time")
                .isEqualTo(0.5);
        assertThat(SECOND.left(UNKNOWN, 5000)).isEqualTo(1);
        assertThat(SECOND.left(5000, UNKNOWN)).isEqualTo(1);
        assertThat(HalfLife.latest(UNKNOWN, block(UNKNOWN, 5000, UNKNOWN))).isEqualTo(5000);
        assertThat(HalfLife.latest(UNKNOWN, block(UNKNOWN))).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-3, 1})
    void whatIsLeftIsNeverNothing(double length) {
        HalfLife brief = HalfLife.ofMillis(length);
        RowBlock block = block(0, 1e15, 2e15, 2e15);
        assertThat(brief.leftBefore(block, 0)).isEqualTo(Math.pow(2, -200));
        assertThat(weights(brief.aged(block, 0))).containsExactly(3 * Math.pow(2, -200), 3 * Math.pow(2, -200), 3, 3);
    }

    @Test
    void nothingIsLostWithoutOne() {
        RowBlock block = block(1, 2, 3);
        assertThat(HalfLife.NEVER.aged(block, 0)).isSameAs(block);
        assertThat(HalfLife.NEVER.leftBefore(block, 0)).isEqualTo(1);
        assertThat(HalfLife.ofMillis(Double.POSITIVE_INFINITY).isTimed()).isFalse();
        assertThatThrownBy(() -> HalfLife.ofRows(0)).hasMessage("the half-life is 0.0, expected above 0");
        assertThatThrownBy(() -> HalfLife.ofMillis(Double.NaN)).hasMessage("the half-life is NaN, expected above 0");
    }

    @Test
    void anEvenPaceIsAsGoodAsACount() {
        double[] times = IntStream.range(0, 50).mapToDouble(i -> 10 * (i + 1)).toArray();
        double[] byTime = weights(HalfLife.ofMillis(200).aged(block(times), 0));
        assertThat(byTime).containsExactly(weights(HalfLife.ofRows(20).aged(block(times), 0)), within(1e-14));
    }
}
