package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.StateTable.Slot;
import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** The quarantine of an {@link AnomalyDetector} and the {@link SubspaceChange} that comes of it. */
class RegimeChangeTest {

    private static final int DIMENSION = 8;
    private static final int SIZE = 16;
    private static final int RELEARN = 4 * SIZE;
    private static final DetectorParameters DETECTION =
            DetectorParameters.standard().withRelearnAfterRows(RELEARN);

    private static AnomalyDetector detector(DetectorParameters parameters) {
        return new AnomalyDetector(DIMENSION, SIZE, parameters);
    }

    /** One cause behind two neighbouring columns from the one given, little noise in all. */
    private static double[] row(int column, double offset, Random random) {
        double[] row = TestMatrix.gaussian(DIMENSION, random);
        for (int j = 0; j < DIMENSION; j++) {
            row[j] *= 0.01;
        }
        double cause = random.nextGaussian();
        row[column] += offset + cause;
        row[column + 1] += cause;
        return row;
    }

    private static RowBlock block(int column, double offset, Random random) {
        double[][] rows = new double[SIZE][];
        Arrays.setAll(rows, i -> row(column, offset, random));
        return RowBlock.of(rows);
    }

    private static AnomalyDetector warm(DetectorParameters parameters, Random random) {
        AnomalyDetector detector = detector(parameters);
        for (int i = 0; i < 40; i++) {
            detector.fold(block(0, 0, random));
            assertThat(detector.lastChange()).isEmpty();
        }
        return detector;
    }

    @Test
    void rowsThatStayStrangeAreANewRegime() {
        Random random = new Random(1);
        AnomalyDetector detector = warm(DETECTION, random);
        for (int i = 0; i < 3; i++) {
            detector.fold(block(4, 0, random));
            assertThat(detector.lastChange()).as("block %d", i).isEmpty();
        }
        double[] fresh = row(4, 0, random);
        double before = detector.judge(fresh).orElseThrow().score().combined();
        detector.fold(block(4, 0, random));
        SubspaceChange change = detector.lastChange().orElseThrow();
        assertThat(change.before().axes()[0][0]).isCloseTo(Math.sqrt(0.5), within(0.05));
        assertThat(change.after()).isSameAs(detector.model().orElseThrow());
        assertThat(change.after().rows()).isEqualTo(RELEARN);
        Judgement judgement = detector.judge(fresh).orElseThrow();
        assertThat(judgement.score().combined()).isLessThan(before / 100);
        assertThat(judgement.modelRows()).isEqualTo(RELEARN);
        assertThat(detector.rows()).isEqualTo(44L * SIZE);
        detector.fold(block(4, 0, random));
        assertThat(detector.lastChange()).as("told once").isEmpty();
        assertThat(detector.alarmRate().orElseThrow())
                .as("counted from the first row on")
                .isPositive();
    }

    @Test
    void aFewStrangeBlocksAreNone() {
        Random random = new Random(2);
        AnomalyDetector detector = warm(DETECTION, random);
        for (int i = 0; i < 12; i++) {
            detector.fold(block(i % 4 < 3 ? 4 : 0, 0, random));
            assertThat(detector.lastChange()).as("block %d", i).isEmpty();
        }
    }

    @Test
    void halfOfABlockIsEnoughAndLessIsNot() {
        for (int strange : new int[] {SIZE / 2 - 1, SIZE / 2}) {
            Random random = new Random(3);
            AnomalyDetector detector = warm(DETECTION, random);
            for (int i = 0; i < 4; i++) {
                double[][] rows = new double[SIZE][];
                Arrays.setAll(rows, r -> row(r < strange ? 4 : 0, r < strange ? 5 : 0, random));
                detector.fold(RowBlock.of(rows));
            }
            assertThat(detector.lastChange().isPresent()).isEqualTo(strange == SIZE / 2);
        }
    }

    @Test
    void neitherAFrozenNorAStubbornDetectorRelearns() {
        for (DetectorParameters parameters :
                new DetectorParameters[] {DETECTION.withFreezeAfterRows(40L * SIZE), DETECTION.withRelearnAfterRows(0)
                }) {
            Random random = new Random(4);
            AnomalyDetector detector = warm(parameters, random);
            for (int i = 0; i < 20; i++) {
                detector.fold(block(4, 0, random));
                assertThat(detector.lastChange()).isEmpty();
            }
        }
    }

    @Test
    void theRotationIsSharedByTheColumnsThatTurned() {
        Random random = new Random(5);
        AnomalyDetector detector = warm(DETECTION.withRank(RankRule.fixed(1)), random);
        for (int i = 0; i < 4; i++) {
            detector.fold(block(4, 0, random));
        }
        SubspaceChange change = detector.lastChange().orElseThrow();
        assertThat(change.rotation().orElseThrow()).isCloseTo(1, within(1e-3));
        double[] shares = change.rotationShares();
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
        for (int j = 0; j < DIMENSION; j++) {
            boolean turned = j <= 1 || j == 4 || j == 5;
            assertThat(shares[j]).as("column %d", j).isCloseTo(turned ? 0.25 : 0, within(0.02));
        }
    }

    @Test
    void rotationSharesAreThoseOfTheProjectors() {
        for (long seed = 0; seed < Seeds.COUNT; seed++) {
            PrincipalComponents before = model(TestMatrix.SPIKED.rows(100, DIMENSION, seed), 3);
            PrincipalComponents after = model(TestMatrix.NOISE.rows(100, DIMENSION, seed), 2);
            SimpleMatrix difference = projector(after).minus(projector(before));
            double[] shares = new SubspaceChange(before, after).rotationShares();
            double total = difference.normF() * difference.normF();
            for (int j = 0; j < DIMENSION; j++) {
                double norm = difference.getColumn(j).normF();
                assertThat(shares[j]).isCloseTo(norm * norm / total, within(1e-12));
            }
        }
    }

    private static PrincipalComponents model(double[][] rows, int rank) {
        IncrementalSvd sketch = new IncrementalSvd(DIMENSION, SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS);
        sketch.fold(RowBlock.of(rows));
        return sketch.principalComponents(RankRule.fixed(rank));
    }

    private static SimpleMatrix projector(PrincipalComponents model) {
        SimpleMatrix axes = new SimpleMatrix(model.axes());
        return axes.transpose().mult(axes);
    }

    @Test
    void aShiftIsThatOfTheColumnThatMoved() {
        Random random = new Random(6);
        AnomalyDetector detector = warm(DETECTION, random);
        for (int i = 0; i < 4; i++) {
            detector.fold(block(0, 5, random));
        }
        SubspaceChange change = detector.lastChange().orElseThrow();
        RowScore shift = change.shift();
        assertThat(shift.combined()).isGreaterThan(1000);
        assertThat(shift.share(0) + shift.share(1)).isGreaterThan(0.9);
        assertThat(change.after().mean()[0] - change.before().mean()[0]).isCloseTo(5, within(1.0));
        assertThat(change.rotation().orElseThrow()).isLessThan(0.2);
    }

    @Test
    void nothingTurnsWhereAModelHasNoAxes() {
        PrincipalComponents flat = model(new double[20][DIMENSION], 2);
        SubspaceChange change = new SubspaceChange(flat, flat);
        assertThat(change.rotation()).isEmpty();
        assertThat(change.rotationShares()).containsOnly(0);
        assertThat(change.shift().combined()).isEqualTo(0);
    }

    @Test
    void theQuarantineIsPartOfTheStateAndOfCopies() {
        Random random = new Random(7);
        AnomalyDetector straight = warm(DETECTION, random);
        straight.fold(block(4, 0, random));
        straight.fold(block(4, 0, random));
        StateTable state = StateTable.of(straight::writeTo);
        AnomalyDetector restored = AnomalyDetector.readFrom(state.reader(), DETECTION);
        AnomalyDetector copy = straight.copy();
        for (int i = 0; i < 2; i++) {
            RowBlock block = block(4, 0, random);
            for (AnomalyDetector each : new AnomalyDetector[] {straight, restored, copy}) {
                each.fold(block);
                assertThat(each.lastChange().isPresent()).isEqualTo(i == 1);
            }
            StateTable.of(restored::writeTo).assertSameAs(StateTable.of(straight::writeTo), "restored");
            StateTable.of(copy::writeTo).assertSameAs(StateTable.of(straight::writeTo), "copied");
        }
        for (StateTable wrong : new StateTable[] {
            state.with(new Slot(Section.DETECTOR, 0), 3, 2 * SIZE - 1),
            state.with(new Slot(Section.DETECTOR, 0), 3, -1),
            state.without(new Slot(Section.QUARANTINED_MOMENTS, 0))
        }) {
            assertThatThrownBy(() -> AnomalyDetector.readFrom(wrong.reader(), DETECTION))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void mergingEndsAQuarantine() {
        Random random = new Random(8);
        AnomalyDetector detector = warm(DETECTION, random);
        for (int i = 0; i < 3; i++) {
            detector.fold(block(4, 0, random));
        }
        detector.merge(warm(DETECTION, new Random(9)));
        detector.fold(block(4, 0, random));
        assertThat(detector.lastChange()).isEmpty();
    }

    @Test
    void aSketchTellsTheChangeOfItsLastFold() {
        Random random = new Random(10);
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(DIMENSION, SIZE, 8, 1), DETECTION);
        int changes = 0;
        for (int i = 0; i < 60 * SIZE; i++) {
            boolean folded = sketch.update(row(i < 40 * SIZE ? 0 : 4, 0, random), 1);
            if (folded && sketch.lastChange().isPresent()) {
                changes++;
                assertThat(i).isEqualTo(44 * SIZE - 1);
            }
        }
        assertThat(changes).isEqualTo(1);
        MatrixSketch blind = new MatrixSketch(new SketchParameters(DIMENSION, SIZE, 8, 1));
        assertThatThrownBy(blind::lastChange).isInstanceOf(IllegalStateException.class);
    }
}
