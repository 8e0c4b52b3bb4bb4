package io.eigenstream.sketches.concatenated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResidualBoundTest {

    private static final int SEEDS = Seeds.COUNT;
    private static final int BLOCKS = 7;
    private static final int DIMENSION = 11;
    private static final int RANK = 3;

    /**
     * E less the r largest squared singular values of each block outside all before it. Not for columns of 10⁻¹²: the
     * dense projection is a pseudo-inverse, which takes them for rounding.
     */
    @ParameterizedTest
    @EnumSource(
            value = Blocks.class,
            names = {"BADLY_SCALED"},
            mode = EnumSource.Mode.EXCLUDE)
    void isWhatItsDefinitionSays(Blocks kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<double[][]> blocks = kind.list(BLOCKS, 3, DIMENSION, seed);
            StackBound bound = ResidualBound.ofRank(RANK);
            List<Double> squares = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                bound = bound.with(Member.ofRows("m" + i, blocks.get(i)));
                for (double rho : Stack.singularValues(outside(blocks.subList(0, i), blocks.get(i)))) {
                    squares.add(rho * rho);
                }
            }
            double lower = squares.stream()
                    .sorted((x, y) -> Double.compare(y, x))
                    .limit(RANK)
                    .mapToDouble(x -> x)
                    .sum();
            double energy = Stack.energy(Stack.of(blocks));
            assertThat(Math.pow(bound.relativeError(), 2))
                    .as("%s seed %d", kind, seed)
                    .isCloseTo(energy == 0 ? 0 : 1 - lower / energy, within(1e-9));
        }
    }

    private static double[][] outside(List<double[][]> before, double[][] block) {
        List<double[][]> units = new ArrayList<>();
        for (double[][] b : before) {
            double norm = Math.sqrt(Stack.energy(b));
            units.add(norm == 0 ? b : Stack.scaled(1 / norm, b));
        }
        if (units.isEmpty()) {
            return block;
        }
        SimpleMatrix m = new SimpleMatrix(block);
        SimpleMatrix span = new SimpleMatrix(Stack.of(units));
        return m.minus(m.mult(span.pseudoInverse()).mult(span)).toArray2();
    }

    @Test
    void basisIsOfTheLargestResidualsWhenTheyCameLast() {
        StackBound bound =
                Stack.on(ResidualBound.ofRank(2), Blocks.row(1, 0, 0), Blocks.row(0, 2, 0), Blocks.row(0, 0, -3));
        assertThat(bound.basis()).isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 1, 0}});
        assertThat(bound.relativeError()).isCloseTo(Math.sqrt(1 / 14.0), within(1e-13));
    }
}
