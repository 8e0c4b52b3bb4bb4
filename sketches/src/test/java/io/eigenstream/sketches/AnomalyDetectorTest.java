package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.eigenstream.sketches.DetectorParameters.Learning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyDetectorTest {

    private static final int DIMENSION = 20;
    private static final int SIZE = 32;
    /** Multiple of the size, while the limits are still those of normally distributed rows or of few distances. */
    private static final int FIRST_ROWS = 640;

    /** How rows are made of independent numbers: three common causes and noise in every column. */
    private static double[] row(Random random, double spread) {
        double[] row = new double[DIMENSION];
        double[] causes = {5 * random.nextGaussian(), 3 * random.nextGaussian(), 2 * random.nextGaussian()};
        for (int j = 0; j < DIMENSION; j++) {
            row[j] = spread * (10 + causes[j % 3] + 0.3 * random.nextGaussian());
        }
        return row;
    }

    private static double[] normal(Random random) {
        return row(random, 1);
    }

    /** Of the same shape, but one row in a few is much larger. */
    private static double[] heavyTailed(Random random) {
        return row(random, Math.pow(random.nextDouble(), -0.25));
    }

    private static DetectorParameters parameters(double rate, Learning learning, long freeze, double retention) {
        return DetectorParameters.standard()
                .withFalseAlarmRate(rate)
                .withLearning(learning)
                .withFreezeAfterRows(freeze)
                .withRelearnAfterRows(0)
                .withHalfLife(retention == 1 ? HalfLife.NEVER : HalfLife.ofRows(-Math.log(2) / Math.log(retention)));
    }

    private static AnomalyDetector detector(DetectorParameters parameters) {
        return new AnomalyDetector(DIMENSION, SIZE, parameters);
    }

    private static AnomalyDetector detector() {
        return detector(DetectorParameters.standard());
    }

    private static void learn(AnomalyDetector detector, List<double[]> rows) {
        for (int i = 0; i < rows.size(); i += SIZE) {
            detector.fold(
                    RowBlock.of(rows.subList(i, Math.min(rows.size(), i + SIZE)).toArray(double[][]::new)));
        }
    }

    private static List<double[]> normalRows(int n, long seed) {
        Random random = new Random(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(normal(random));
        }
        return rows;
    }

    private static double distance(AnomalyDetector detector, double[] row) {
        return detector.judge(row).orElseThrow().score().combined();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.001})
    void flagsAsManyRowsAsAskedWhateverTheirDistribution(double rate) {
        for (boolean heavy : new boolean[] {false, true}) {
            double flagged = 0;
            double judged = 0;
            for (long seed = 0; seed < 100; seed++) {
                Random random = new Random(seed);
                AnomalyDetector detector = detector(parameters(rate, Learning.BOUNDED, 0, 1));
                List<double[]> rows = new ArrayList<>();
                for (int i = 0; i < 4000; i++) {
                    rows.add(heavy ? heavyTailed(random) : normal(random));
                }
                learn(detector, rows.subList(0, FIRST_ROWS));
                for (int i = FIRST_ROWS; i < rows.size(); i += SIZE) {
                    List<double[]> block = rows.subList(i, Math.min(rows.size(), i + SIZE));
                    flagged += block.stream()
                            .filter(row -> detector.judge(row).orElseThrow().isAnomalous())
                            .count();
                    judged += block.size();
                    learn(detector, block);
                }
            }
            assertThat(flagged / judged)
                    .as("heavy tails: %s, asked for %s", heavy, rate)
                    .isBetween(0.5 * rate, 2 * rate);
        }
    }

    @Test
    void judgesByWhatWasBeforeAlone() {
        AnomalyDetector detector = detector();
        assertThat(detector.judge(new double[DIMENSION])).isEmpty();
        assertThat(detector.model()).isEmpty();
        assertThat(detector.limit()).isEmpty();
        assertThat(detector.alarmRate()).isEmpty();
        learn(detector, normalRows(1000, 1));
        double[] strange = normal(new Random(2));
        strange[4] += 50;
        Judgement before = detector.judge(strange).orElseThrow();
        assertThat(before.modelRows()).isEqualTo(1000);
        assertThat(before.isAnomalous()).isTrue();
        assertThat(detector.judge(strange).orElseThrow().logPValue()).isEqualTo(before.logPValue());
    }

    @Test
    void ranksWhatIsStrangeInsideTheSubspaceAndOffItAboveNormalRows() {
        AnomalyDetector detector = detector();
        learn(detector, normalRows(2000, 3));
        PrincipalComponents model = detector.model().orElseThrow();
        Random random = new Random(4);
        double[] above = new double[2];
        List<double[]> normal = normalRows(1000, 5);
        double highNormal = normal.stream()
                .mapToDouble(row -> distance(detector, row))
                .sorted()
                .skip(990)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 200; i++) {
            double[] inside = normal(random);
            TestMatrix.add(9 * Math.sqrt(model.variances()[i % 3]), model.axes()[i % 3], inside);
            double[] outside = normal(random);
            outside[i % DIMENSION] += 4;
            above[0] += distance(detector, inside) > highNormal ? 1 : 0;
            above[1] += distance(detector, outside) > highNormal ? 1 : 0;
        }
        assertThat(above[0] / 200).as("inside").isGreaterThanOrEqualTo(0.99);
        assertThat(above[1] / 200).as("off it").isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void namesTheColumnThatMovedAmongTheFirstThree() {
        AnomalyDetector detector = detector();
        learn(detector, normalRows(2000, 6));
        Random random = new Random(7);
        int detected = 0;
        int named = 0;
        for (int i = 0; i < 500; i++) {
            int moved = random.nextInt(DIMENSION);
            double[] row = normal(random);
            row[moved] += (random.nextBoolean() ? 1 : -1) * (2 + 3 * random.nextDouble());
            Judgement judgement = detector.judge(row).orElseThrow();
            if (judgement.isAnomalous()) {
                detected++;
                double part = judgement.score().partOfCombined(moved);
                int larger = 0;
                for (int j = 0; j < DIMENSION; j++) {
                    larger += judgement.score().partOfCombined(j) > part ? 1 : 0;
                }
                named += larger < 3 ? 1 : 0;
            }
        }
        assertThat(detected).isGreaterThan(400);
        assertThat((double) named / detected).isGreaterThanOrEqualTo(0.9);
    }

    /** Rows far out in one direction: five in a hundred from the 640th on, or one in two hundred from the first on. */
    @ParameterizedTest
    @EnumSource(
            value = Learning.class,
            names = {"BOUNDED", "EXCLUDE"})
    void strangeRowsTeachLittle(Learning learning) {
        double clean = separation(learning, 0, 0);
        assertThat(separation(learning, 0, 0.05)).isGreaterThan(clean - 0.01);
        assertThat(separation(learning, 0.005, 0.005)).isGreaterThan(clean - 0.03);
    }

    /** How often a strange row is farther out than a normal one, for a detector that met so many of them. */
    private static double separation(Learning learning, double shareAtFirst, double shareLater) {
        Random random = new Random(8);
        AnomalyDetector detector = detector(parameters(0.001, learning, 0, 1));
        List<double[]> rows = normalRows(4000, 9);
        for (int i = 0; i < rows.size(); i++) {
            if (random.nextDouble() < (i < FIRST_ROWS ? shareAtFirst : shareLater)) {
                makeStrange(rows.get(i), random);
            }
        }
        learn(detector, rows);
        List<double[]> normal = normalRows(500, 10);
        List<double[]> strange = normalRows(500, 11);
        strange.forEach(row -> makeStrange(row, random));
        int wins = 0;
        for (double[] one : strange) {
            double distance = distance(detector, one);
            wins += (int) normal.stream()
                    .filter(row -> distance(detector, row) < distance)
                    .count();
        }
        return wins / (500.0 * 500);
    }

    private static void makeStrange(double[] row, Random random) {
        double far = 10 + 3 * random.nextDouble();
        for (int j = 0; j < DIMENSION; j += 2) {
            row[j] += far;
        }
    }

    @Test
    void aFarRowMovesTheModelNoMoreThanALessFarOne() {
        double[] means = new double[2];
        for (int i = 0; i < 2; i++) {
            AnomalyDetector detector = detector();
            learn(detector, normalRows(640, 12));
            double[] far = new double[DIMENSION];
            far[0] = i == 0 ? 1e4 : 1e8;
            double before = detector.model().orElseThrow().mean()[0];
            detector.fold(RowBlock.of(far));
            means[i] = Math.abs(detector.model().orElseThrow().mean()[0] - before);
        }
        assertThat(means[0]).isLessThan(0.1);
        assertThat(means[1]).isLessThan(means[0]);
    }

    @Test
    void learnsEveryRowFullyWhenAsked() {
        AnomalyDetector detector = detector(parameters(0.001, Learning.ALL, 0, 1));
        List<double[]> rows = normalRows(640, 13);
        rows.get(630)[0] += 1e4;
        learn(detector, rows);
        double[] mean = Dense.mean(rows.toArray(double[][]::new));
        assertThat(detector.model().orElseThrow().mean())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(mean);
    }

    @Test
    void learnsNothingOfFlaggedRowsWhenAsked() {
        AnomalyDetector detector = detector(parameters(0.001, Learning.EXCLUDE, 0, 1));
        learn(detector, normalRows(640, 14));
        PrincipalComponents before = detector.model().orElseThrow();
        double[] strange = normal(new Random(15));
        strange[0] += 1e4;
        detector.fold(RowBlock.of(strange));
        assertThat(detector.rows()).isEqualTo(641);
        assertThat(detector.model().orElseThrow().rows()).isEqualTo(before.rows());
        assertThat(detector.model().orElseThrow().mean()).containsExactly(before.mean());
        assertThat(detector.alarmRate().orElseThrow()).isPositive();
    }

    @Test
    void aFrozenModelStaysAndItsLimitGoesOn() {
        AnomalyDetector detector = detector(parameters(0.001, Learning.BOUNDED, 640, 1));
        learn(detector, normalRows(640, 16));
        double[][] axes = detector.model().orElseThrow().axes();
        double limit = detector.limit().orElseThrow();
        List<double[]> shifted = normalRows(640, 17);
        shifted.forEach(row -> row[3] += 20);
        learn(detector, shifted);
        assertThat(detector.rows()).isEqualTo(1280);
        assertThat(detector.model().orElseThrow().rows()).isEqualTo(640);
        assertThat(detector.model().orElseThrow().axes()).isDeepEqualTo(axes);
        assertThat(detector.limit().orElseThrow()).isGreaterThan(2 * limit);
    }

    @Test
    void forgetsByTheHalfLife() {
        AnomalyDetector forgetting = detector(parameters(0.001, Learning.ALL, 0, Math.pow(0.5, 1.0 / 200)));
        AnomalyDetector remembering = detector(parameters(0.001, Learning.ALL, 0, 1));
        List<double[]> shifted = normalRows(2000, 19);
        shifted.forEach(row -> row[3] += 20);
        for (AnomalyDetector detector : List.of(forgetting, remembering)) {
            learn(detector, normalRows(2000, 18));
            learn(detector, shifted);
        }
        assertThat(forgetting.model().orElseThrow().mean()[3]).isCloseTo(30, within(0.7));
        assertThat(remembering.model().orElseThrow().mean()[3]).isCloseTo(20, within(0.7));
        assertThat(forgetting.limit().orElseThrow())
                .isLessThan(0.5 * remembering.limit().orElseThrow());
    }

    @Test
    void whenRowsStayStrangeAlarmsEnd() {
        AnomalyDetector detector = detector();
        learn(detector, normalRows(5000, 20));
        List<double[]> shifted = normalRows(2000, 21);
        shifted.forEach(row -> row[5] += 30);
        long early = 0;
        long late = 0;
        for (int i = 0; i < shifted.size(); i += SIZE) {
            long alarms = shifted.subList(i, Math.min(shifted.size(), i + SIZE)).stream()
                    .filter(row -> detector.judge(row).orElseThrow().isAnomalous())
                    .count();
            early += i < 4 * SIZE ? alarms : 0;
            late += i < 4 * SIZE ? 0 : alarms;
            learn(detector, shifted.subList(i, Math.min(shifted.size(), i + SIZE)));
        }
        assertThat(early).as("the change is seen").isGreaterThanOrEqualTo(SIZE);
        assertThat(late).as("and then is the rule").isLessThan(20);
    }

    @Test
    void mergesModelDistancesAndCounts() {
        AnomalyDetector first = detector();
        AnomalyDetector second = detector();
        learn(first, normalRows(640, 22));
        learn(second, normalRows(960, 23));
        double flagged =
                640 * first.alarmRate().orElseThrow() + 960 * second.alarmRate().orElseThrow();
        AnomalyDetector merged = first.copy();
        merged.merge(second);
        assertThat(merged.rows()).isEqualTo(1600);
        assertThat(merged.model().orElseThrow().rows()).isEqualTo(1600);
        assertThat(merged.alarmRate().orElseThrow() * 1600).isCloseTo(flagged, within(3.0));
        AnomalyDetector empty = detector();
        empty.merge(second);
        assertThat(empty.limit().orElseThrow()).isCloseTo(second.limit().orElseThrow(), withPercentage(5));
        assertThat(first.rows()).as("the copy alone has changed").isEqualTo(640);
        assertThatThrownBy(() -> first.merge(new AnomalyDetector(3, SIZE, DetectorParameters.standard())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension 3");
    }

    @Test
    void theGradeIsHalfAtTheRateAndEndsAtOne() {
        RowScore score = new RowScore(1, 1, 1, new double[] {1}, new double[1], new double[1]);
        assertThat(new Judgement(score, Math.log(0.001), 0.001, 9, true).grade())
                .isEqualTo(0.5);
        assertThat(new Judgement(score, Math.log(0.001), 0.001, 9, true).isAnomalous())
                .isFalse();
        assertThat(new Judgement(score, Math.log(0.0009), 0.001, 9, true).isAnomalous())
                .isTrue();
        assertThat(new Judgement(score, Math.log(0.0009), 0.001, 9, false).isAnomalous())
                .isFalse();
        assertThat(new Judgement(score, 0, 0.001, 9, true).grade()).isZero();
        assertThat(new Judgement(score, -1e300, 0.001, 9, true).grade()).isBetween(0.999, 1.0);
        assertThat(new Judgement(score, Double.NEGATIVE_INFINITY, 0.001, 9, true).grade())
                .isEqualTo(1);
        assertThat(new Judgement(score, Math.log(0.25), 0.001, 9, true).pValue())
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void refusesStatesThatNoDetectorHas() {
        AnomalyDetector detector = detector();
        learn(detector, normalRows(640, 24));
        StateTable state = StateTable.of(detector::writeTo);
        StateTable.Slot counts = new StateTable.Slot(Section.DETECTOR, 0);
        StateTable.Slot distances = new StateTable.Slot(Section.DETECTOR, 1);
        for (StateTable damaged : List.of(
                state.with(counts, 0, 639),
                state.with(counts, 1, 641),
                state.with(counts, 2, 640.5),
                state.with(distances, 1, 2),
                state.without(distances),
                state.without(counts))) {
            assertThatThrownBy(() -> AnomalyDetector.readFrom(damaged.reader(), DetectorParameters.standard()))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void refusesImpossibleParameters() {
        for (double[] impossible : new double[][] {{0, 0, 1}, {1, 0, 1}, {0.5, -1, 1}, {0.5, 0, 0}, {0.5, 0, 1.1}}) {
            assertThatThrownBy(() -> parameters(impossible[0], Learning.ALL, (long) impossible[1], impossible[2]))
                    .as(Arrays.toString(impossible))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
        }
    }
}
