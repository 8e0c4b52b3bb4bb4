package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MemberTest {

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("member \"m\": " + message);
    }

    @Test
    void rowsAreTheirOwnEnergyAndLoseNothing() {
        Member member = Member.ofRows("m", new double[][] {{3, 0}, {0, 4}});
        assertThat(member.name()).isEqualTo("m");
        assertThat(member.rowCount()).isEqualTo(2);
        assertThat(member.dimension()).isEqualTo(2);
        assertThat(member.energy()).isEqualTo(25);
        assertThat(member.loss()).isZero();
    }

    @Test
    void sketchesHaveLostWhatTheirRowsLackAndTheRoundingOfTheDifference() {
        Member member = Member.ofSketch("m", new double[][] {{3, 0, 0}, {0, 4, 0}}, 26);
        assertThat(member.energy()).isEqualTo(26);
        assertThat(member.loss()).isEqualTo(1 + 25 * (3 + 16) * (2 + 1) * 0x1.0p-52);
        assertThat(Member.ofSketch("m", new double[0][], 7).loss()).isEqualTo(7);
    }

    @Test
    void anEnergyBelowThatOfTheRowsByRoundingIsTakenForIt() {
        Member member = Member.ofSketch("m", new double[][] {{1}}, 1 - 0x1.0p-32);
        assertThat(member.energy()).isEqualTo(1);
        assertThat(member.loss()).isEqualTo((1 + 16) * (1 + 1) * 0x1.0p-52);
        assertRefused(
                () -> Member.ofSketch("m", new double[][] {{1}}, 1 - 0x1.1p-32),
                "energy 0.9999999997526174 is below 1.0, that of its rows");
    }

    @Test
    void tallMembersKeepTheirCountAndTheirGramMatrix() {
        double[][] rows = Blocks.gaussian(30, 4, new Random(1));
        for (double[] row : rows) {
            row[2] = 0;
        }
        Member member = Member.ofRows("m", rows);
        assertThat(member.rowCount()).isEqualTo(30);
        assertThat(member.rows()).hasDimensions(4, 4);
        for (int j = 0; j < 4; j++) {
            double[][] axis = new double[1][4];
            axis[0][j] = 1;
            double inside = 0;
            for (double[] row : rows) {
                inside += row[j] * row[j];
            }
            assertThat(member.energyOutside(axis)).as("axis %d", j).isCloseTo(member.energy() - inside, within(1e-12));
        }
    }

    @Test
    void energyOutsideABasisIncludesTheLoss() {
        Member member = Member.ofSketch("m", new double[][] {{3, 4, 5}}, 60);
        assertThat(member.energyOutside(new double[0][])).isCloseTo(60, within(1e-12));
        assertThat(member.energyOutside(new double[][] {{1, 0, 0}})).isCloseTo(51, within(1e-12));
        assertThat(member.energyOutside(new double[][] {{1, 0, 0}, {0, 0, 1}})).isCloseTo(26, within(1e-12));
        assertThat(member.rows()).isDeepEqualTo(new double[][] {{3, 4, 5}});
    }

    @Test
    void refusesWhatIsNotAMatrix() {
        assertRefused(
                () -> Member.ofRows("m", new double[][] {{1, 2}, {3}}),
                "row[1] has 1 numbers, expected 2 as in row[0]");
        assertRefused(() -> Member.ofRows("m", new double[1][0]), "row[0] has 0 numbers, expected at least 1");
        assertRefused(
                () -> Member.ofRows("m", new double[][] {{1, 2}, {3, Double.NaN}}),
                "row[1][1] is NaN, expected a finite number");
        assertRefused(
                () -> Member.ofSketch("m", new double[][] {{Double.NEGATIVE_INFINITY}}, 1), "row[0][0] is -Infinity");
    }

    @Test
    void refusesEnergiesThatAreNone() {
        for (double energy : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e201, 1e-201}) {
            assertRefused(() -> Member.ofSketch("m", new double[0][], energy), "energy is " + energy + ", expected 0");
        }
        assertRefused(() -> Member.ofSketch("m", new double[][] {{1}}, 0), "energy 0.0 is below 1.0");
        assertThat(Member.ofSketch("m", new double[0][], 1e200).energy()).isEqualTo(1e200);
        assertThat(Member.ofSketch("m", new double[0][], 1e-200).energy()).isEqualTo(1e-200);
    }

    @Test
    void refusesRowsWhoseSquaresLeaveTheRange() {
        assertRefused(() -> Member.ofRows("m", new double[][] {{1e160}}), "energy is Infinity");
        assertRefused(() -> Member.ofRows("m", new double[][] {{0, 1e-170}}), "energy is 0.0");
        assertRefused(() -> Member.ofRows("m", new double[][] {{0x1.0p-350}}), "energy is 1.9");
        assertRefused(() -> Member.ofSketch("m", new double[][] {{1e-170}}, 1), "energy is 0.0");
        assertThat(Member.ofRows("m", new double[][] {{1, 1e-170}}).energy()).isEqualTo(1);
    }

    @Test
    void zerosAndNoRowsAreMembers() {
        assertThat(Member.ofRows("m", new double[5][3]).energy()).isZero();
        assertThat(Member.ofRows("m", new double[5][3]).rowCount()).isEqualTo(5);
        assertThat(Member.ofRows("m", new double[0][]).dimension()).isZero();
        assertThat(Member.ofSketch("m", new double[2][3], 0).loss()).isZero();
    }
}
