package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaneWindowTest {

    private static final int DIMENSION = 24;
    private static final int PANE_ROWS = 30;
    private static final int PANES = 4;
    private static final IncrementalSvd EMPTY = new IncrementalSvd(DIMENSION, 8, ShrinkPolicy.FREQUENT_DIRECTIONS);
    /** Of ‖A‖_F²: as in {@link IncrementalSvdTest}. */
    private static final double ROUNDING = 1e-12;

    private static PaneWindow window(double[][] rows, int blockRows) {
        PaneWindow window = new PaneWindow(EMPTY, PANE_ROWS, PANES);
        for (int start = 0; start < rows.length; start += blockRows) {
            window.fold(RowBlock.of(Arrays.copyOfRange(rows, start, Math.min(rows.length, start + blockRows))));
        }
        return window;
    }

    @ParameterizedTest
    @MethodSource("io.eigenstream.sketches.IncrementalSvdTest#streams")
    void isASketchOfExactlyTheRowsInTheWindow(TestMatrix matrix, long seed) {
        int n = 300 + (int) seed * 7;
        double[][] rows = matrix.rows(n, DIMENSION, seed);
        IncrementalSvd merged = window(rows, 8).merged();
        int inNewest = (n - 1) % PANE_ROWS + 1;
        double[][] inside = Arrays.copyOfRange(rows, n - inNewest - (PANES - 1) * PANE_ROWS, n);
        assertThat(merged.rows()).isEqualTo(inside.length);
        double energy = Dense.frobeniusSquared(inside);
        double rounding = ROUNDING * energy + Double.MIN_NORMAL;
        SimpleMatrix missing =
                Dense.gram(Dense.centred(inside), DIMENSION).minus(Dense.gram(merged.directions(), DIMENSION));
        double[] eigenvalues = Dense.eigenvalues(missing);
        assertThat(eigenvalues[DIMENSION - 1]).isGreaterThanOrEqualTo(-rounding);
        assertThat(eigenvalues[0]).isLessThanOrEqualTo(merged.shrinkage() + rounding);
        double[] sigma = Dense.singularValues(inside);
        for (int k = 0; k <= merged.size(); k++) {
            double tail = Arrays.stream(sigma).skip(k).map(s -> s * s).sum();
            assertThat(merged.shrinkage())
                    .as("Δ at k = %d", k)
                    .isLessThanOrEqualTo(tail / (merged.size() + 1 - k) + rounding);
        }
    }

    @Test
    void aBlockLongerThanAPaneIsSplitWhereThePanesEnd() {
        double[][] rows = TestMatrix.SPIKED.rows(7 * PANE_ROWS, DIMENSION, 3);
        PaneWindow window = window(rows, rows.length);
        PaneWindow paneByPane = window(rows, PANE_ROWS);
        StateTable.of(window::writeTo).assertSameAs(StateTable.of(paneByPane::writeTo), "whole panes");
        assertThat(window.rows()).isEqualTo(rows.length);
        assertThat(window.merged().rows()).isEqualTo((long) PANES * PANE_ROWS);
    }

    @Test
    void knowsNothingOfRowsThatHaveLeft() {
        double[][] old = TestMatrix.NOISE.rows(PANES * PANE_ROWS, DIMENSION, 4);
        double[][] recent = new double[PANES * PANE_ROWS][DIMENSION];
        PaneWindow window = window(old, 8);
        assertThat(window.merged().scatter()).isPositive();
        window.fold(RowBlock.of(recent));
        assertThat(window.merged().scatter()).isZero();
        assertThat(window.merged().shrinkage()).isZero();
    }

    @Test
    void aWindowOfOnePaneStartsAnewWhenItIsFull() {
        PaneWindow window = new PaneWindow(EMPTY, 5, 1);
        window.fold(RowBlock.of(TestMatrix.NOISE.rows(7, DIMENSION, 5)));
        assertThat(window.merged().rows()).isEqualTo(2);
    }

    @Test
    void thePanesStartEmptyWhateverTheSketchThatGivesTheirShape() {
        IncrementalSvd used = EMPTY.copy();
        used.fold(RowBlock.of(TestMatrix.NOISE.rows(9, DIMENSION, 6)));
        PaneWindow window = new PaneWindow(used, 5, 2);
        assertThat(window.merged().rows()).isZero();
        used.fold(RowBlock.of(TestMatrix.NOISE.rows(9, DIMENSION, 6)));
        assertThat(window.merged().rows()).isZero();
    }

    @Test
    void refusesWindowsOfNothing() {
        assertThatThrownBy(() -> new PaneWindow(EMPTY, 0, 1)).hasMessageContaining("paneRows is 0");
        assertThatThrownBy(() -> new PaneWindow(EMPTY, 1, 0)).hasMessageContaining("panes is 0");
    }

    @Test
    void refusesPanesOfAnotherShape() {
        StateTable state = StateTable.of(window(TestMatrix.NOISE.rows(50, DIMENSION, 7), 8)::writeTo);
        StateTable.Slot moments = new StateTable.Slot(Section.MOMENTS, 0);
        assertThatThrownBy(() -> PaneWindow.readFrom(state.with(moments, 8, 1).reader()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("a pane has dimension 24, size 8 and policy FREQUENT_DIRECTIONS");
    }
}
