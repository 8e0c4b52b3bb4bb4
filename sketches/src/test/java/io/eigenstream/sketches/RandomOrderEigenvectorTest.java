package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.RandomOrderCandidates.Candidate;
import io.eigenstream.sketches.StateTable.Slot;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomOrderEigenvectorTest {

    private static final int HEAVY_ROWS = 16;
    private static final Slot SCALARS = new Slot(Section.POWER, 1);
    /** T steps of normalised sums, each right to a few 2⁻⁵². */
    private static final double SAME_SUMS = 1e-9;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    private static RandomOrderEigenvector folded(double[][] rows, long seed) {
        RandomOrderEigenvector sketch = new RandomOrderEigenvector(rows[0].length, HEAVY_ROWS, seed);
        sketch.fold(RowBlock.of(rows));
        return sketch;
    }

    private static double[] start(int d, long seed) {
        double[] start = new double[d];
        CounterGaussian.fill(seed, 0, start);
        return Kernels.normalized(start);
    }

    /** ‖Sv‖² for S = GA, number by number. */
    private static double sketchedSquare(double[][] rows, long seed, double[] v) {
        int k = Math.max(1, (int) Math.ceil(8 * Math.log(v.length)));
        double[] sum = new double[k];
        for (int i = 0; i < rows.length; i++) {
            double[] column = new double[k];
            CounterGaussian.fill(seed, i + 1, column);
            TestMatrix.add(Kernels.dot(rows[i], v) / Math.sqrt(k), column, sum);
        }
        return Kernels.squaredNorm(sum);
    }

    /** Every state on the way, in dimensions with one block an epoch and with many. */
    @ParameterizedTest
    @MethodSource("streams")
    void isTheMethodAsItIsWritten(TestMatrix matrix, long seed) {
        for (int d : new int[] {1, 2, 5, 20}) {
            double[][] rows = matrix.rows(300, d, seed);
            RandomOrderEigenvector sketch = new RandomOrderEigenvector(d, HEAVY_ROWS, seed);
            for (int n : new int[] {1, 3, 8, 40, 127, 200, 255, 256, 300}) {
                String which = "d = " + d + ", n = " + n;
                double[][] seen = Arrays.copyOf(rows, n);
                LiteralRandomOrder literal = LiteralRandomOrder.of(seen, HEAVY_ROWS, start(d, seed));
                sketch.fold(RowBlock.of(Arrays.copyOfRange(rows, (int) sketch.rows(), n)));
                BlockPower power = sketch.power();
                assertThat(power.answerThreshold()).as(which).isEqualTo(literal.threshold());
                assertThat(power.answerGuarded()).as(which).isEqualTo(literal.guarded());
                assertThat(power.answer()).as(which).containsExactly(literal.light(), within(SAME_SUMS));
                assertThat(power.current()).as(which).containsExactly(literal.current(), within(SAME_SUMS));
                assertThat(power.rows()).as(which).isEqualTo(n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void answersWithTheCandidateThatTheGaussianSketchSeesLongest(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(200, 20, seed);
        RandomOrderEigenvector sketch = folded(rows, seed);
        List<Candidate> candidates = sketch.candidates().candidates();
        double most = candidates.stream()
                .mapToDouble(each -> sketchedSquare(rows, seed, each.vector()))
                .max()
                .orElseThrow();
        assertThat(sketchedSquare(rows, seed, sketch.direction()))
                .isCloseTo(most, within(SAME_SUMS * Dense.frobeniusSquared(rows)));
        for (Candidate each : candidates) {
            assertThat(sketch.candidates().squaredNormAlong(each.vector()))
                    .isCloseTo(
                            sketchedSquare(rows, seed, each.vector()),
                            within(SAME_SUMS * Dense.frobeniusSquared(rows)));
        }
    }

    @Test
    void theHeavyRowsBringTheirOwnDirection() {
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            double[][] rows = TestMatrix.NOISE.rows(1_000, 20, seed);
            for (int i = 0; i < 5; i++) {
                rows[100 * i][3] = 100;
            }
            RandomOrderEigenvector sketch = folded(rows, seed);
            double threshold = sketch.power().answerThreshold();
            double[][] heavy = Arrays.stream(rows)
                    .filter(row -> LiteralRandomOrder.squaredLength(row) >= threshold)
                    .toArray(double[][]::new);
            assertThat(heavy).as("seed %d", seed).hasNumberOfRows(5);
            Candidate candidate = sketch.candidates().candidates().get(3);
            assertThat(candidate.method()).isEqualTo(Method.RANDOM_ORDER_HEAVY);
            assertThat(Math.abs(Dense.cosine(candidate.vector(), Dense.leadingRightSingularVector(heavy))))
                    .as("seed %d", seed)
                    .isCloseTo(1, within(1e-12));
            assertThat(sketch.direction()).as("seed %d", seed).containsExactly(candidate.vector());
            assertThat(sketch.flags()).as("seed %d", seed).isEmpty();
        }
    }

    /** Every local direction, their mean with the signs of the first, and the heavy rows of all. */
    @Test
    void mergedPartsKeepEveryDirectionAndTheirMean() {
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            double[][] rows = TestMatrix.SPIKED.rows(600, 12, seed);
            List<double[]> directions = new ArrayList<>();
            RandomOrderCandidates merged = null;
            for (int part = 0; part < 3; part++) {
                double[][] third = Arrays.copyOfRange(rows, 200 * part, 200 * part + 200);
                RandomOrderEigenvector sketch = folded(third, 10 * seed + part);
                directions.add(sketch.power().answer());
                directions.add(sketch.power().current());
                if (merged == null) {
                    merged = sketch.copy().candidates();
                } else {
                    merged.merge(sketch.candidates());
                }
            }
            double[] sum = new double[12];
            for (double[] v : directions) {
                TestMatrix.add(Kernels.dot(sum, v) < 0 ? -1 : 1, v, sum);
            }
            directions.add(Kernels.normalized(sum));
            List<double[]> power = merged.candidates().stream()
                    .filter(each -> each.method() == Method.RANDOM_ORDER_POWER)
                    .map(Candidate::vector)
                    .toList();
            assertThat(power).as("seed %d", seed).hasSameSizeAs(directions);
            for (int i = 0; i < power.size(); i++) {
                assertThat(power.get(i)).as("seed %d, %d", seed, i).containsExactly(directions.get(i), within(1e-15));
            }
        }
    }

    @Test
    void theSketchesOfPartsAddAndTheirLongestIsChosen() {
        double[][] rows = TestMatrix.SPIKED.rows(400, 12, 3);
        RandomOrderCandidates merged = folded(Arrays.copyOf(rows, 150), 1).candidates();
        RandomOrderEigenvector other = folded(Arrays.copyOfRange(rows, 150, 400), 2);
        double[] v = start(12, 9);
        double before = merged.squaredNormAlong(v);
        merged.merge(other.candidates());
        assertThat(merged.squaredNormAlong(v)).isNotCloseTo(before, within(1e-3));
        Candidate longest = merged.longest(merged.candidates());
        double most = merged.candidates().stream()
                .mapToDouble(each -> merged.squaredNormAlong(each.vector()))
                .max()
                .orElseThrow();
        assertThat(merged.squaredNormAlong(longest.vector())).isEqualTo(most);
        double[] axis = new double[12];
        axis[0] = 1;
        Candidate first = new Candidate(Method.ANY_ORDER, axis);
        Candidate equal = new Candidate(Method.INCREMENTAL_SVD, Kernels.scaled(-1, axis));
        assertThat(merged.longest(List.of(first, equal))).isSameAs(first);
    }

    /** Rows of length 10 are heavy beside rows of length 1: sixteen fit, forty do not. */
    @Test
    void flagsAnOverflowOfAnyPartAndOfTheirUnion() {
        double[][] few = withLongRows(3);
        double[][] many = withLongRows(40);
        RandomOrderEigenvector fits = folded(few, 1);
        RandomOrderEigenvector overflows = folded(many, 2);
        assertThat(fits.flags()).isEmpty();
        assertThat(overflows.flags()).containsExactly(Flag.HEAVY_OVERFLOW);
        assertThat(merged(fits, folded(few, 3)).flags()).isEmpty();
        assertThat(merged(fits, overflows).flags()).containsExactly(Flag.HEAVY_OVERFLOW);
        assertThat(merged(overflows, fits).flags()).containsExactly(Flag.HEAVY_OVERFLOW);
        RandomOrderEigenvector half = folded(withLongRows(8), 4);
        assertThat(half.flags()).isEmpty();
        assertThat(merged(half, folded(withLongRows(7), 5)).flags()).isEmpty();
        assertThat(merged(half, folded(withLongRows(8), 5)).flags()).containsExactly(Flag.HEAVY_OVERFLOW);
    }

    /** So many of length 10, spread over 2¹⁰ − 1 rows of length 1 in 20 dimensions: the last epoch is whole. */
    private static double[][] withLongRows(int count) {
        double[][] rows = TestMatrix.NOISE.rows(1023, 20, 7);
        Arrays.setAll(rows, i -> Kernels.normalized(rows[i]));
        for (int i = 0; i < count; i++) {
            rows[(int) (1022L * i / count)] = Kernels.scaled(10, rows[(int) (1022L * i / count)]);
        }
        return rows;
    }

    private static RandomOrderCandidates merged(RandomOrderEigenvector one, RandomOrderEigenvector other) {
        RandomOrderCandidates merged = one.copy().candidates();
        merged.merge(other.candidates());
        return merged;
    }

    /** A union is heavy from the larger of the thresholds on: what is heavy in one part only is light in the other. */
    @Test
    void theUnionHasTheLargerThreshold() {
        double[][] small = withLongRows(3);
        double[][] large = Arrays.stream(withLongRows(0))
                .map(row -> Kernels.scaled(100, row))
                .toArray(double[][]::new);
        assertThat(methods(folded(small, 1).candidates())).contains(Method.RANDOM_ORDER_HEAVY);
        RandomOrderEigenvector light = folded(large, 2);
        assertThat(methods(light.candidates())).doesNotContain(Method.RANDOM_ORDER_HEAVY);
        assertThat(methods(merged(folded(small, 1), light))).doesNotContain(Method.RANDOM_ORDER_HEAVY);
        assertThat(methods(merged(light, folded(small, 1)))).doesNotContain(Method.RANDOM_ORDER_HEAVY);
    }

    private static List<Method> methods(RandomOrderCandidates candidates) {
        return candidates.candidates().stream().map(Candidate::method).toList();
    }

    @Test
    void mergesOnlyWithAsManyHeavyRows() {
        RandomOrderCandidates five = new RandomOrderEigenvector(3, 5, 1).candidates();
        assertThat(five.mergesWith(new RandomOrderEigenvector(3, 5, 2).candidates()))
                .isTrue();
        assertThat(five.mergesWith(new RandomOrderEigenvector(3, 6, 1).candidates()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0x1234_5678_9ABC_DEF0L, Long.MIN_VALUE, 0xFFFF_FFFFL})
    void theSeedSurvivesItsState(long seed) {
        double[][] rows = TestMatrix.NOISE.rows(20, 6, 1);
        RandomOrderEigenvector straight = folded(rows, seed);
        StateTable state = StateTable.of(straight::writeTo);
        RandomOrderEigenvector read = RandomOrderEigenvector.readFrom(state.reader());
        straight.fold(RowBlock.of(rows));
        read.fold(RowBlock.of(rows));
        StateTable.of(read::writeTo).assertSameAs(StateTable.of(straight::writeTo), "seed " + seed);
    }

    @Test
    void beforeTheFirstRowTheStartIsTheAnswer() {
        assertThat(new RandomOrderEigenvector(7, 4, 5).direction()).containsExactly(start(7, 5), within(1e-15));
    }

    @Test
    void theSmallestSketchIsOfOneColumnAndTwoHeavyRows() {
        assertThat(new RandomOrderEigenvector(1, 2, 1).rowsHeld()).isEqualTo(2 + 1 + 3);
        assertThat(new RandomOrderEigenvector(100, 10, 1).rowsHeld()).isEqualTo(10 + 37 + 3);
        assertThatThrownBy(() -> new RandomOrderEigenvector(0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension is 0");
        assertThatThrownBy(() -> new RandomOrderEigenvector(1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("heavyRows is 1");
    }

    /** ‖Σ⟨a,z⟩a‖ ≤ Σ‖a‖², and directions have length 1: whatever else is in the state was never written. */
    @Test
    void refusesStateThatNoRowsLeave() {
        double[][] rows = TestMatrix.NOISE.rows(20, 6, 1);
        StateTable state = StateTable.of(folded(rows, 1)::writeTo);
        double energy = Dense.frobeniusSquared(rows);
        assertThat(state.rows().get(SCALARS)[0]).isCloseTo(energy, within(1e-12 * energy));
        double[] acc = new double[6];
        acc[2] = 0.99 * energy;
        assertThat(RandomOrderEigenvector.readFrom(
                                state.with(new Slot(Section.POWER, 3), acc).reader())
                        .rows())
                .isEqualTo(20);
        acc[2] = 1.01 * energy;
        assertCorrupt(state.with(new Slot(Section.POWER, 3), acc), "the accumulator is longer than the energy");
        assertCorrupt(state.with(new Slot(Section.POWER, 2), new double[6]), "vector of the power method");
        assertCorrupt(state.with(new Slot(Section.POWER, 4), new double[6]), "answer of the power method");
        String[] names = {
            "energy", "rows of the power method", "threshold", "threshold of the answer", "guard", "guard of the answer"
        };
        for (int place = 0; place < names.length; place++) {
            assertCorrupt(state.with(SCALARS, place, -1), names[place] + " is -1");
        }
    }

    private static void assertCorrupt(StateTable state, String message) {
        assertThatThrownBy(() -> RandomOrderEigenvector.readFrom(state.reader()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(message);
    }
}
