package io.eigenstream.sketches;

import static io.eigenstream.sketches.AnyOrderState.assertSame;
import static io.eigenstream.sketches.AnyOrderState.block;
import static io.eigenstream.sketches.AnyOrderState.folded;
import static io.eigenstream.sketches.AnyOrderState.read;
import static io.eigenstream.sketches.AnyOrderState.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.AnyOrderEigenvector.Answer;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyOrderEigenvectorLawsTest {

    private static final int SEEDS = Seeds.COUNT;

    private static double[][] scaled(double c, double[][] rows) {
        return Arrays.stream(rows).map(row -> Kernels.scaled(c, row)).toArray(double[][]::new);
    }

    /** Rows whose lengths double every eight rows, and are suddenly a million times longer near the end. */
    private static double[][] growing(int n, int d, long seed) {
        double[][] rows = TestMatrix.NOISE.rows(n, d, seed);
        for (int i = 0; i < n; i++) {
            double scale = Math.pow(2, i / 8.0) * (i < n - 20 ? 1 : 1e6);
            rows[i] = Kernels.scaled(scale, rows[i]);
        }
        return rows;
    }

    /** The first row of the first block after which 2^exponent times the energy is 1 or more. */
    private static int firstRow(double[][] rows, int blockRows, int exponent) {
        double energy = 0;
        for (int from = 0; ; from += blockRows) {
            for (int i = from; i < Math.min(rows.length, from + blockRows); i++) {
                energy += Kernels.squaredNorm(rows[i]);
            }
            if (Math.scalb(energy, exponent) >= 1) {
                return from;
            }
        }
    }

    private static double[] start(long seed, int place, int d) {
        double[] start = new double[d];
        CounterGaussian.fill(seed, -1 - place, start);
        return Kernels.normalized(start);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16})
    void everyRateIsTheRuleRowByRowFromTheBlockWhereItStarts(int blockRows) {
        int d = 6;
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[][] rows = growing(100, d, seed);
            AnyOrderState state = AnyOrderState.of(folded(rows, blockRows, seed));
            assertThat(firstRow(rows, blockRows, state.exponent(0))).isPositive();
            for (int i = 0; i < state.rates(); i++) {
                int from = firstRow(rows, blockRows, state.exponent(i));
                LiteralOja literal = LiteralOja.of(
                        Arrays.copyOfRange(rows, from, rows.length),
                        Math.scalb(1.0, state.exponent(i)),
                        start(seed, state.place(i), d));
                assertClose(state, i, literal, blockRows, "seed " + seed + ", rate " + i);
            }
        }
    }

    private static void assertClose(AnyOrderState state, int i, LiteralOja literal, int blockRows, String which) {
        int d = literal.unit().length;
        double tolerance =
                4 * literal.sensitivity() * OjaBlockTest.projectionRounding(blockRows, d) + 4 * state.rounding();
        assertThat(tolerance).as(which).isLessThan(1e-6);
        assertThat(state.vector(i)).as(which).containsExactly(literal.unit(), within(tolerance));
        assertThat(state.growthOf(i))
                .as(which)
                .isCloseTo(literal.logGrowth(), within(tolerance * (1 + literal.logGrowth())));
    }

    @Test
    void blocksOfAnySizeGiveTheSameWhereTheSameRatesStart() {
        int d = 8;
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[][] rows = scaled(0.01, TestMatrix.NOISE.rows(150, d, seed));
            Arrays.fill(rows[0], 0);
            rows[0][3] = 1;
            for (int blockRows : new int[] {1, 7, 64}) {
                AnyOrderState state = AnyOrderState.of(folded(rows, blockRows, seed));
                for (int i = 0; i < state.rates(); i++) {
                    LiteralOja literal =
                            LiteralOja.of(rows, Math.scalb(1.0, state.exponent(i)), start(seed, state.place(i), d));
                    assertClose(state, i, literal, blockRows, "seed " + seed + ", blocks of " + blockRows);
                }
            }
        }
    }

    @Test
    void theBandIsAsWideAsTheTheoremAsksAndNeverGrows() {
        for (int d : new int[] {1, 2, 3, 24, 300}) {
            AnyOrderEigenvector eigenvector = new AnyOrderEigenvector(d, 1);
            long doubles = doubles(eigenvector);
            for (double[] row : growing(100, d, 1)) {
                eigenvector.fold(block(new double[][] {row}, 1));
                AnyOrderState state = AnyOrderState.of(eigenvector);
                assertThat(Math.scalb(state.energy(), state.exponent(0))).isBetween(1.0, 2.0);
                assertThat(Math.scalb(state.energy(), state.exponent(state.rates() - 1)))
                        .as("d = %d", d)
                        .isBetween(16 * d * Math.max(1, Math.log(d)), 64 * d * Math.max(1, Math.log(d)));
                assertThat(doubles(eigenvector))
                        .as("d = %d", d)
                        .isEqualTo(doubles)
                        .isEqualTo((state.rates() + 1L) * d + state.rates() + 6);
            }
        }
    }

    private static long doubles(AnyOrderEigenvector eigenvector) {
        return slots(eigenvector).values().stream().mapToLong(row -> row.length).sum();
    }

    /** Places repeat after E rates, and 4^E is E rates away from 1 twice: every rate finds its place again. */
    @ParameterizedTest
    @ValueSource(ints = {-40, -1, 1, 40})
    void unitsDoNotMatterBitForBit(int multiple) {
        AnyOrderEigenvector eigenvector = folded(growing(100, 6, 1), 8, 1);
        AnyOrderState state = AnyOrderState.of(eigenvector);
        int power = multiple * state.rates();
        AnyOrderEigenvector other = folded(scaled(Math.scalb(1.0, power), growing(100, 6, 1)), 8, 1);
        AnyOrderState otherState = AnyOrderState.of(other);
        assertThat(otherState.exponent(0)).isEqualTo(state.exponent(0) - 2 * power);
        assertThat(otherState.growth()).containsExactly(state.growth());
        assertThat(otherState.vectors()).isDeepEqualTo(state.vectors());
        assertThat(other.direction()).containsExactly(eigenvector.direction());
        Answer answer = eigenvector.certified(1e-3 * state.energy()).orElseThrow();
        Answer otherAnswer = other.certified(1e-3 * otherState.energy()).orElseThrow();
        assertThat(otherAnswer.sinSquaredBound()).isEqualTo(answer.sinSquaredBound());
        assertThat(otherAnswer.vector()).containsExactly(answer.vector());
    }

    @Test
    void aRowOfWeightFourIsTheRowTwiceAsLong() {
        double[][] rows = TestMatrix.HEAVY.rows(60, 6, 1);
        AnyOrderEigenvector weighted = new AnyOrderEigenvector(6, 1);
        weighted.fold(block(rows, 4));
        assertSame(weighted, folded(scaled(2, rows), 60, 1));
    }

    @Test
    void zeroRowsAreCountedAndChangeNothingElse() {
        AnyOrderEigenvector eigenvector = folded(TestMatrix.NOISE.rows(40, 5, 1), 8, 1);
        AnyOrderState before = AnyOrderState.of(eigenvector);
        eigenvector.fold(block(new double[11][5], 1));
        eigenvector.fold(new RowBlock(3, 5));
        AnyOrderState after = AnyOrderState.of(eigenvector);
        assertThat(eigenvector.rows()).isEqualTo(51);
        assertThat(after.vectors()).isDeepEqualTo(before.vectors());
        assertThat(after.growth()).containsExactly(before.growth());
        assertThat(after.energy()).isEqualTo(before.energy());
        assertThat(after.rounding()).isEqualTo(before.rounding());
    }

    @Test
    void zeroRowsBeforeTheFirstOtherRowMakeNoDifference() {
        double[][] rows = TestMatrix.NOISE.rows(40, 5, 1);
        AnyOrderEigenvector late = folded(new double[9][5], 4, 1);
        assertThat(Kernels.squaredNorm(late.direction())).isCloseTo(1, within(1e-15));
        assertThat(late.certified(0)).isEmpty();
        late.fold(block(rows, 1));
        AnyOrderEigenvector straight = folded(rows, 40, 1);
        assertThat(AnyOrderState.of(late).vectors())
                .isDeepEqualTo(AnyOrderState.of(straight).vectors());
        assertThat(AnyOrderState.of(late).growth())
                .containsExactly(AnyOrderState.of(straight).growth());
    }

    /** The last two have squares below the normal numbers, and none at all. */
    @ParameterizedTest
    @CsvSource({"1e60, true", "1e120, true", "1e-60, true", "1e-140, true", "1e-158, true", "1e-170, false"})
    void staysInRangeForAnyMagnitude(double magnitude, boolean seen) {
        double[] g = TestMatrix.gaussian(9, new Random(1));
        double[][] rows = new double[200][];
        Arrays.setAll(rows, i -> Kernels.scaled(magnitude * (1 + i % 3), g));
        AnyOrderEigenvector eigenvector = folded(rows, 10, 1);
        for (double[] vector : AnyOrderState.of(eigenvector).vectors()) {
            assertThat(Kernels.squaredNorm(vector)).isCloseTo(1, within(1e-14));
        }
        assertThat(Kernels.squaredNorm(eigenvector.direction())).isCloseTo(1, within(1e-14));
        assertThat(eigenvector.certified(0).isPresent()).isEqualTo(seen);
        if (seen) {
            assertThat(Math.abs(Dense.cosine(eigenvector.direction(), g))).isCloseTo(1, within(1e-3));
            assertThat(Math.abs(
                            Dense.cosine(eigenvector.certified(0).orElseThrow().vector(), g)))
                    .isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void aHugeFirstRowAndATinyOneAreBothFollowed() {
        double[][] rows = TestMatrix.NOISE.rows(120, 6, 1);
        rows[0] = Kernels.scaled(1e100, rows[0]);
        AnyOrderEigenvector huge = folded(rows, 10, 1);
        assertThat(huge.direction()).containsExactly(Kernels.normalized(rows[0]), within(1e-15));
        rows[0] = Kernels.scaled(1e-200, rows[0]);
        AnyOrderState tiny = AnyOrderState.of(folded(rows, 1, 1));
        assertThat(Math.scalb(tiny.energy(), tiny.exponent(0))).isBetween(1.0, 2.0);
        for (int i = 0; i < tiny.rates(); i++) {
            assertThat(firstRow(rows, 1, tiny.exponent(i))).isPositive();
            assertThat(tiny.growthOf(i)).isBetween(0.0, 1e3);
        }
    }

    @Test
    void oneColumnHasOneDirection() {
        AnyOrderEigenvector eigenvector = folded(new double[][] {{-3}, {4}, {0}, {2}}, 2, 1);
        assertThat(Math.abs(eigenvector.direction()[0])).isEqualTo(1);
        Answer answer = eigenvector.certified(0).orElseThrow();
        assertThat(Math.abs(answer.vector()[0])).isEqualTo(1);
        assertThat(answer.sinSquaredBound()).isLessThan(1e-28);
    }

    @Test
    void startsDependOnTheSeedAndThePlaceAlone() {
        double[][] vectors = AnyOrderState.of(new AnyOrderEigenvector(7, 5)).vectors();
        for (int place = 0; place < vectors.length; place++) {
            assertThat(vectors[place]).as("place %d", place).containsExactly(start(5, place, 7));
            assertThat(start(6, place, 7)).isNotEqualTo(vectors[place]);
            assertThat(start(5, place + 1, 7)).isNotEqualTo(vectors[place]);
        }
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void isHandedOverToTheNextPartitionBitForBit(TestMatrix matrix) {
        double[][] rows = matrix.rows(70, 12, 1);
        AnyOrderEigenvector straight = new AnyOrderEigenvector(12, 42);
        AnyOrderEigenvector handedOver = read(slots(straight));
        assertSame(handedOver, straight);
        for (int from = 0; from < rows.length; from += 7) {
            double[][] next = Arrays.copyOfRange(rows, from, from + 7);
            straight.fold(block(next, 2));
            handedOver.fold(block(next, 2));
            handedOver = read(slots(handedOver));
            assertSame(handedOver, straight);
            assertThat(handedOver.direction()).containsExactly(straight.direction());
            assertThat(handedOver.rows()).isEqualTo(from + 7);
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        double[][] rows = growing(120, 6, 1);
        AnyOrderEigenvector eigenvector = folded(Arrays.copyOf(rows, 60), 10, 1);
        AnyOrderEigenvector copy = eigenvector.copy();
        AnyOrderEigenvector before = read(slots(eigenvector));
        RowBlock rest = block(Arrays.copyOfRange(rows, 60, 120), 1);
        copy.fold(rest);
        assertSame(eigenvector, before);
        eigenvector.fold(rest);
        assertSame(eigenvector, copy);
        assertThat(copy.direction()).containsExactly(eigenvector.direction());
    }

    @Test
    void whatIsWrittenIsNotChangedLater() {
        AnyOrderEigenvector eigenvector = folded(TestMatrix.NOISE.rows(40, 5, 1), 8, 1);
        Map<Integer, double[]> kept = new TreeMap<>();
        eigenvector.writeTo((section, slot, row) -> kept.put(slot, row));
        Map<Integer, double[]> bits = slots(eigenvector);
        eigenvector.fold(block(TestMatrix.HEAVY.rows(40, 5, 2), 1));
        bits.forEach(
                (slot, row) -> assertThat(kept.get(slot)).as("slot %d", slot).containsExactly(row));
    }

    private static Map<Integer, double[]> someState() {
        return slots(folded(TestMatrix.NOISE.rows(40, 5, 1), 8, 1));
    }

    private static void assertCorrupt(Map<Integer, double[]> state, String which) {
        assertThatThrownBy(() -> read(state)).as(which).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void everyMissingOrShortenedRowOfStateIsFound() {
        for (int slot : someState().keySet()) {
            Map<Integer, double[]> missing = someState();
            missing.remove(slot);
            assertCorrupt(missing, "missing " + slot);
            Map<Integer, double[]> shortened = someState();
            shortened.put(slot, new double[shortened.get(slot).length - 1]);
            assertCorrupt(shortened, "shortened " + slot);
        }
    }

    @Test
    void everyNumberOfTheStateMustBeFinite() {
        for (int slot : someState().keySet()) {
            for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                Map<Integer, double[]> changed = someState();
                double[] row = changed.get(slot);
                row[row.length - 1] = wrong;
                assertCorrupt(changed, "slot " + slot);
            }
        }
    }

    @Test
    void everyWrongScalarIsFound() {
        for (double wrong : new double[] {-1, 0.5, 1e300}) {
            Map<Integer, double[]> changed = someState();
            changed.get(0)[0] = wrong;
            assertCorrupt(changed, "rows " + wrong);
        }
        for (int place : new int[] {1, 2}) {
            Map<Integer, double[]> changed = someState();
            changed.get(0)[place] = -1e-300;
            assertCorrupt(changed, "scalar " + place);
        }
    }
}
