package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockInfluenceTest {

    private static final double STRANGE = 40;
    private static final int DIMENSION = 12;
    private static final int SIZE = 16;

    private static BlockInfluence block(int strange, double distance, int count) {
        double[] combined = new double[count];
        Arrays.fill(combined, STRANGE);
        Arrays.fill(combined, 0, strange, distance);
        return new BlockInfluence(combined, STRANGE);
    }

    @Test
    void fewStrangeRowsAreHeldOutBeyondFifteenLimits() {
        assertThat(block(3, 60, 16).weight(0)).isEqualTo(1);
        assertThat(block(3, 120, 16).weight(0)).isCloseTo(1.0 / 16, within(1e-12));
        assertThat(block(3, 600, 16).weight(0)).isCloseTo(1e-4, within(1e-12));
        assertThat(block(3, 600, 16).weight(3)).as("a row at the limit").isEqualTo(1);
        assertThat(block(0, 0, 16).weight(0)).isEqualTo(1);
    }

    @Test
    void ofManyStrangeRowsSomethingIsLearned() {
        assertThat(block(4, 60, 16).weight(0)).isCloseTo(4.0 / 9, within(1e-12));
        assertThat(block(4, 400, 16).weight(0)).isCloseTo(1e-2, within(1e-12));
        assertThat(block(16, 40, 16).weight(0)).isEqualTo(1);
        assertThat(block(1, Double.POSITIVE_INFINITY, 2).weight(0)).isZero();
    }

    @Test
    void aBlockIsStrangeWhenHalfOfItIs() {
        assertThat(block(7, 40.1, 16).isStrange()).isFalse();
        assertThat(block(8, 40.1, 16).isStrange()).isTrue();
        assertThat(block(16, 40, 16).isStrange()).isFalse();
        assertThat(block(8, Double.NaN, 16).isStrange()).isTrue();
    }

    private static double[] normal(Random random) {
        double[] row = new double[DIMENSION];
        Arrays.setAll(row, j -> random.nextGaussian());
        return row;
    }

    private static double[] far(double distance, Random random) {
        double[] row = normal(random);
        row[4] += distance;
        return row;
    }

    private static double distance(AnomalyDetector detector, double[] row) {
        return detector.judge(row).orElseThrow().score().combined();
    }

    private static AnomalyDetector learned(Random random) {
        DetectorParameters parameters =
                DetectorParameters.standard().withStartRows(0).withRelearnAfterRows(0);
        AnomalyDetector detector = new AnomalyDetector(DIMENSION, SIZE, parameters);
        for (int block = 0; block < 20; block++) {
            learn(detector, 0, 0, random);
        }
        return detector;
    }

    private static void learn(AnomalyDetector detector, int strange, double distance, Random random) {
        double[][] rows = new double[SIZE][];
        Arrays.setAll(rows, i -> i < strange ? far(distance, random) : normal(random));
        detector.fold(RowBlock.of(rows));
    }

    /** One row for 15 others; the limit of 12 normal numbers at 0.001 is 32.9. */
    @ParameterizedTest
    @ValueSource(doubles = {1.05, 2, 4})
    void whatComesAgainAndAgainStaysStrange(double multiple) {
        double least = Math.cbrt(256.0 / 27 / 15 * Math.pow(15 * 32.9, 4));
        double deviations = Math.sqrt(multiple * least);
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            AnomalyDetector detector = learned(random);
            for (int block = 0; block < 1000; block++) {
                learn(detector, 1, deviations, random);
            }
            assertThat(distance(detector, far(deviations, random)))
                    .as("seed %d", seed)
                    .isGreaterThan(0.7 * multiple * least);
        }
    }

    /** Where the stream goes, the model goes. */
    @Test
    void whatMostRowsDoIsLearned() {
        Random random = new Random(2);
        AnomalyDetector detector = learned(random);
        for (int block = 0; block < 500; block++) {
            learn(detector, 12, 35, random);
        }
        assertThat(distance(detector, far(35, random))).isLessThan(60);
    }
}
