package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The measures of the study of anomalies, on cases small enough to count. */
class RankingTest {

    private static final boolean[] LAST_TWO = {false, false, false, true, true};

    @Test
    void ofPerfectReversedAndEqualScores() {
        assertThat(Ranking.of(new double[] {1, 2, 3, 4, 5}, LAST_TWO)).isEqualTo(new Ranking(1, 1));
        assertThat(Ranking.of(new double[] {5, 4, 3, 2, 1}, LAST_TWO).auroc()).isZero();
        assertThat(Ranking.of(new double[5], LAST_TWO)).isEqualTo(new Ranking(0.5, 0.4));
    }

    /** Of six pairs four are in order and one is equal; precision 1/1 at the first anomalous row, 2/4 at the second. */
    @Test
    void countsPairsAndEqualOnesHalf() {
        Ranking ranking = Ranking.of(new double[] {1, 3, 4, 3, 5}, LAST_TWO);
        assertThat(ranking.auroc()).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(ranking.aupr()).isCloseTo((1 + 2 / 4.0) / 2, within(1e-12));
    }

    @Test
    void isNoNumberForRowsOfOneKind() {
        assertThat(Ranking.of(new double[] {1, 2}, new boolean[2]).auroc()).isNaN();
    }

    @Test
    void alarmsAreCountedByRowAndByRun() {
        boolean[] anomalous = {false, true, true, false, true, false, false, true, true, true};
        boolean[] flagged = {true, false, true, false, false, false, false, true, true, false};
        Alarms alarms = Alarms.of(flagged, anomalous);
        assertThat(alarms.falseAlarmRate()).isEqualTo(1 / 4.0);
        assertThat(alarms.recall()).isEqualTo(3 / 6.0);
        assertThat(alarms.f1()).isCloseTo(2 * 0.5 * 0.75 / 1.25, within(1e-12));
        assertThat(alarms.segmentsFound()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(alarms.delay()).hasValue(1);
        assertThat(Alarms.of(new boolean[10], anomalous).delay()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void explanationsAreHeldAgainstTheResponsibleColumns() {
        double[][] parts = {{0.4, 0.3, 0.2, 0.1}, null, {0, 1, 2, 3}};
        Explanations found = Explanations.of(parts, Map.of(0, List.of(0, 2), 1, List.of(1), 2, List.of(3)));
        assertThat(found.hitRate100()).isCloseTo((0.5 + 1) / 2, within(1e-12));
        assertThat(found.hitRate150()).isCloseTo((1 + 1) / 2.0, within(1e-12));
        double gain = (1 / Math.log(2)) / (1 / Math.log(2) + 1 / Math.log(3));
        assertThat(found.ndcg()).isCloseTo((gain + 1) / 2, within(1e-12));
    }
}
