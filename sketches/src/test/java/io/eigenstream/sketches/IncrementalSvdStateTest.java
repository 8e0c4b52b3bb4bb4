package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.StateTable.Slot;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the state of an incremental SVD says, and what it cannot say. */
class IncrementalSvdStateTest {

    private static final int DIMENSION = 9;
    private static final int SIZE = 5;
    private static final int ROWS = 40;
    private static final Slot MOMENTS = new Slot(Section.MOMENTS, 0);
    private static final Slot MEAN = new Slot(Section.MOMENTS, 1);
    private static final int WEIGHT = 1;
    private static final int SHRINKAGE = 2;
    private static final int SCATTER = 3;
    private static final int DIRECTIONS = 5;

    private static IncrementalSvd sketch(int d, ShrinkPolicy policy) {
        IncrementalSvd sketch = new IncrementalSvd(d, SIZE, policy);
        double[][] rows = TestMatrix.NOISE.rows(ROWS, d, 1);
        for (int i = 0; i < ROWS; i += 4) {
            RowBlock block = new RowBlock(4, d);
            for (int j = 0; j < 4; j++) {
                block.add(rows[i + j], 1.5);
            }
            sketch.fold(block);
        }
        return sketch;
    }

    private static StateTable state(int d, ShrinkPolicy policy) {
        return StateTable.of(sketch(d, policy)::writeTo);
    }

    private static StateTable state() {
        return state(DIMENSION, ShrinkPolicy.FREQUENT_DIRECTIONS);
    }

    private static void assertTaken(StateTable state) {
        assertThatCode(() -> IncrementalSvd.readFrom(state.reader())).doesNotThrowAnyException();
    }

    private static void assertRefused(StateTable state, String message) {
        assertThatThrownBy(() -> IncrementalSvd.readFrom(state.reader()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(ShrinkPolicy.class)
    void isTheMomentsTheMeanAndTheDirections(ShrinkPolicy policy) {
        IncrementalSvd sketch = sketch(DIMENSION, policy);
        StateTable state = StateTable.of(sketch::writeTo);
        int kept = sketch.directions().length;
        assertThat(state.rows().get(MOMENTS))
                .containsExactly(
                        ROWS,
                        1.5 * ROWS,
                        sketch.shrinkage(),
                        sketch.scatter(),
                        ROWS / 4.0,
                        kept,
                        DIMENSION,
                        SIZE,
                        policy.ordinal());
        assertThat(state.rows().get(MEAN)).containsExactly(sketch.mean());
        for (int i = 0; i < kept; i++) {
            assertThat(state.rows().get(new Slot(Section.DIRECTIONS, i))).containsExactly(sketch.directions()[i]);
        }
        assertThat(state.rows()).hasSize(2 + kept);
    }

    @ParameterizedTest
    @EnumSource(ShrinkPolicy.class)
    void everyAnswerComesBack(ShrinkPolicy policy) {
        for (int d : new int[] {SIZE, DIMENSION}) {
            IncrementalSvd sketch = sketch(d, policy);
            IncrementalSvd read = IncrementalSvd.readFrom(state(d, policy).reader());
            assertThat(read.shape()).isEqualTo(sketch.shape());
            assertThat(read.rows()).isEqualTo(ROWS);
            assertThat(read.weight()).isEqualTo(sketch.weight());
            assertThat(read.energy()).isEqualTo(sketch.energy());
            assertThat(read.relativeRounding()).isEqualTo(sketch.relativeRounding());
            assertThat(read.spectralError()).isEqualTo(sketch.spectralError());
            assertThat(Arrays.deepEquals(read.retainedRows(), sketch.retainedRows()))
                    .isTrue();
        }
    }

    @Test
    void theEmptySketchHasNoDirections() {
        StateTable empty = StateTable.of(new IncrementalSvd(3, 2, ShrinkPolicy.ROBUST)::writeTo);
        assertThat(empty.rows().get(MOMENTS)).containsExactly(0, 0, 0, 0, 0, 0, 3, 2, 1);
        assertThat(IncrementalSvd.readFrom(empty.reader()).rows()).isZero();
        assertRefused(empty.with(MOMENTS, 0, 5), "5 rows of weight 0.0");
    }

    /** ‖B‖_F² + (a+1)Δ ≤ tr S. */
    @ParameterizedTest
    @EnumSource(ShrinkPolicy.class)
    void noRowsHaveLessScatterThanWhatIsKeptAndPaid(ShrinkPolicy policy) {
        IncrementalSvd sketch = sketch(DIMENSION, policy);
        double least = Kernels.squaredNorm(sketch.directions()) + (policy.shrunk(SIZE) + 1) * sketch.shrinkage();
        StateTable state = StateTable.of(sketch::writeTo);
        assertThat(sketch.shrinkage()).isPositive();
        assertTaken(state.with(MOMENTS, SCATTER, least));
        assertRefused(state.with(MOMENTS, SCATTER, least * (1 - 1e-6)), "no rows have the moments");
    }

    /** Of a sketch that forgets too: B, Δ and the scatter shrink together. */
    @ParameterizedTest
    @EnumSource(ShrinkPolicy.class)
    void whatForgetsKeepsTheInvariant(ShrinkPolicy policy) {
        IncrementalSvd sketch = new IncrementalSvd(DIMENSION, SIZE, policy);
        for (double[] row : TestMatrix.NOISE.rows(100, DIMENSION, 2)) {
            sketch.forget(0.9);
            sketch.fold(RowBlock.of(row));
            double kept = Kernels.squaredNorm(sketch.directions());
            assertThat(kept + (policy.shrunk(SIZE) + 1) * sketch.shrinkage())
                    .isLessThanOrEqualTo(sketch.scatter() * (1 + 1e-12));
            assertTaken(StateTable.of(sketch::writeTo));
        }
        assertThat(sketch.shrinkage()).isPositive();
    }

    @Test
    void theSmallestIsOfOneColumnAndTwoRows() {
        assertThat(new IncrementalSvd(1, 2, ShrinkPolicy.ROBUST).shape()).startsWith("dimension 1, size 2");
        assertThatThrownBy(() -> new IncrementalSvd(0, 2, ShrinkPolicy.ROBUST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension is 0");
        assertThatThrownBy(() -> new IncrementalSvd(1, 1, ShrinkPolicy.ROBUST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size is 1");
    }

    @Test
    void noRowsAreFurtherApartThanTheLargestValues() {
        double most = 4 * 1e120 * DIMENSION * 1.5 * ROWS;
        assertTaken(state().with(MOMENTS, SCATTER, most * (1 - 1e-9)));
        assertRefused(state().with(MOMENTS, SCATTER, most * (1 + 1e-9)), "no rows have the moments");
    }

    @Test
    void noMeanIsLongerThanTheLargestRow() {
        double most = 1e60 * Math.sqrt(2 * DIMENSION);
        assertTaken(state().with(MEAN, 3, most * (1 - 1e-9)));
        assertRefused(state().with(MEAN, 3, most * (1 + 1e-9)), "no rows have the moments");
    }

    @Test
    void noRowIsHeavierThanTheLargestWeight() {
        assertTaken(state().with(MOMENTS, WEIGHT, ROWS * 1e12));
        assertRefused(state().with(MOMENTS, WEIGHT, ROWS * 1e12 * (1 + 1e-9)), "no rows have the moments");
        assertRefused(state().with(MOMENTS, WEIGHT, 0), "40 rows of weight 0.0");
        assertRefused(state().with(MOMENTS, 0, 0), "0 rows of weight 60.0");
    }

    @Test
    void whereNothingIsLostNothingIsMissing() {
        StateTable whole = state(SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS);
        StateTable room = whole.with(MOMENTS, SCATTER, 1e6);
        assertTaken(room);
        assertRefused(room.with(MOMENTS, SHRINKAGE, 1e-9), "no rows have the moments");
    }

    @Test
    void aTriangularFactorHasZerosBelowItsDiagonal() {
        StateTable whole = state(SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS);
        assertRefused(whole.with(new Slot(Section.DIRECTIONS, 3), 2, 1e-9), "a triangular factor has 1.0E-9 at 2");
        StateTable room = whole.with(MOMENTS, SCATTER, 1e6);
        assertTaken(room.with(new Slot(Section.DIRECTIONS, 3), 3, 1));
        assertTaken(state().with(MOMENTS, SCATTER, 1e6).with(new Slot(Section.DIRECTIONS, 3), 2, 1));
    }

    @Test
    void thereAreNoMoreDirectionsThanDimensionsOrRoom() {
        StateTable wide = state();
        assertThat(wide.rows().get(MOMENTS)[DIRECTIONS]).isEqualTo(SIZE);
        assertRefused(wide.with(MOMENTS, DIRECTIONS, SIZE + 1), "number of directions is 6.0");
        StateTable narrow = state(3, ShrinkPolicy.FREQUENT_DIRECTIONS);
        assertThat(narrow.rows().get(MOMENTS)[DIRECTIONS]).isEqualTo(3);
        assertRefused(narrow.with(MOMENTS, DIRECTIONS, 4), "number of directions is 4.0");
    }

    @Test
    void namesTheNumberThatCannotBe() {
        String[] names = {
            "row count",
            "weight",
            "shrinkage",
            "scatter",
            "number of folds",
            "number of directions",
            "dimension",
            "sketch size",
            "shrink policy"
        };
        for (int place = 0; place < names.length; place++) {
            assertRefused(state().with(MOMENTS, place, -1), names[place] + " is -1.0");
        }
        assertRefused(state().with(MOMENTS, 8, ShrinkPolicy.values().length), "shrink policy is 4.0");
        assertRefused(state().with(MOMENTS, 7, 1), "sketch size is 1.0");
        assertRefused(state().with(MOMENTS, 6, 0), "dimension is 0.0");
    }

    @Test
    void whatIsGivenOutIsACopy() {
        IncrementalSvd sketch = sketch(DIMENSION, ShrinkPolicy.ROBUST);
        StateTable before = StateTable.of(sketch::writeTo);
        Arrays.stream(sketch.retainedRows()).forEach(row -> Arrays.fill(row, 7));
        Arrays.fill(sketch.mean(), 7);
        StateTable.of(sketch::writeTo).assertSameAs(before, "overwritten");
    }

    /** B with √W·μ below it. */
    @Test
    void theRetainedRowsAreTheDirectionsAndTheMean() {
        IncrementalSvd sketch = sketch(DIMENSION, ShrinkPolicy.TRUNCATION);
        double[][] rows = sketch.retainedRows();
        assertThat(rows).hasNumberOfRows(SIZE + 1);
        assertThat(Arrays.deepEquals(Arrays.copyOf(rows, SIZE), sketch.directions()))
                .isTrue();
        assertThat(rows[SIZE]).containsExactly(Kernels.scaled(Math.sqrt(1.5 * ROWS), sketch.mean()));
    }

    @Test
    void theAllowanceForRoundingGrowsWithTheFolds() {
        IncrementalSvd sketch = sketch(DIMENSION, ShrinkPolicy.ROBUST);
        assertThat(sketch.relativeRounding()).isEqualTo(0x1.0p-52 * (8 + 4 * 10));
        assertThat(sketch(SIZE, ShrinkPolicy.ROBUST).relativeRounding()).isEqualTo(0x1.0p-52 * (8 + 4 * Math.sqrt(10)));
        sketch.merge(sketch(DIMENSION, ShrinkPolicy.ROBUST));
        assertThat(sketch.relativeRounding()).isEqualTo(0x1.0p-52 * (8 + 4 * 21));
        sketch.forget(0.25);
        sketch.fold(RowBlock.of(new double[DIMENSION]));
        assertThat(sketch.relativeRounding()).isEqualTo(0x1.0p-52 * (8 + 4 * (21 / 4.0 + 1)));
    }
}
