package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusteringTest {

    /** 16 rows of 10 numbers become 2(10 + 16); the single member keeps its 30·10, and the small pair its 2·10. */
    @Test
    void compressionRatioIsOfNumbersGivenToNumbersStored() {
        Cluster pair = new Cluster(List.of("a", "b"), 0, new double[0][], 16, 1);
        Cluster alone = new Cluster(List.of("c"), 0, new double[0][], 30, 1);
        Cluster small = new Cluster(List.of("d", "e"), 0, new double[0][], 2, 1);
        assertThat(new Clustering(2, 10, List.of(pair)).compressionRatio()).isEqualTo(160 / 52.0);
        assertThat(new Clustering(2, 10, List.of(pair, alone, small)).compressionRatio())
                .isEqualTo(480 / (52.0 + 300 + 20));
        Cluster huge = new Cluster(List.of("f", "g"), 0, new double[0][], 1L << 40, 1);
        assertThat(new Clustering(1 << 20, 1 << 21, List.of(huge)).compressionRatio())
                .isCloseTo(2, within(1e-5));
    }
}
