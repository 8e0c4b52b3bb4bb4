package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.StateTable.Slot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link MatrixSketch} with a detector. */
class DetectingSketchTest {

    private static final DetectorParameters DETECTION = DetectorParameters.standard();

    private static MatrixSketch sketch(int dimension) {
        return new MatrixSketch(new SketchParameters(dimension, 8, 5, 42), DETECTION);
    }

    private static StateTable state(MatrixSketch sketch) {
        return StateTable.of(sketch::writeTo);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12})
    void goesOnFromItsJournalBitForBitAndJudgesTheSame(int dimension) {
        StateTable table = new StateTable();
        MatrixSketch straight = sketch(dimension);
        MatrixSketch interrupted = sketch(dimension);
        double[] strange = new double[dimension];
        strange[1] = 100;
        for (double[] row : TestMatrix.HEAVY.rows(1200, dimension, 2)) {
            assertThat(judged(interrupted, row)).isEqualTo(judged(straight, row));
            straight.update(row, 3);
            interrupted.update(row, 3);
            interrupted.writeLastUpdateTo(table.writer());
            interrupted = MatrixSketch.readFrom(table.reader(), DETECTION);
            assertThat(judged(interrupted, strange)).isEqualTo(judged(straight, strange));
        }
        state(interrupted).assertSameAs(state(straight), "interrupted after every row");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 16, 100, 299})
    void learnsExactlyTheRowsBeforeItFreezes(int learned) {
        double[][] rows = TestMatrix.SPIKED.rows(300, 12, 7);
        DetectorParameters freezing = DETECTION.withFreezeAfterRows(learned);
        StateTable table = new StateTable();
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(12, 8, 5, 42), freezing);
        AnomalyDetector alone = new AnomalyDetector(12, 8, freezing);
        RowBlock block = new RowBlock(8, 12);
        for (int i = 0; i < rows.length; i++) {
            assertThat(judged(sketch, rows[i])).as("row %d", i).isEqualTo(judged(alone, rows[i]));
            sketch.update(rows[i], 1);
            sketch.writeLastUpdateTo(table.writer());
            sketch = MatrixSketch.readFrom(table.reader(), freezing);
            block.add(rows[i], 1);
            if ((i + 1) % 8 == 0 || i + 1 == learned) {
                alone.fold(block);
                block = new RowBlock(8, 12);
            }
        }
        assertThat(sketch.judge(rows[0]).orElseThrow().modelRows()).isEqualTo(learned);
    }

    /** But for the start, which is weighed once more when the model freezes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 16, 100})
    void freezesAsItIsWhenItIsReadToFreezeAfterAllRowsSoFar(int rows) {
        DetectorParameters unweighed = DETECTION.withStartRows(0);
        StateTable table = new StateTable();
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(12, 8, 5, 42), unweighed);
        for (double[] row : TestMatrix.SPIKED.rows(rows, 12, 8)) {
            sketch.update(row, 1);
            sketch.writeLastUpdateTo(table.writer());
        }

        MatrixSketch frozen = MatrixSketch.readFrom(table.reader(), unweighed.withFreezeAfterRows(rows));

        double[] next = new double[12];
        assertThat(judged(frozen, next)).isEqualTo(judged(sketch.folded(), next));
        assertThat(frozen.judge(next).orElseThrow().modelRows()).isEqualTo(rows);
    }

    private static double[] judged(AnomalyDetector detector, double[] row) {
        return detector.judge(row)
                .map(judgement -> new double[] {judgement.score().combined(), judgement.logPValue()})
                .orElse(new double[0]);
    }

    private static double[] judged(MatrixSketch sketch, double[] row) {
        return sketch.judge(row)
                .map(judgement -> new double[] {judgement.score().combined(), judgement.logPValue()})
                .orElse(new double[0]);
    }

    @Test
    void isTheDetectorAloneOnTheSameBlocks() {
        double[][] rows = TestMatrix.SPIKED.rows(400, 12, 3);
        MatrixSketch sketch = sketch(12);
        AnomalyDetector alone = new AnomalyDetector(12, 8, DETECTION);
        RowBlock block = new RowBlock(8, 12);
        for (double[] row : rows) {
            sketch.update(row, 1);
            block.add(row, 1);
            if (block.isFull()) {
                alone.fold(block);
                block = new RowBlock(8, 12);
            }
        }
        AnomalyDetector detector = sketch.summary().detector().orElseThrow();
        StateTable.of(detector::writeTo).assertSameAs(StateTable.of(alone.withoutStart()::writeTo), "400 rows");
    }

    @Test
    void aSummaryCoversTheWaitingRowsAndLeavesTheDetectorAsItIs() {
        MatrixSketch sketch = sketch(12);
        for (double[] row : TestMatrix.SPIKED.rows(13, 12, 4)) {
            sketch.update(row, 1);
        }
        StateTable before = state(sketch);
        assertThat(sketch.summary().detector().orElseThrow().rows()).isEqualTo(13);
        sketch.summary().merge(sketch.summary());
        state(sketch).assertSameAs(before, "asked");
    }

    @Test
    void theOtherAnswersAreThoseOfASketchWithoutADetector() {
        MatrixSketch plain = new MatrixSketch(new SketchParameters(12, 8, 5, 42));
        MatrixSketch detecting = sketch(12);
        for (double[] row : TestMatrix.SPIKED.rows(100, 12, 5)) {
            plain.update(row, 1);
            detecting.update(row, 1);
        }
        StateTable whole = state(detecting);
        state(MatrixSketch.readFrom(whole.reader())).assertSameAs(state(plain), "read without the detector");
        assertThat(detecting.heapBytes()).isGreaterThan(plain.heapBytes());
        assertThat(plain.summary().detector()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> plain.judge(new double[12]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without a detector");
        MatrixSummary summary = plain.summary();
        assertThatThrownBy(() -> summary.merge(detecting.summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("detector");
    }

    @Test
    void theStatesOfDifferentRowsAreRefused() {
        MatrixSketch sketch = sketch(12);
        for (double[] row : TestMatrix.SPIKED.rows(100, 12, 6)) {
            sketch.update(row, 1);
        }
        StateTable whole = state(sketch);
        for (StateTable wrong : List.of(
                whole.with(new Slot(Section.DETECTOR, 0), 0, 97),
                whole.without(new Slot(Section.DETECTOR, 0)),
                whole.without(new Slot(Section.LEARNED_MOMENTS, 1)),
                whole.without(new Slot(Section.LEARNED_DIRECTIONS, 7)))) {
            assertThatThrownBy(() -> MatrixSketch.readFrom(wrong.reader(), DETECTION))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void writesTwoRowsOfStateForEveryRowAndEveryKeptOneOnce() {
        MatrixSketch sketch = sketch(12);
        long[] written = {0, 0};
        for (double[] row : TestMatrix.NOISE.rows(2000, 12, 7)) {
            sketch.update(row, 1);
            sketch.writeLastUpdateTo((section, slot, numbers) -> {
                if (numbers != null) {
                    written[section == Section.START ? 1 : 0] += numbers.length;
                }
            });
        }
        assertThat(written[0]).isLessThan(2000 * 2 * 14);
        assertThat(written[1]).isPositive().isLessThan(1024 * 14);
    }

    @Test
    void leavesNoRowOfAStartThatIsOver() {
        MatrixSketch sketch = sketch(12);
        StateTable table = new StateTable();
        int most = 0;
        for (double[] row : TestMatrix.NOISE.rows(1500, 12, 9)) {
            sketch.update(row, 1);
            sketch.writeLastUpdateTo(table.writer());
            sketch = MatrixSketch.readFrom(table.reader(), DETECTION);
            most = Math.max(most, keptRows(table));
        }
        assertThat(most).isGreaterThan(800);
        assertThat(keptRows(table)).isZero();
    }

    @Test
    void aStartIsOverWhenFewerRowsAreAskedFor() {
        MatrixSketch sketch = sketch(12);
        double[][] rows = TestMatrix.NOISE.rows(700, 12, 10);
        StateTable table = new StateTable();
        for (int i = 0; i < 500; i++) {
            sketch.update(rows[i], 1);
            sketch.writeLastUpdateTo(table.writer());
        }
        int kept = keptRows(table);
        assertThat(kept).isPositive();

        DetectorParameters shorter = DETECTION.withStartRows(kept);
        MatrixSketch read = MatrixSketch.readFrom(table.reader(), shorter);
        assertThat(judged(read, rows[600])).isEqualTo(judged(sketch, rows[600]));
        for (int i = 500; i < 700; i++) {
            read.update(rows[i], 1);
            read.writeLastUpdateTo(table.writer());
        }
        assertThat(keptRows(table)).isZero();
    }

    @Test
    void aSummaryKeepsNoRows() {
        MatrixSketch sketch = sketch(12);
        for (double[] row : TestMatrix.NOISE.rows(300, 12, 11)) {
            sketch.update(row, 1);
        }
        assertThat(keptRows(state(sketch))).isEqualTo(296);
        assertThat(keptRows(state(sketch.folded()))).isZero();
        assertThat(sketch.heapBytes())
                .isGreaterThan(new MatrixSketch(sketch.parameters(), DETECTION.withStartRows(0)).heapBytes());
    }

    private static int keptRows(StateTable table) {
        return (int) table.rows().keySet().stream()
                .filter(slot -> slot.section() == Section.START)
                .count();
    }
}
