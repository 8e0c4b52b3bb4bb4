package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SketchParametersTest {

    private static final SketchParameters SHAPE = new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 5, 42);

    @Test
    void frequentDirectionsUnlessToldOtherwise() {
        assertThat(new SketchParameters(12, 8, 5, 42))
                .isEqualTo(new SketchParameters(12, 8, ShrinkPolicy.FREQUENT_DIRECTIONS, 5, 42));
    }

    @Test
    void takesTheSmallestAndTheLargestShape() {
        int most = 1 << 20;
        assertThat(new SketchParameters(1, 2, 2, 1).dimension()).isEqualTo(1);
        assertThat(new SketchParameters(most, most, most, 1).size()).isEqualTo(most);
        assertRefused("dimension is 1048577", most + 1, 8, 5);
        assertRefused("size is 1048577", 3, most + 1, 5);
        assertRefused("heavyRows is 1048577", 3, 8, most + 1);
        assertRefused("dimension is 0, expected 1 to 1048576", 0, 8, 5);
        assertRefused("size is 1, expected 2 to 1048576", 3, 1, 5);
        assertRefused("heavyRows is 1, expected 2 to 1048576", 3, 8, 1);
    }

    private static void assertRefused(String message, int dimension, int size, int heavyRows) {
        assertThatThrownBy(() -> new SketchParameters(dimension, size, heavyRows, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everythingButTheSeedDecidesWhetherSketchesMerge() {
        assertThat(SHAPE.mergesWith(new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 5, 43)))
                .isTrue();
        List<SketchParameters> others = List.of(
                new SketchParameters(13, 8, ShrinkPolicy.ROBUST, 5, 42),
                new SketchParameters(12, 9, ShrinkPolicy.ROBUST, 5, 42),
                new SketchParameters(12, 8, ShrinkPolicy.TRUNCATION, 5, 42),
                new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 6, 42));
        for (SketchParameters other : others) {
            assertThat(SHAPE.mergesWith(other)).as("%s", other).isFalse();
        }
    }

    /** Sketches of parts add only when their random numbers are independent. */
    @Test
    void aPartitionHasItsOwnSeedAndTheSameShape() {
        Set<Long> seeds = new HashSet<>();
        for (String matrix : List.of("", "a", "b", "ab", "ba", "aa")) {
            for (int partition = 0; partition < 50; partition++) {
                SketchParameters own = SHAPE.forPartition(matrix, partition);
                assertThat(own).isEqualTo(new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 5, own.seed()));
                assertThat(own).isEqualTo(SHAPE.forPartition(matrix, partition));
                seeds.add(own.seed());
            }
        }
        assertThat(seeds).hasSize(6 * 50).doesNotContain(42L);
        SketchParameters other = new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 5, 43);
        assertThat(seeds).doesNotContain(other.forPartition("a", 0).seed());
    }

    /** A sketch that goes on after an upgrade must draw the numbers that it drew before. */
    @Test
    void theSeedOfAPartitionNeverChanges() {
        assertThat(SHAPE.forPartition("m", 0).seed()).isEqualTo(0x99C616974E43D385L);
        assertThat(SHAPE.forPartition("sensors", 7).seed()).isEqualTo(0xD1864E26A9BC298DL);
    }
}
