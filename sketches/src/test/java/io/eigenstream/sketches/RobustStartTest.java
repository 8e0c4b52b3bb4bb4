package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.DetectorParameters.Learning;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link AnomalyDetector} learns of its first rows. */
class RobustStartTest {

    private static final int DIMENSION = 12;
    private static final int SIZE = 16;
    private static final int LENGTH = 256;
    /** Half of what a strange row has by the true model, and ten times the limit of normal ones. */
    private static final double FAR = 350;

    private static final DetectorParameters DETECTION =
            DetectorParameters.standard().withStartRows(LENGTH);

    /** Two causes and noise. */
    private static double[] normal(Random random) {
        double[] causes = {3 * random.nextGaussian(), random.nextGaussian()};
        double[] row = new double[DIMENSION];
        Arrays.setAll(row, j -> 5 + causes[j % 2] + 0.3 * random.nextGaussian());
        return row;
    }

    /** A normal row but for one column: {@code far} noises away, always the same way. */
    private static double[] strange(double far, Random random) {
        double[] row = normal(random);
        row[4] += far;
        return row;
    }

    /** As many rows in a hundred as the share says are strange. */
    private static double[][] rows(int n, int share, Random random) {
        return rows(n, share, 10, random);
    }

    private static double[][] rows(int n, int share, double far, Random random) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> i * share % 100 < share ? strange(far, random) : normal(random));
        return rows;
    }

    private static AnomalyDetector learned(DetectorParameters parameters, double[][] rows) {
        AnomalyDetector detector = new AnomalyDetector(rows[0].length, SIZE, parameters);
        learn(detector, rows);
        return detector;
    }

    private static void learn(AnomalyDetector detector, double[][] rows) {
        for (int i = 0; i < rows.length; i += SIZE) {
            detector.fold(RowBlock.of(Arrays.copyOfRange(rows, i, Math.min(rows.length, i + SIZE))));
        }
    }

    private static double distance(AnomalyDetector detector, double[] row) {
        return detector.judge(row).orElseThrow().score().combined();
    }

    private static double weight(AnomalyDetector detector) {
        StateTable state = StateTable.of(detector::writeTo);
        return state.rows().get(new StateTable.Slot(Section.LEARNED_MOMENTS, 0))[1];
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void rowsThatAreStrangeFromTheFirstOneOnAreNotLearned(int share) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[][] rows = rows(LENGTH, share, random);
            AnomalyDetector robust = learned(DETECTION, rows);
            AnomalyDetector plain = learned(DETECTION.withStartRows(0), rows);
            double[] strange = strange(10, random);
            assertThat(distance(plain, strange))
                    .as("one in n adds n at most, seed %d", seed)
                    .isLessThan(100.0 / share + 40);
            assertThat(distance(robust, strange)).as("seed %d", seed).isGreaterThan(FAR);
            assertThat(distance(robust, normal(random))).as("seed %d", seed).isLessThan(60);
        }
    }

    /** A fifth of the rows, too far from the medians to be in the first model. */
    @Test
    void beginsWithTheRowsNearTheMedians() {
        Random random = new Random(12);
        double[][] rows = new double[LENGTH][];
        Arrays.setAll(rows, i -> i % 5 == 0 ? moved(normal(random), 40) : normal(random));
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        start.add(RowBlock.of(rows));
        IncrementalSvd learned = start.learned(SIZE, DETECTION).orElseThrow();
        assertThat(learned.weight()).isBetween(0.7 * LENGTH, 0.81 * LENGTH);
        assertThat(learned.mean()[3]).isCloseTo(5, within(0.5));
    }

    private static double[] moved(double[] row, double far) {
        return Arrays.stream(row).map(x -> x + far).toArray();
    }

    @Test
    void strangerRowsStayUnlearnedWhenMoreOfThemCome() {
        Random random = new Random(1);
        AnomalyDetector detector = learned(DETECTION, rows(2048, 5, 50, random));
        assertThat(distance(detector, strange(50, random))).isGreaterThan(FAR);
    }

    @Test
    void mostRowsOfACleanStartCountFully() {
        for (int seed = 0; seed < 20; seed++) {
            AnomalyDetector detector = learned(DETECTION, rows(LENGTH, 0, new Random(seed)));
            assertThat(weight(detector)).as("seed %d", seed).isBetween(0.95 * LENGTH, (double) LENGTH);
        }
    }

    @Test
    void isWeighedWhenTheRowsHaveDoubledAndWhenItIsFull() {
        double[][] rows = rows(LENGTH + SIZE, 5, new Random(2));
        AnomalyDetector detector = new AnomalyDetector(DIMENSION, SIZE, DETECTION);
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        for (int i = SIZE; i <= rows.length; i += SIZE) {
            RowBlock block = RowBlock.of(Arrays.copyOfRange(rows, i - SIZE, i));
            detector.fold(block);
            boolean isDoubled = start.add(block);
            assertThat(isDoubled).as("%d rows", i).isEqualTo(Integer.bitCount(i) == 1 && i <= LENGTH);
            if (isDoubled) {
                assertThat(weight(detector))
                        .isEqualTo(start.learned(SIZE, DETECTION).orElseThrow().weight());
            }
            assertThat(detector.keptRows()).as("%d rows", i).isEqualTo(i < LENGTH ? i : 0);
        }
    }

    @Test
    void keepsNoMoreRowsThanItHasRoomFor() {
        double[][] rows = rows(3 * SIZE, 5, new Random(2));
        AnomalyDetector detector = learned(DETECTION.withStartRows(2 * SIZE + 5), rows);
        assertThat(detector.keptRows()).isZero();
        RobustStart start = new RobustStart(2 * SIZE + 5, DIMENSION);
        assertThat(start.add(RowBlock.of(rows))).isTrue();
        assertThat(start.count()).isEqualTo(2 * SIZE + 5);
        assertThat(start.isFull()).isTrue();
        assertThat(weight(detector))
                .isEqualTo(start.learned(SIZE, DETECTION).orElseThrow().weight());
    }

    @Test
    void goesOnFromItsStateWithTheSameRows() {
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        RowBlock block = new RowBlock(40, DIMENSION);
        Random random = new Random(14);
        for (int i = 0; i < 40; i++) {
            block.add(i % 7 == 0 ? strange(10, random) : normal(random), 1 + i % 3);
        }
        start.add(block);
        StateTable table = StateTable.of(out -> start.writeTo(0, out));
        RobustStart read = RobustStart.readFrom(table.reader(), 40, LENGTH, DIMENSION);
        assertThat(read.count()).isEqualTo(40);
        StateTable.of(out -> read.writeTo(0, out)).assertSameAs(table, "read");
        assertThat(StateTable.of(out -> start.writeTo(30, out)).rows()).hasSize(10);
        StateTable.of(read.learned(SIZE, DETECTION).orElseThrow()::writeTo)
                .assertSameAs(StateTable.of(start.learned(SIZE, DETECTION).orElseThrow()::writeTo), "learned");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.0000001e12, Double.MAX_VALUE})
    void refusesWeightsThatNoRowHas(double weight) {
        refuses(0, weight);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0000001e60, -1.0000001e60})
    void refusesValuesThatNoRowHas(double value) {
        refuses(2, value);
    }

    private static void refuses(int place, double number) {
        double[] entry = {1e12, -1, 1e60, -1e60};
        StateTable.Slot slot = new StateTable.Slot(Section.START, 0);
        StateTable table = new StateTable().with(slot, entry);
        assertThat(RobustStart.readFrom(table.reader(), 1, LENGTH, 2).count()).isEqualTo(1);
        StateTable wrong = table.with(slot, place, number);
        assertThatThrownBy(() -> RobustStart.readFrom(wrong.reader(), 1, LENGTH, 2))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("kept row");
    }

    @Test
    void isOverWhenTheModelFreezes() {
        Random random = new Random(3);
        AnomalyDetector detector = learned(DETECTION.withFreezeAfterRows(96), rows(96, 10, random));
        assertThat(detector.keptRows()).isZero();
        double[] strange = strange(10, random);
        double before = distance(detector, strange);
        assertThat(before).isGreaterThan(FAR);
        learn(detector, rows(LENGTH, 10, random));
        assertThat(distance(detector, strange)).isEqualTo(before);
    }

    @Test
    void isOverWithoutAnotherModelWhenItIsReadFrozen() {
        Random random = new Random(4);
        AnomalyDetector detector = learned(DETECTION, rows(96, 10, random));
        AnomalyDetector frozen =
                AnomalyDetector.readFrom(StateTable.of(detector::writeTo).reader(), DETECTION.withFreezeAfterRows(90));
        double[] strange = strange(10, random);
        double before = distance(frozen, strange);
        learn(frozen, rows(SIZE, 10, random));
        assertThat(frozen.keptRows()).isZero();
        assertThat(distance(frozen, strange)).isEqualTo(before);
    }

    @Test
    void isOverWithANewRegimeAndAfterAMerge() {
        Random random = new Random(5);
        DetectorParameters parameters = DETECTION.withStartRows(10_000).withRelearnAfterRows(2 * SIZE);
        AnomalyDetector detector = learned(parameters, rows(LENGTH - 2 * SIZE, 0, random));
        assertThat(detector.keptRows()).isPositive();
        AnomalyDetector merged = detector.copy();
        merged.merge(learned(parameters, rows(SIZE, 0, random)));
        assertThat(merged.keptRows()).isZero();

        double[][] others = new double[SIZE][];
        Arrays.setAll(others, i -> strange(1000 + i, random));
        learn(detector, others);
        assertThat(detector.keptRows()).isEqualTo(LENGTH - SIZE);
        learn(detector, others);
        assertThat(detector.lastChange()).isPresent();
        assertThat(detector.keptRows()).isZero();
    }

    @Test
    void nothingIsKeptWhereEveryRowCountsFully() {
        DetectorParameters all = DETECTION.withLearning(Learning.ALL);
        double[][] rows = rows(LENGTH, 5, new Random(6));
        AnomalyDetector detector = learned(all, rows);
        assertThat(detector.keptRows()).isZero();
        assertThat(weight(detector)).isCloseTo(LENGTH, within(1e-9));
    }

    @Test
    void whereHalfOfTheRowsAreAlikeTheOthersAreBelieved() {
        assertThat(alike(50, 8).orElseThrow().weight()).isEqualTo(LENGTH);
        assertThat(alike(74, 8).orElseThrow().weight()).isEqualTo(LENGTH);
    }

    @Test
    void whereThreeQuartersOfTheRowsAreAlikeNoneIsWeighed() {
        assertThat(alike(76, 8)).isEmpty();
        assertThat(alike(100, 8)).isEmpty();
        Random random = new Random(10);
        double[][] rows = alikeRows(80, random);
        assertThat(distance(learned(DETECTION, rows), rows[LENGTH - 1]))
                .isEqualTo(distance(learned(DETECTION.withStartRows(0), rows), rows[LENGTH - 1]));
    }

    /** Two thirds of the rows on a line exactly, most of the others on another: the half nearest has no residual. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 1e3, 1e6})
    void whereTheHalfLeavesNoResidualMoreRowsSayWhatIsFar(double apart) {
        Random random = new Random(15);
        double[][] rows = new double[LENGTH][DIMENSION];
        for (int i = 0; i < LENGTH; i++) {
            int kind = i * 37 % 100;
            rows[i][0] = random.nextGaussian();
            rows[i][1] = kind < 66 ? 0 : apart;
            rows[i][2] = kind < 95 ? 0 : 100 * apart + random.nextGaussian();
        }
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        start.add(RowBlock.of(rows));
        IncrementalSvd learned = start.learned(SIZE, DETECTION).orElseThrow();
        assertThat(learned.weight()).isBetween(0.9 * LENGTH, 0.96 * LENGTH);
        assertThat(learned.mean()[1]).isCloseTo(0.31 * apart, within(0.04 * apart));
        assertThat(learned.mean()[2]).isCloseTo(0, within(0.01));
    }

    /** Eight axes and a mean fit half of 20 rows too well to say how far the others are. */
    @Test
    void ofFewRowsMoreThanHalfMakeTheModel() {
        double learned = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[][] rows = new double[20][40];
            for (double[] row : rows) {
                Arrays.setAll(row, j -> random.nextGaussian());
            }
            rows[seed % 20][4] += 100;
            RobustStart start = new RobustStart(20, 40);
            start.add(RowBlock.of(rows));
            learned += start.learned(SIZE, DETECTION).orElseThrow().mean()[4] / 50;
        }
        assertThat(learned).as("of 5").isLessThan(0.15);
    }

    @Test
    void theModelIsOfHalfOfTheRowsAndAsManyMoreAsItFitsWhateverTheyAre() {
        assertThat(RobustStart.core(4, 100)).isCloseTo(0.55, within(1e-12));
        assertThat(RobustStart.core(0, 4)).isEqualTo(0.75);
        assertThat(RobustStart.core(8, 20)).isEqualTo(0.75);
    }

    private static Optional<IncrementalSvd> alike(int share, long seed) {
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        start.add(RowBlock.of(alikeRows(share, new Random(seed))));
        return start.learned(SIZE, DETECTION);
    }

    /** As many rows in a hundred as the share says are equal. */
    private static double[][] alikeRows(int share, Random random) {
        double[][] rows = new double[LENGTH][];
        double[] same = normal(random);
        Arrays.setAll(rows, i -> i * 37 % 100 < share ? same : normal(random));
        return rows;
    }

    @Test
    void aRowOfAWeightCountsAsSoManyRows() {
        double[][] rows = rows(100, 5, new Random(8));
        RowBlock weighted = new RowBlock(100, DIMENSION);
        double[][] repeated = new double[200][];
        IntStream.range(0, 100).forEach(i -> {
            weighted.add(rows[i], i < 50 ? 3 : 1);
            repeated[i] = rows[i];
            repeated[100 + i] = rows[i % 50];
        });
        RobustStart few = new RobustStart(LENGTH, DIMENSION);
        few.add(weighted);
        RobustStart many = new RobustStart(LENGTH, DIMENSION);
        many.add(RowBlock.of(repeated));
        IncrementalSvd one = few.learned(SIZE, DETECTION).orElseThrow();
        IncrementalSvd other = many.learned(SIZE, DETECTION).orElseThrow();
        assertThat(one.weight()).isCloseTo(other.weight(), within(1e-6));
        assertThat(one.scatter()).isCloseTo(other.scatter(), within(1e-6 * other.scatter()));
    }

    @Test
    void columnsOfAnyUnitBegin() {
        Random random = new Random(9);
        double[][] rows = rows(LENGTH, 5, random);
        double[][] other = new double[LENGTH][];
        Arrays.setAll(other, i -> inOtherUnits(rows[i]));
        DetectorParameters scaled = DETECTION.withScaling(Scaling.STANDARD);
        double[] strange = strange(10, random);
        assertThat(distance(learned(scaled, other), inOtherUnits(strange)))
                .isCloseTo(distance(learned(scaled, rows), strange), within(1e-3))
                .isGreaterThan(FAR);
    }

    @Test
    void columnsOfAnyUnitCountAlikeForTheFirstModel() {
        Random random = new Random(13);
        double[][] rows = new double[LENGTH][];
        for (int i = 0; i < LENGTH; i++) {
            rows[i] = i % 5 == 0 ? moved(normal(random), 40) : normal(random);
            rows[i][0] = 0;
            rows[i][1] = 1e6 * random.nextGaussian();
        }
        RobustStart start = new RobustStart(LENGTH, DIMENSION);
        start.add(RowBlock.of(rows));
        IncrementalSvd learned = start.learned(
                        SIZE, DETECTION.withScaling(Scaling.STANDARD).withRank(RankRule.fixed(3)))
                .orElseThrow();
        assertThat(learned.weight()).isBetween(0.7 * LENGTH, 0.81 * LENGTH);
        assertThat(learned.mean()[3]).isCloseTo(5, within(0.5));
    }

    private static double[] inOtherUnits(double[] row) {
        double[] other = new double[row.length];
        Arrays.setAll(other, j -> row[j] * Math.scalb(1.0, 3 * j));
        return other;
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void learnsWhateverComesAndNeverMoreThanThereIs(TestMatrix matrix) {
        for (int dimension : new int[] {1, 5, 40}) {
            double[][] rows = matrix.rows(LENGTH, dimension, 11);
            AnomalyDetector detector = learned(DETECTION, rows);
            assertThat(weight(detector)).isBetween(LENGTH / 2.0, (double) LENGTH * (1 + 1e-9));
            assertThat(distance(detector, rows[17])).isNotNegative().isFinite();
        }
    }
}
