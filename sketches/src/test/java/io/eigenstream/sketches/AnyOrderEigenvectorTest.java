package io.eigenstream.sketches;

import static io.eigenstream.sketches.AnyOrderState.block;
import static io.eigenstream.sketches.AnyOrderState.folded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.AnyOrderEigenvector.Answer;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyOrderEigenvectorTest {

    private static final int SEEDS = Seeds.COUNT;
    /** Of a batch SVD, relative to ‖A‖: a direction turns by this over the relative gap. */
    private static final double SVD_ROUNDING = 1e-14;
    /** Two ways to write the same few operations down. */
    private static final Percentage SAME_FORMULA = Percentage.withPercentage(1e-10);

    /** The truth, by a batch SVD. */
    private record Truth(double[] leading, double first, double second) {

        static Truth of(double[][] rows) {
            double[] sigma = Dense.singularValues(rows);
            return new Truth(Dense.leadingRightSingularVector(rows), sigma[0] * sigma[0], sigma[1] * sigma[1]);
        }

        double sine(double[] v) {
            double[] rest = v.clone();
            TestMatrix.add(-Kernels.dot(v, leading) / Kernels.squaredNorm(leading), leading, rest);
            return Math.sqrt(Kernels.squaredNorm(rest) / Kernels.squaredNorm(v));
        }

        double rounding() {
            return SVD_ROUNDING * first / (first - second);
        }
    }

    private enum Order {
        /** The leading direction comes last: all that was learned before is of the others. */
        SORTED,
        /** The leading direction comes first, and the others have the rest of the stream to push it away. */
        REVERSED,
        SHUFFLED;

        double[][] of(double[][] rows, double[] leading, long seed) {
            double[][] ordered = rows.clone();
            Arrays.sort(ordered, Comparator.comparingDouble(row -> Math.abs(Kernels.dot(row, leading))));
            if (this == REVERSED) {
                Collections.reverse(Arrays.asList(ordered));
            } else if (this == SHUFFLED) {
                Collections.shuffle(Arrays.asList(ordered), new Random(seed));
            }
            return ordered;
        }
    }

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyRateThatHasGrownIsCloseToTheTruthInAnyOrder(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(300, 20, seed);
        Truth truth = Truth.of(rows);
        for (Order order : Order.values()) {
            AnyOrderEigenvector eigenvector = folded(order.of(rows, truth.leading, seed), 16, seed);
            AnyOrderState state = AnyOrderState.of(eigenvector);
            for (int i = 0; i < state.rates(); i++) {
                assertThat(truth.sine(state.vector(i)))
                        .as("%s, rate 2^%d", order, state.exponent(i))
                        .isLessThanOrEqualTo(state.sineBound(i, truth.second) + truth.rounding());
            }
            for (double factor : new double[] {1, 1.2, 3, 100}) {
                eigenvector
                        .certified(factor * truth.second)
                        .ifPresent(answer -> assertThat(truth.sine(answer.vector()))
                                .as("%s, factor %s", order, factor)
                                .isLessThanOrEqualTo(Math.sqrt(answer.sinSquaredBound()) + truth.rounding()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void certifiesTheDirectionOfAWideGapInAnyOrder(Order order) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[] spike = Kernels.normalized(TestMatrix.gaussian(20, random));
            double[][] rows = TestMatrix.NOISE.rows(600, 20, random);
            for (double[] row : rows) {
                TestMatrix.add(20 * random.nextGaussian(), spike, row);
            }
            Truth truth = Truth.of(rows);
            assertThat(truth.first / truth.second).as("R, seed %d", seed).isGreaterThan(200);
            Answer answer = folded(order.of(rows, truth.leading, seed), 32, seed)
                    .certified(1.2 * truth.second)
                    .orElseThrow();
            assertThat(answer.method()).as("seed %d", seed).isEqualTo(Method.ANY_ORDER);
            assertThat(answer.sinSquaredBound())
                    .as("seed %d", seed)
                    .isLessThan(0.25)
                    .isGreaterThanOrEqualTo(Math.pow(truth.sine(answer.vector()), 2));
        }
    }

    @Test
    void aThirdOfTheRowsCertifiesTheDirectionOfAll() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[][] rows = TestMatrix.NOISE.rows(240, 12, seed);
            for (double[] row : rows) {
                row[5] *= 40;
            }
            Truth truth = Truth.of(rows);
            for (int part = 0; part < 3; part++) {
                double[][] third = Arrays.copyOfRange(rows, 80 * part, 80 * part + 80);
                Answer answer = folded(third, 16, seed).certified(truth.second).orElseThrow();
                assertThat(truth.sine(answer.vector()))
                        .as("seed %d, part %d", seed, part)
                        .isLessThanOrEqualTo(Math.sqrt(answer.sinSquaredBound()) + truth.rounding());
            }
        }
    }

    @Test
    void noFixedRateFindsTheFewLongRows() {
        double[] best = new double[SEEDS];
        for (int seed = 1; seed <= SEEDS; seed++) {
            double[][] rows = HardInstance.LONGEST_ROWS_LEAD.rows(seed);
            int[] axes = Arrays.stream(rows).mapToInt(HardInstance::axis).toArray();
            double[] start = TestMatrix.gaussian(HardInstance.DIMENSION, new Random(seed));
            for (int i = 0; i < 28; i++) {
                double[] v = start.clone();
                double rate = Math.pow(2, i / 2.0 - 4);
                for (int t = 0; t < rows.length; t++) {
                    double x = rows[t][axes[t]];
                    v[axes[t]] += rate * x * v[axes[t]] * x;
                }
                best[seed - 1] = Math.max(best[seed - 1], v[0] * v[0] / Kernels.squaredNorm(v));
            }
        }
        Arrays.sort(best);
        assertThat(best[SEEDS / 2]).isLessThan(0.5);
    }

    @Test
    void theLongestRowAnswersWhereNoRateCan() {
        for (long seed = 1; seed <= 3; seed++) {
            double[] direction =
                    folded(HardInstance.LONGEST_ROWS_LEAD.rows(seed), 16, seed).direction();
            assertThat(direction[0]).as("seed %d", seed).isEqualTo(1);
        }
    }

    @Test
    void certifiesNothingWhereTheLongestRowMisleads() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            AnyOrderEigenvector eigenvector = folded(HardInstance.LONGEST_ROW_MISLEADS.rows(seed), 16, seed);
            assertThat(eigenvector.direction()[1]).as("seed %d", seed).isEqualTo(1);
            assertThat(eigenvector.certified(1)).as("seed %d, λ₂", seed).isEmpty();
            assertThat(eigenvector.certified(1.7)).as("seed %d, above λ₂", seed).isEmpty();
        }
    }

    /** Shares of ‖x*‖² for the bound of λ₂: at 10⁻²² every part of the allowance is in the first ten digits. */
    @ParameterizedTest
    @CsvSource({"0, ANY_ORDER_LONGEST_ROW", "1e-22, ANY_ORDER", "1e-3, ANY_ORDER", "1, ANY_ORDER", "100,"})
    void certifiesTheBestOfAllByItsWidenedBound(double share, Method method) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String which = "seed " + seed;
            AnyOrderEigenvector eigenvector = folded(TestMatrix.REPEATED.rows(90, 5, seed), 9, seed);
            AnyOrderState state = AnyOrderState.of(eigenvector);
            double second = share * Kernels.squaredNorm(state.longest());
            int best = IntStream.range(0, state.rates())
                    .boxed()
                    .min(Comparator.comparingDouble(i -> state.widenedSineBound(i, second)))
                    .orElseThrow();
            if (method == null) {
                assertThat(eigenvector.certified(second)).as(which).isEmpty();
                continue;
            }
            boolean rate = method == Method.ANY_ORDER;
            double ofRow = Math.sqrt(share) * (1 + state.lengthRounding()) + state.lengthRounding();
            double sine = rate ? state.widenedSineBound(best, second) : ofRow;
            double[] vector = rate ? state.vector(best) : Kernels.normalized(state.longest());
            Answer answer = eigenvector.certified(second).orElseThrow();
            assertThat(answer.method()).as(which).isEqualTo(method);
            assertThat(answer.sinSquaredBound()).as(which).isCloseTo(sine * sine, SAME_FORMULA);
            assertThat(answer.vector()).as(which).containsExactly(vector, within(1e-15));
        }
    }

    /** sin² of the angle in exact arithmetic, to sixty digits. */
    private static double exactSinSquared(double[] x, double[] y) {
        BigDecimal cosSquared =
                exactDot(x, y).pow(2).divide(exactDot(x, x).multiply(exactDot(y, y)), new MathContext(60));
        return BigDecimal.ONE.subtract(cosSquared).doubleValue();
    }

    private static BigDecimal exactDot(double[] x, double[] y) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
            sum = sum.add(new BigDecimal(x[i]).multiply(new BigDecimal(y[i])));
        }
        return sum;
    }

    /** Rows ±2^k·g have λ₂ = 0 and v₁ = g/‖g‖ without any rounding: what is left of the bound is the allowance. */
    @Test
    void theBoundIsNotBelowTheExactAngleWhereOnlyRoundingIsLeft() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[] g = TestMatrix.gaussian(20, random);
            double[][] rows = new double[400][];
            Arrays.setAll(rows, i -> Kernels.scaled(Math.scalb(1.0, random.nextInt(5)), g));
            AnyOrderEigenvector eigenvector = folded(rows, 25, seed);
            Answer answer = eigenvector.certified(0).orElseThrow();
            assertThat(answer.sinSquaredBound())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(exactSinSquared(answer.vector(), g))
                    .isLessThan(1e-20);
            AnyOrderState state = AnyOrderState.of(eigenvector);
            for (int i = 0; i < state.rates(); i++) {
                double exact = exactSinSquared(state.vector(i), g);
                assertThat(exact).as("seed %d", seed).isPositive();
                assertThat(Math.pow(state.widenedSineBound(i, 0), 2))
                        .as("seed %d, rate 2^%d", seed, state.exponent(i))
                        .isGreaterThanOrEqualTo(exact);
            }
        }
    }

    @Test
    void aLongRowIsCertifiedByItsLength() {
        double[][] rows = TestMatrix.NOISE.rows(100, 20, 1);
        Arrays.setAll(rows[60], j -> 30 * rows[60][j]);
        Truth truth = Truth.of(rows);
        AnyOrderEigenvector eigenvector = folded(rows, 10, 1);
        Answer answer = eigenvector.certified(truth.second).orElseThrow();
        double allowance = AnyOrderState.of(eigenvector).lengthRounding();
        double sine = Math.sqrt(truth.second / Kernels.squaredNorm(rows[60])) * (1 + allowance) + allowance;
        assertThat(answer.method()).isEqualTo(Method.ANY_ORDER_LONGEST_ROW);
        assertThat(answer.vector()).containsExactly(Kernels.normalized(rows[60]), within(1e-15));
        assertThat(answer.sinSquaredBound()).isEqualTo(sine * sine);
        assertThat(truth.sine(answer.vector())).isLessThan(Math.sqrt(answer.sinSquaredBound()));
    }

    @Test
    void ofEquallyLongRowsTheEarlierStays() {
        AnyOrderEigenvector eigenvector = folded(new double[][] {{0, 1}, {3, 4}, {0, 5}, {4, 3}}, 1, 1);
        assertThat(AnyOrderState.of(eigenvector).longest()).containsExactly(3, 4);
    }

    /** The published rule: the smallest rate that has grown by d², unless it is large for the longest row. */
    @ParameterizedTest
    @MethodSource("streams")
    void withoutABoundItFollowsThePublishedRule(TestMatrix matrix, long seed) {
        AnyOrderEigenvector eigenvector = folded(matrix.rows(200, 12, seed), 16, seed);
        AnyOrderState state = AnyOrderState.of(eigenvector);
        double[] expected = Kernels.normalized(state.longest());
        for (int i = state.rates() - 1; i >= 0; i--) {
            if (state.growthOf(i) >= 2 * Math.log(12)) {
                boolean large = Math.scalb(Kernels.squaredNorm(state.longest()), state.exponent(i)) > 2;
                expected = large ? Kernels.normalized(state.longest()) : state.vector(i);
            }
        }
        assertThat(eigenvector.direction()).containsExactly(expected, within(1e-15));
    }

    @Test
    void aRateOfTwiceTheInverseSquaredLengthIsNotTooLarge() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            AnyOrderEigenvector eigenvector = folded(new double[][] {{1, 0}, {1, 0}}, 2, seed);
            AnyOrderState state = AnyOrderState.of(eigenvector);
            assertThat(state.exponent(2)).isEqualTo(1);
            if (state.growthOf(2) >= 2 * Math.log(2)) {
                assertThat(state.growthOf(1)).as("seed %d", seed).isLessThan(2 * Math.log(2));
                assertThat(eigenvector.direction())
                        .as("seed %d", seed)
                        .containsExactly(state.vector(2))
                        .isNotEqualTo(new double[] {1, 0});
            }
        }
    }

    @Test
    void knowsNothingBeforeTheFirstRow() {
        AnyOrderEigenvector eigenvector = new AnyOrderEigenvector(7, 3);
        assertThat(Kernels.squaredNorm(eigenvector.direction())).isCloseTo(1, within(1e-15));
        assertThat(eigenvector.certified(0)).isEmpty();
        assertThat(eigenvector.rows()).isZero();
        assertThat(eigenvector.dimension()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-300, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesABoundThatIsNone(double second) {
        AnyOrderEigenvector eigenvector = folded(TestMatrix.NOISE.rows(9, 4, 1), 3, 1);
        assertThatThrownBy(() -> eigenvector.certified(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the bound of the second eigenvalue is " + second);
    }

    @Test
    void anInfiniteBoundCertifiesNothing() {
        assertThat(folded(TestMatrix.REPEATED.rows(90, 4, 1), 3, 1).certified(Double.POSITIVE_INFINITY))
                .isEmpty();
    }

    @Test
    void answersAreCopies() {
        AnyOrderEigenvector eigenvector = folded(TestMatrix.REPEATED.rows(90, 4, 1), 9, 1);
        AnyOrderEigenvector same = eigenvector.copy();
        Arrays.fill(eigenvector.direction(), 9);
        Arrays.fill(eigenvector.certified(0).orElseThrow().vector(), 9);
        AnyOrderState.assertSame(eigenvector, same);
        RowBlock block = block(new double[][] {{1, 2}}, 1);
        AnyOrderEigenvector keeps = new AnyOrderEigenvector(2, 1);
        keeps.fold(block);
        block.clear();
        block.add(new double[] {5, 5}, 1);
        assertThat(AnyOrderState.of(keeps).longest()).containsExactly(1, 2);
    }
}
