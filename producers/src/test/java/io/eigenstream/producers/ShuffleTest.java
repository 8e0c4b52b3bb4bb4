package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.MatrixRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {

    private static final long AMPLE = 1 << 30;

    /** Less than five of the rows here. */
    private static final long TIGHT = 500;

    @ParameterizedTest
    @ValueSource(longs = {AMPLE, 20_000, TIGHT, 1})
    void givesEveryItemOnce(long budget) {
        List<Long> order = order(1_000, 7, budget);

        assertThat(order).hasSize(1_000).doesNotHaveDuplicates().isNotEqualTo(sorted(1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {AMPLE, TIGHT})
    void isAFunctionOfTheSeed(long budget) {
        assertThat(order(200, 7, budget)).isEqualTo(order(200, 7, budget)).isNotEqualTo(order(200, 8, budget));
    }

    /**
     * All 24 orders of 4 items, over 6,000 seeds. The statistic Σ(n−250)²/250 is χ² with 23 degrees of freedom, which
     * exceeds 72 with probability 6·10⁻⁷. Observed: 24.3 in memory, 23.6 through files.
     */
    @ParameterizedTest
    @ValueSource(longs = {AMPLE, 1})
    void givesEveryOrderEquallyOften(long budget) {
        int[] counts = new int[256];
        int seeds = 6_000;
        for (int seed = 0; seed < seeds; seed++) {
            counts[code(order(4, seed, budget))]++;
        }

        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        double expected = seeds / 24.0;
        double statistic = Arrays.stream(seen)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(seen).as("orders seen").hasSize(24);
        assertThat(statistic).isLessThan(72);
    }

    /**
     * Each of 50 items stands in the first half with probability 1/2; over 1,000 seeds that is 500 times with
     * standard deviation 15.8. Six of those leave a chance of 50·2·10⁻⁹ for a false alarm, if the seeds were not
     * fixed.
     */
    @ParameterizedTest
    @ValueSource(longs = {AMPLE, TIGHT})
    void putsEveryItemIntoTheFirstHalfHalfOfTheTime(long budget) {
        int items = 50;
        int seeds = 1_000;
        int[] inFirstHalf = new int[items];
        for (int seed = 0; seed < seeds; seed++) {
            order(items, seed, budget).subList(0, items / 2).forEach(index -> inFirstHalf[index.intValue()]++);
        }

        double bound = 6 * Math.sqrt(seeds * 0.25);
        for (int i = 0; i < items; i++) {
            assertThat((double) inFirstHalf[i]).as("item %d", i).isBetween(seeds / 2.0 - bound, seeds / 2.0 + bound);
        }
    }

    @Test
    void keepsRowsAndBadLinesWholeThroughFiles() throws IOException {
        InputItem row = new InputItem.Row(
                new MatrixRow(new double[] {0.1, -2}, new boolean[] {true, false}, 2.0, "g", "s", 0L));
        InputItem line = new InputItem.BadLine(1, "größe;1", "x.csv:2: no");

        try (Shuffle shuffle = new Shuffle(reader(List.of(row, line)), new SplittableRandom(1), 1)) {
            assertThat(TestInputs.items(shuffle))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrder(row, line);
        }
    }

    @Test
    void isEmptyForAnEmptyInput() throws IOException {
        try (Shuffle shuffle = new Shuffle(reader(List.of()), new SplittableRandom(1), AMPLE)) {
            assertThat(shuffle.read()).isNull();
            assertThat(shuffle.read()).isNull();
        }
    }

    private static List<Long> order(int items, long seed, long budget) {
        List<InputItem> input = LongStream.range(0, items)
                .<InputItem>mapToObj(i -> new InputItem.Row(MatrixRow.at(i, i)))
                .toList();
        try (Shuffle shuffle = new Shuffle(reader(input), new SplittableRandom(seed), budget)) {
            return TestInputs.items(shuffle).stream().map(TestInputs::index).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> sorted(int items) {
        return LongStream.range(0, items).boxed().toList();
    }

    private static int code(List<Long> order) {
        return (int) order.stream().mapToLong(Long::longValue).reduce(0, (code, index) -> 4 * code + index);
    }

    private static ItemReader reader(List<InputItem> items) {
        Iterator<InputItem> remaining = items.iterator();
        return new ItemReader() {
            @Override
            public InputItem read() {
                return remaining.hasNext() ? remaining.next() : null;
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
