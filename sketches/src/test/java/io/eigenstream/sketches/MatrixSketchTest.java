package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.StateTable.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixSketchTest {

    private static final SketchParameters SHAPE = new SketchParameters(12, 8, 5, 42);

    private static StateTable state(MatrixSketch sketch) {
        return StateTable.of(sketch::writeTo);
    }

    private static MatrixSketch read(StateTable state) {
        return MatrixSketch.readFrom(state.reader());
    }

    private static MatrixSketch sketch(double[][] rows) {
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (double[] row : rows) {
            sketch.update(row, 1);
        }
        return sketch;
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void goesOnFromItsStateBitForBit(TestMatrix matrix) {
        double[][] rows = matrix.rows(70, 12, 1);
        MatrixSketch straight = new MatrixSketch(SHAPE);
        MatrixSketch interrupted = new MatrixSketch(SHAPE);
        for (double[] row : rows) {
            straight.update(row, 1);
            interrupted.update(row, 1);
            interrupted = read(state(interrupted));
            state(interrupted).assertSameAs(state(straight), "row by row");
        }
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void theRowsWrittenAfterEveryUpdateAreTheWholeState(TestMatrix matrix) {
        StateTable table = new StateTable();
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (double[] row : matrix.rows(400, 12, 2)) {
            sketch.update(row, 2);
            sketch.writeLastUpdateTo(table.writer());
            state(read(table)).assertSameAs(state(sketch), "written");
        }
    }

    @Test
    void aSketchThatWasReadGoesOnInTheTableThatItWasReadFrom() {
        StateTable table = new StateTable();
        MatrixSketch straight = new MatrixSketch(SHAPE);
        MatrixSketch interrupted = new MatrixSketch(SHAPE);
        for (double[] row : TestMatrix.SPIKED.rows(400, 12, 2)) {
            straight.update(row, 3);
            interrupted.update(row, 3);
            interrupted.writeLastUpdateTo(table.writer());
            interrupted = read(table);
        }
        state(interrupted).assertSameAs(state(straight), "interrupted after every row");
    }

    @Test
    void anUpdateWritesOneRowOfStateUnlessTheJournalIsFull() {
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        List<Integer> written = new ArrayList<>();
        for (double[] row : TestMatrix.NOISE.rows(1000, 12, 3)) {
            sketch.update(row, 1);
            written.add(StateTable.of(sketch::writeLastUpdateTo).rows().size());
        }
        assertThat(written.subList(1, 1000)).filteredOn(count -> count > 1).hasSizeBetween(5, 20);
        assertThat(written.stream().mapToInt(Integer::intValue).sum()).isLessThan(2 * 1000 + 100);
    }

    @Test
    void theTableOfAJournalIsAtMostTwiceTheState() {
        StateTable table = new StateTable();
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (double[] row : TestMatrix.NOISE.rows(1000, 12, 3)) {
            sketch.update(row, 1);
            sketch.writeLastUpdateTo(table.writer());
        }
        assertThat(table.rows()).hasSizeLessThan(2 * state(sketch).rows().size() + 5);
    }

    @Test
    void aJournalOfAnotherSketchIsRefused() {
        StateTable table = new StateTable();
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (double[] row : TestMatrix.NOISE.rows(2, 12, 3)) {
            sketch.update(row, 1);
            sketch.writeLastUpdateTo(table.writer());
        }
        Slot second = new Slot(Section.JOURNAL, 2);
        double[] entry = table.rows().get(second);
        for (StateTable wrong : List.of(
                table.with(second, new double[] {2}),
                table.with(second, Arrays.copyOf(entry, 14)),
                table.with(second, 1, 0),
                table.with(second, 2, -2),
                table.with(second, 3, 1e61),
                table.with(second, 5, Double.NaN))) {
            assertThatThrownBy(() -> read(wrong)).isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void theHeaderIsWrittenLast() {
        assertThat(state(sketch(TestMatrix.NOISE.rows(20, 12, 3))).rows().keySet())
                .last()
                .isEqualTo(new Slot(Section.SKETCH, 0));
    }

    @Test
    void answersLeaveTheSketchAsItIs() {
        MatrixSketch sketch = sketch(TestMatrix.SPIKED.rows(37, 12, 4));
        StateTable before = state(sketch);
        MatrixSummary summary = sketch.summary();
        summary.eigenvector(summary.spectrum());
        summary.principalComponents(0.9);
        sketch.lastFoldComponents(RankRule.energyShare(0.9));
        summary.merge(sketch.summary());
        state(sketch).assertSameAs(before, "answered");
    }

    @Test
    void aSummaryCoversTheWaitingRows() {
        double[][] rows = TestMatrix.SPIKED.rows(37, 12, 5);
        MatrixSummary summary = sketch(rows).summary();
        assertThat(summary.rows()).isEqualTo(37);
        assertThat(summary.spectrum().energy())
                .isCloseTo(Dense.frobeniusSquared(rows), org.assertj.core.data.Percentage.withPercentage(1e-10));
    }

    @Test
    void equalRowsAndSeedsGiveEqualBitsAndOtherSeedsDoNot() {
        double[][] rows = TestMatrix.NOISE.rows(50, 12, 6);
        state(sketch(rows)).assertSameAs(state(sketch(rows)), "equal rows and seeds");
        MatrixSketch other = new MatrixSketch(SHAPE.forPartition("m", 0));
        for (double[] row : rows) {
            other.update(row, 1);
        }
        Slot gaussian = new Slot(Section.GAUSSIAN, 0);
        assertThat(state(other).rows().get(gaussian))
                .isNotEqualTo(state(sketch(rows)).rows().get(gaussian));
    }

    @Test
    void everyPartitionOfEveryMatrixHasItsOwnSeed() {
        assertThat(SHAPE.forPartition("m", 0).seed())
                .isEqualTo(SHAPE.forPartition("m", 0).seed())
                .isNotEqualTo(SHAPE.forPartition("m", 1).seed())
                .isNotEqualTo(SHAPE.forPartition("n", 0).seed());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.1e60, -1e300})
    void refusesValuesThatWouldPoisonIt(double value) {
        MatrixSketch sketch = sketch(TestMatrix.NOISE.rows(9, 12, 7));
        double[] row = new double[12];
        row[3] = value;
        assertRefused(sketch, row, 1, "values[3] is " + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1.1e12})
    void refusesWeightsThatAreNoMultiplicity(double weight) {
        assertRefused(sketch(TestMatrix.NOISE.rows(9, 12, 8)), new double[12], weight, "the weight is " + weight);
    }

    @Test
    void refusesRowsOfAnotherDimension() {
        assertRefused(sketch(TestMatrix.NOISE.rows(9, 12, 9)), new double[11], 1, "11 values, expected 12");
    }

    private static void assertRefused(MatrixSketch sketch, double[] row, double weight, String message) {
        StateTable before = state(sketch);
        assertThatThrownBy(() -> sketch.update(row, weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        state(sketch).assertSameAs(before, "refused");
    }

    @Test
    void acceptsTheLargestAndSmallestValues() {
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (int i = 0; i < 40; i++) {
            double[] row = new double[12];
            row[i % 12] = i % 2 == 0 ? MatrixSketch.LARGEST_MAGNITUDE : Double.MIN_VALUE;
            sketch.update(row, 1);
        }
        SpectrumEstimate spectrum = sketch.summary().spectrum();
        assertThat(spectrum.energy()).isFinite();
        assertThat(Arrays.stream(spectrum.upperBounds())).allMatch(Double::isFinite);
    }

    @Test
    void stateAndHeapDoNotGrowWithTheStream() {
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        double[][] rows = TestMatrix.NOISE.rows(1000, 12, 10);
        for (int i = 0; i < 100_000; i++) {
            sketch.update(rows[i % 1000], 1);
        }
        assertThat(8 * state(sketch).doubles()).isLessThan(sketch.heapBytes());
        assertThat(sketch.rows()).isEqualTo(100_000);
    }

    @Test
    void noStateIsNoSketch() {
        assertThat(MatrixSketch.readFrom((section, slot) -> null)).isNull();
    }

    @Test
    void everyMissingOrShortenedRowOfStateIsFound() {
        StateTable whole = state(sketch(TestMatrix.NOISE.rows(29, 12, 11)));
        whole.rows().forEach((slot, row) -> {
            if (slot.section() != Section.SKETCH) {
                assertCorrupt(whole.without(slot), slot);
            }
            assertCorrupt(whole.with(slot, new double[row.length - 1]), slot);
        });
    }

    @Test
    void everyCountOutOfRangeIsFound() {
        StateTable whole = state(sketch(TestMatrix.NOISE.rows(29, 12, 12)));
        assertCountsChecked(whole, Section.SKETCH, 0, 0, 1, 2, 3, 4, 5, 6, 7);
        assertCountsChecked(whole, Section.MOMENTS, 0, 0, 5, 6, 7, 8);
        assertCountsChecked(whole, Section.POWER, 0, 0, 1, 2, 3);
        assertCountsChecked(whole, Section.POWER, 1, 1, 4, 5);
        assertCountsChecked(whole, Section.OJA, 0, 0, 3, 4, 5);
        assertCountsChecked(whole, Section.HEAVY, 0, 0);
    }

    private static void assertCountsChecked(StateTable whole, Section section, int slotNumber, int... places) {
        Slot slot = new Slot(section, slotNumber);
        for (int place : places) {
            for (double wrong : new double[] {-1, 0.5, Double.NaN, 1e300}) {
                assertCorrupt(whole.with(slot, place, wrong), slot);
            }
        }
    }

    private static void assertCorrupt(StateTable state, Slot slot) {
        assertThatThrownBy(() -> read(state)).as("%s", slot).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void everySizeRowsAreFolded() {
        double[][] rows = TestMatrix.NOISE.rows(27, 12, 13);
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        for (int i = 0; i < rows.length; i++) {
            assertThat(sketch.update(rows[i], 1)).as("row %d", i).isEqualTo(i % 8 == 7);
            assertThat(sketch.rows()).isEqualTo(i + 1);
            assertThat(sketch.foldedRows()).isEqualTo((i + 1) / 8 * 8);
        }
        assertThat(sketch.lastFoldComponents(RankRule.energyShare(0.9)).rows()).isEqualTo(24);
        assertThat(sketch.folded().foldedRows()).isEqualTo(27);
        assertThat(sketch.parameters()).isEqualTo(SHAPE);
    }

    @Test
    void takesTheLargestValuesAndWeights() {
        MatrixSketch sketch = new MatrixSketch(SHAPE);
        double[] row = new double[12];
        Arrays.fill(row, -MatrixSketch.LARGEST_MAGNITUDE);
        sketch.update(row, MatrixSketch.LARGEST_WEIGHT);
        row[0] = MatrixSketch.LARGEST_MAGNITUDE;
        sketch.update(row, Double.MIN_VALUE);
        assertThat(sketch.rows()).isEqualTo(2);
        assertThat(read(state(sketch)).rows()).isEqualTo(2);
    }

    /** A row of weight w counts as √w times the row, in every method. */
    @Test
    void theWeightIsThatOfTheSquares() {
        double[][] rows = TestMatrix.NOISE.rows(40, 12, 14);
        MatrixSketch weighted = new MatrixSketch(SHAPE);
        MatrixSketch scaled = new MatrixSketch(SHAPE);
        for (double[] row : rows) {
            weighted.update(row, 4);
            scaled.update(Arrays.stream(row).map(x -> 2 * x).toArray(), 1);
        }
        for (Section section : new Section[] {Section.GAUSSIAN, Section.PROBES, Section.POWER, Section.OJA}) {
            state(scaled).rows().forEach((slot, row) -> {
                if (slot.section() == section) {
                    assertThat(state(weighted).rows().get(slot)).as("%s", slot).containsExactly(row);
                }
            });
        }
        assertThat(weighted.summary().spectrum().energy())
                .isCloseTo(4 * Dense.frobeniusSquared(rows), org.assertj.core.data.Percentage.withPercentage(1e-10));
    }

    /** Rows of d doubles with 40 bytes around them: 2ℓ + 2, and unless d ≤ ℓ those of the other methods. */
    @Test
    void theHeapIsThatOfTheRowsHeld() {
        assertThat(new MatrixSketch(new SketchParameters(8, 8, 5, 1)).heapBytes())
                .isEqualTo((2 * 8 + 2) * (8 * 8 + 40));
        AnyOrderEigenvector anyOrder = new AnyOrderEigenvector(12, 1);
        RandomOrderEigenvector randomOrder = new RandomOrderEigenvector(12, 5, 1);
        long others = anyOrder.rowsHeld() + randomOrder.rowsHeld() + 2 * 12;
        assertThat(new MatrixSketch(SHAPE).heapBytes()).isEqualTo((2 * 8 + 2 + others) * (8 * 12 + 40));
    }

    @Test
    void theStateOfAnotherVersionIsRefused() {
        StateTable whole = state(sketch(TestMatrix.NOISE.rows(29, 12, 15)));
        assertThatThrownBy(() -> read(whole.with(new Slot(Section.SKETCH, 0), 0, 2)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("state of version 2.0, expected 1");
    }

    /** Each is the whole state of a sketch, but not of one and the same. */
    @Test
    void sketchesOfOtherRowsOrShapesAreNotOneMatrix() {
        StateTable whole = state(sketch(TestMatrix.NOISE.rows(29, 12, 16)));
        Slot header = new Slot(Section.SKETCH, 0);
        assertCorrupt(whole.with(header, 1, 13), header);
        assertCorrupt(whole.with(header, 2, 9), header);
        assertCorrupt(whole.with(header, 3, ShrinkPolicy.ROBUST.ordinal()), header);
        double[][] other = TestMatrix.NOISE.rows(37, 12, 17);
        assertOtherRows(whole, sketch(other), Section.MOMENTS, "differ in shape or rows");
        assertOtherRows(whole, sketch(other), Section.OJA, "saw different rows");
        assertOtherRows(whole, sketch(other), Section.POWER, "saw different rows");
    }

    /** One section of another sketch's state in place of its own. */
    private static void assertOtherRows(StateTable whole, MatrixSketch other, Section section, String message) {
        StateTable mixed = StateTable.of(out -> {
            whole.rows().forEach((slot, row) -> out.write(slot.section(), slot.slot(), row));
            state(other).rows().forEach((slot, row) -> {
                if (slot.section() == section) {
                    out.write(slot.section(), slot.slot(), row);
                }
            });
        });
        assertThatThrownBy(() -> read(mixed))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aWaitingRowThatIsNoneIsRefused() {
        StateTable whole = state(sketch(TestMatrix.NOISE.rows(29, 12, 18)));
        Slot waiting = new Slot(Section.PENDING, 4);
        assertThatThrownBy(() -> read(whole.with(waiting, 0, 0)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("the weight is 0.0");
        assertThatThrownBy(() -> read(whole.with(waiting, 3, 1e61)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("values[2] is 1.0E61");
        assertCorrupt(whole.with(new Slot(Section.SKETCH, 0), 7, 8), waiting);
    }

    @Test
    void theFirstRowIsWrittenWithEverythingElse() {
        MatrixSketch sketch = sketch(TestMatrix.NOISE.rows(1, 12, 19));
        StateTable.of(sketch::writeLastUpdateTo).assertSameAs(state(sketch), "first row");
    }
}
