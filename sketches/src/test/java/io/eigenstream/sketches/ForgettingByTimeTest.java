package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.DetectorParameters.Learning;
import io.eigenstream.sketches.StateTable.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link MatrixSketch} whose detector forgets by the times of the rows. */
class ForgettingByTimeTest {

    private static final int DIMENSION = 12;
    private static final int SIZE = 8;
    private static final SketchParameters SHAPE = new SketchParameters(DIMENSION, SIZE, 5, 42);
    private static final DetectorParameters MINUTE =
            DetectorParameters.standard().withRank(RankRule.fixed(2)).withHalfLife(HalfLife.ofMillis(60_000));
    private static final double EPOCH = 1.7e12;

    private static double[] normal(Random random) {
        double[] causes = {random.nextGaussian(), random.nextGaussian()};
        double[] row = new double[DIMENSION];
        Arrays.setAll(row, j -> 5 + causes[j % 2] + 0.3 * random.nextGaussian());
        return row;
    }

    private static double[] moved(Random random) {
        double[] row = normal(random);
        row[3] += 20;
        return row;
    }

    /** The mean of column 3 in the model after rows one second apart: before a change, then after it. */
    private static double meanAfter(DetectorParameters parameters, double secondsAfter) {
        MatrixSketch sketch = new MatrixSketch(SHAPE, parameters.withLearning(Learning.ALL));
        Random random = new Random(3);
        for (int i = 0; i < 1600; i++) {
            sketch.update(normal(random), 1, EPOCH + 1000.0 * i);
        }
        for (int i = 1; i <= 160; i++) {
            sketch.update(moved(random), 1, EPOCH + 1_599_000 + i * secondsAfter * 1000 / 160);
        }
        return model(sketch).mean()[3];
    }

    private static PrincipalComponents model(MatrixSketch sketch) {
        return sketch.summary().detector().orElseThrow().model().orElseThrow();
    }

    @Test
    void whatIsOfMinutesAgoIsForgottenHoweverManyRowsItHas() {
        DetectorParameters never = MINUTE.withHalfLife(HalfLife.NEVER);
        assertThat(meanAfter(never, 1000)).as("a tenth of the rows moved").isCloseTo(5 + 2, within(0.3));
        assertThat(meanAfter(MINUTE, 1)).as("a second is nothing of 86.6").isCloseTo(5 + 20 * 0.65, within(1.0));
        assertThat(meanAfter(MINUTE, 60)).as("half is left").isCloseTo(5 + 20 * 0.75, within(1.0));
        assertThat(meanAfter(MINUTE, 1000)).as("16 half-lives").isCloseTo(25, within(0.5));
    }

    @Test
    void afterAPauseTheModelWarmsUpAnewAndFlagsNoMoreThanBefore() {
        MatrixSketch sketch = new MatrixSketch(SHAPE, MINUTE);
        Random random = new Random(4);
        double time = EPOCH;
        for (int i = 0; i < 4000; i++) {
            sketch.update(normal(random), 1, time += 100);
        }
        assertThat(sketch.judge(normal(random)).orElseThrow().isWarm()).isTrue();
        time += 12 * 3600_000;
        int cold = 0;
        int flagged = 0;
        for (int i = 0; i < 1000; i++) {
            double[] row = normal(random);
            Judgement judgement = sketch.judge(row).orElseThrow();
            cold += judgement.isWarm() ? 0 : 1;
            flagged += judgement.isAnomalous() ? 1 : 0;
            sketch.update(row, 1, time += 100);
        }
        assertThat(cold).as("ten rows for each axis and one more").isBetween(16, 32);
        assertThat(flagged).isLessThanOrEqualTo(10);
        assertThat(sketch.summary().spectrum().rows())
                .as("the other estimates keep all")
                .isEqualTo(5000);
    }

    /** Twice the same second of the clock, a step back, pauses. */
    private static double[] unevenTimes(int count) {
        Random random = new Random(5);
        double[] times = new double[count];
        double time = EPOCH;
        for (int i = 0; i < count; i++) {
            times[i] = random.nextInt(10) == 0 ? time - 5000 : time;
            time += random.nextInt(4) * 1000 + (random.nextInt(100) == 0 ? 100_000 : 0);
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12})
    void goesOnFromItsJournalBitForBit(int dimension) {
        SketchParameters shape = new SketchParameters(dimension, SIZE, 5, 42);
        double[][] rows = TestMatrix.HEAVY.rows(1300, dimension, 2);
        double[] times = unevenTimes(rows.length);
        StateTable table = new StateTable();
        MatrixSketch straight = new MatrixSketch(shape, MINUTE);
        MatrixSketch interrupted = new MatrixSketch(shape, MINUTE);
        for (int i = 0; i < rows.length; i++) {
            straight.update(rows[i], 3, times[i]);
            interrupted.update(rows[i], 3, times[i]);
            interrupted.writeLastUpdateTo(table.writer());
            interrupted = MatrixSketch.readFrom(table.reader(), MINUTE);
        }
        StateTable.of(interrupted::writeTo).assertSameAs(StateTable.of(straight::writeTo), "after every row");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 9, 700, 1031})
    void goesOnFromItsWholeStateBitForBit(int rowsBefore) {
        double[][] rows = TestMatrix.SPIKED.rows(1200, DIMENSION, 6);
        double[] times = unevenTimes(rows.length);
        MatrixSketch straight = new MatrixSketch(SHAPE, MINUTE);
        MatrixSketch interrupted = new MatrixSketch(SHAPE, MINUTE);
        for (int i = 0; i < rows.length; i++) {
            straight.update(rows[i], 1, times[i]);
            interrupted.update(rows[i], 1, times[i]);
            if (i + 1 == rowsBefore) {
                interrupted = MatrixSketch.readFrom(
                        StateTable.of(interrupted::writeTo).reader(), MINUTE);
            }
        }
        StateTable.of(interrupted::writeTo).assertSameAs(StateTable.of(straight::writeTo), "read once");
    }

    @Test
    void aSketchThatCountedItsRowsBeforeForgetsNothingAtItsFirstTimedRow() {
        DetectorParameters counting = MINUTE.withHalfLife(HalfLife.ofRows(1e6));
        MatrixSketch sketch = new MatrixSketch(SHAPE, counting);
        Random random = new Random(7);
        StateTable table = new StateTable();
        for (int i = 0; i < 2003; i++) {
            sketch.update(normal(random), 1, EPOCH + i);
            sketch.writeLastUpdateTo(table.writer());
        }
        MatrixSketch timed = MatrixSketch.readFrom(table.reader(), MINUTE);
        for (int i = 0; i < 5 + SIZE; i++) {
            timed.update(normal(random), 1, EPOCH + 2003 + i);
        }
        assertThat(timed.judge(normal(random)).orElseThrow().isWarm()).isTrue();
        assertThat(timed.judge(normal(random)).orElseThrow().modelRows()).isEqualTo(2016);
    }

    @Test
    void partsOfDifferentTimesAreMergedAsOfTheLater() {
        for (boolean olderFirst : List.of(true, false)) {
            AnomalyDetector older = detector(5, EPOCH);
            AnomalyDetector later = detector(25, EPOCH + 60_000);
            AnomalyDetector merged = (olderFirst ? older : later).copy();
            merged.merge(olderFirst ? later : older);
            assertThat(merged.model().orElseThrow().mean()[0])
                    .as("two rows of the later part for one of the older")
                    .isCloseTo((5 + 2 * 25) / 3.0, within(1e-9));
            assertThat(older.model().orElseThrow().mean()[0])
                    .as("left as it is")
                    .isEqualTo(5);
        }
    }

    private static AnomalyDetector detector(double value, double time) {
        AnomalyDetector detector = new AnomalyDetector(3, SIZE, MINUTE.withStartRows(0));
        RowBlock block = new RowBlock(64, 3);
        IntStream.range(0, 64).forEach(i -> block.add(new double[] {value, i % 2, i % 3}, 1, time));
        detector.fold(block);
        return detector;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void refusesARowThatComesAtNoTime(double time) {
        MatrixSketch sketch = new MatrixSketch(SHAPE, MINUTE);
        assertThatThrownBy(() -> sketch.update(new double[DIMENSION], 1, time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time is " + time + ", expected 0 or more");
        assertThat(sketch.rows()).isZero();
    }

    @Test
    void aDamagedClockIsRefused() {
        MatrixSketch sketch = new MatrixSketch(SHAPE, MINUTE);
        Random random = new Random(8);
        for (int i = 0; i < 13; i++) {
            sketch.update(normal(random), 1, EPOCH + i);
        }
        StateTable whole = StateTable.of(sketch::writeTo);
        for (StateTable wrong : List.of(
                whole.with(new Slot(Section.DETECTOR, 0), 5, -1),
                whole.with(new Slot(Section.DETECTOR, 2), 0, Double.NaN),
                whole.with(new Slot(Section.DETECTOR, 2), new double[2]),
                whole.with(new Slot(Section.TIMES, 4), 0, Double.POSITIVE_INFINITY),
                whole.with(new Slot(Section.TIMES, 4), 0, -5),
                whole.with(new Slot(Section.START, 2), 1, -5),
                whole.with(new Slot(Section.TIMES, 4), new double[2]))) {
            assertThatThrownBy(() -> MatrixSketch.readFrom(wrong.reader(), MINUTE))
                    .isInstanceOf(CorruptStateException.class);
        }
    }
}
