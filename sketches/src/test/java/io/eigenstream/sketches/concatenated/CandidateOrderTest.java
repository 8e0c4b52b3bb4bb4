package io.eigenstream.sketches.concatenated;

import static io.eigenstream.sketches.concatenated.ErrorConstrainedClusteringTest.cluster;
import static io.eigenstream.sketches.concatenated.ErrorConstrainedClusteringTest.member;
import static io.eigenstream.sketches.concatenated.ErrorConstrainedClusteringTest.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateOrderTest {

    /** ε² = 0.04 of the energy may be lost: 3 of 103, but not 3 + 9; the parallel 8 would fit, and is not tried. */
    @Test
    void smallestFirstStopsAtTheFirstThatDoesNotFit() {
        Clustering clustering = cluster(
                IncrementalBound.ofRank(1),
                0.2,
                CandidateOrder.SMALLEST_FIRST,
                member("8", 8, 0, 0, 0),
                member("1", 0, 1, 0, 0),
                member("10", 10, 0, 0, 0),
                member("3", 0, 0, 3, 0),
                member("√2", 0, 0, 0, Math.sqrt(2)));
        assertThat(names(clustering))
                .startsWith(List.of("10", "1", "√2"), List.of("8"))
                .hasSize(3);
        assertThat(clustering.clusters().get(0).errorBound()).isCloseTo(Math.sqrt(3 / 103.0), within(1e-12));
        assertThat(clustering.clusters().get(0).energy()).isCloseTo(103, within(1e-13));
        assertThat(clustering.clusters().get(0).basis()).hasDimensions(1, 4);
    }

    @Test
    void leastResidualFirstTriesTheNearestWhateverItsSize() {
        Clustering clustering = cluster(
                IncrementalBound.ofRank(1),
                0.2,
                CandidateOrder.LEAST_RESIDUAL_FIRST,
                member("8", 8, 0, 0, 0),
                member("1", 0, 1, 0, 0),
                member("10", 10, 0, 0, 0),
                member("3", 0, 0, 3, 0),
                member("√2", 0, 0, 0, Math.sqrt(2)));
        assertThat(names(clustering)).containsExactly(List.of("10", "8", "1", "√2"), List.of("3"));
    }

    @Test
    void whatASketchHasLostIsResidual() {
        Clustering clustering = cluster(
                IncrementalBound.ofRank(1),
                0.5,
                CandidateOrder.LEAST_RESIDUAL_FIRST,
                member("seed", 10, 0),
                Member.ofSketch("lossy", Blocks.row(1, 0), 5),
                member("askew", 1, 1.5));
        assertThat(names(clustering)).containsExactly(List.of("seed", "askew", "lossy"));
    }

    @Test
    void equalResidualsAreTriedInInputOrder() {
        Member[] members = {member("3", 3, 0), member("1", 1, 0), member("9", 9, 0), member("2", 2, 0)};
        assertThat(names(cluster(IncrementalBound.ofRank(1), 0.1, CandidateOrder.LEAST_RESIDUAL_FIRST, members)))
                .containsExactly(List.of("9", "3", "1", "2"));
    }
}
