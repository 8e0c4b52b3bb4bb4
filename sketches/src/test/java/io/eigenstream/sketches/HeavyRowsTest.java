package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeavyRowsTest {

    private static final int CAPACITY = 7;

    private static HeavyRows offered(double[][] rows, int from, int to) {
        HeavyRows heavy = new HeavyRows(CAPACITY);
        for (int i = from; i < to; i++) {
            heavy.offer(rows[i], length(rows[i]), i + 1);
        }
        return heavy;
    }

    private static double length(double[] row) {
        return Dense.frobeniusSquared(new double[][] {row});
    }

    private static double[] lengths(HeavyRows heavy) {
        double[] lengths = new double[CAPACITY];
        heavy.writeTo((section, slot, row) -> {
            if (slot > 0) {
                lengths[slot - 1] = row[0];
            }
        });
        Arrays.sort(lengths);
        return lengths;
    }

    private static double[] largest(double[][] rows) {
        double[] all =
                Arrays.stream(rows).mapToDouble(HeavyRowsTest::length).sorted().toArray();
        return Arrays.copyOfRange(all, all.length - CAPACITY, all.length);
    }

    @Test
    void keepsTheLongestRowsInAnyOrderAndAcrossMerges() {
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            double[][] rows = TestMatrix.HEAVY.rows(100, 5, seed);
            int cut = new Random(seed).nextInt(100);
            HeavyRows merged = offered(rows, 0, cut);
            merged.merge(offered(rows, cut, 100));
            assertThat(lengths(offered(rows, 0, 100))).as("seed %d", seed).containsExactly(largest(rows));
            assertThat(lengths(merged)).as("seed %d, cut at %d", seed, cut).containsExactly(largest(rows));
        }
    }

    @Test
    void findsTheLeadingDirectionOfTheLongRows() {
        double[][] rows = TestMatrix.HEAVY.rows(6, 5, 3);
        double[] direction = offered(rows, 0, 6).leadingDirection(0);
        assertThat(Math.abs(Dense.cosine(direction, Dense.leadingRightSingularVector(rows))))
                .isCloseTo(1, within(1e-12));
        assertThat(new HeavyRows(CAPACITY).leadingDirection(0)).isNull();
        assertThat(offered(rows, 0, 6).leadingDirection(1e9)).isNull();
    }

    @Test
    void knowsWhetherALongRowMayHaveBeenDropped() {
        double[][] rows = TestMatrix.NOISE.rows(30, 5, 4);
        HeavyRows heavy = offered(rows, 0, 30);
        double shortestKept = largest(rows)[0];
        assertThat(heavy.mayMiss(shortestKept)).isTrue();
        assertThat(heavy.mayMiss(Math.nextUp(shortestKept))).isFalse();
        assertThat(offered(rows, 0, CAPACITY - 1).mayMiss(0)).isFalse();
    }

    /** Of rows of equal length the first ones stay, and the last of them goes first. */
    @Test
    void keepsTheFirstOfEqualRows() {
        HeavyRows heavy = new HeavyRows(CAPACITY);
        for (int number = 1; number <= CAPACITY + 2; number++) {
            heavy.offer(new double[] {3, 4}, 25, number);
        }
        assertThat(numbers(heavy)).containsExactly(1, 2, 3, 4, 5, 6, 7);

        heavy.offer(new double[] {6, 8}, 100, CAPACITY + 3);
        assertThat(numbers(heavy)).containsExactly(1, 2, 3, 4, 5, 6, CAPACITY + 3);
        heavy.offer(new double[] {6, 8}, 100, CAPACITY + 4);
        assertThat(numbers(heavy)).containsExactly(1, 2, 3, 4, 5, CAPACITY + 3, CAPACITY + 4);
    }

    private static double[] numbers(HeavyRows heavy) {
        double[] numbers = new double[CAPACITY];
        heavy.writeTo((section, slot, row) -> {
            if (slot > 0) {
                numbers[slot - 1] = row[1];
            }
        });
        Arrays.sort(numbers);
        return numbers;
    }

    @Test
    void zeroRowsAreNotHeavy() {
        HeavyRows heavy = new HeavyRows(CAPACITY);
        heavy.offer(new double[5], 0, 1);
        assertThat(heavy.leadingDirection(0)).isNull();
    }
}
