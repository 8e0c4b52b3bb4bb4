package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.sketches.CorruptStateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTallyTest {

    private static AnomalyScore row(long index, double combined, double grade) {
        return new AnomalyScore("m", index, 1.0, 1.0, combined, 0.5, grade, true, false, List.of(), 9, null, "g", 0);
    }

    private static GroupTally two() {
        GroupTally tally = new GroupTally();
        tally.add(row(3, 1, 0.5), 1000);
        tally.add(row(4, 2, 0.25), 2000);
        return tally;
    }

    /** No distance of a row is: one that is has overflown. */
    @Test
    void aDistanceThatIsNoNumberIsTheLargest() {
        GroupTally tally = two();
        tally.add(row(5, Double.NaN, Double.NaN), 3000);
        tally.add(row(6, 7, 0.75), 3000);
        assertThat(tally.score("m", "g", true).score()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(tally.score("m", "g", true).strongest()).isEqualTo(5);
        assertThat(tally.score("m", "g", true).maxGrade()).isEqualTo(0.75);
    }

    @Test
    void ofEqualRowsTheFirstIsTheStrongest() {
        GroupTally tally = two();
        tally.add(row(1, 2, 0.5), 3000);
        assertThat(tally.score("m", "g", true).strongest()).isEqualTo(4);
    }

    @Test
    void isWhatItsStateSays() {
        GroupTally tally = two();
        assertThat(GroupTally.of(tally.counts(), tally.largest()).score("m", "g", true))
                .isEqualTo(tally.score("m", "g", true));
        assertThat(GroupTally.lastMs(tally.counts())).isEqualTo(2000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0, 3",
        "0, -1",
        "0, 0.5",
        "1, 3",
        "1, -1",
        "2, 1.5",
        "2, NaN",
        "3, 2",
        "4, -5",
        "5, 7",
        "6, -1",
        "7, 4294967296",
        "8, NaN",
        "12, 0.5"
    })
    void countsThatCannotBeAreRefused(int place, double value) {
        double[] counts = two().counts();
        counts[place] = value;
        assertThatThrownBy(() -> GroupTally.of(counts, two().largest())).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void countsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> GroupTally.of(new double[3], new double[0])).isInstanceOf(CorruptStateException.class);
        assertThatThrownBy(() -> GroupTally.of(two().counts(), new double[0]))
                .isInstanceOf(CorruptStateException.class);
    }
}
