package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.eigenstream.sketches.statistics.TailProbability;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmCalibrationTest {

    private static final TailProbability RATE = TailProbability.of(0.01);
    private static final ControlLimits NORMAL = new ControlLimits(RATE, 1, 0.5, 2, 4);
    private static final double LIMIT = NORMAL.combined();

    private final AlarmCalibration calibration = new AlarmCalibration(RATE);

    private static double[] uniform(int count, long seed) {
        return new Random(seed).doubles(count, 0, 1).toArray();
    }

    @Test
    void countsWhatIsBeyondTheLimitOfNormalRowsWhileItKnowsTooFew() {
        assertThat(calibration.alarmRate()).isEmpty();
        calibration.count(new double[] {0.5 * LIMIT, 2 * LIMIT, 0.9 * LIMIT, 3 * LIMIT, 0.1 * LIMIT}, 1, NORMAL);
        assertThat(calibration.judged()).isEqualTo(5);
        assertThat(calibration.flagged()).isEqualTo(2);
        assertThat(calibration.alarmRate()).hasValue(0.4);
        assertThat(calibration.limit(NORMAL)).isEqualTo(LIMIT);
        assertThat(calibration.isFlagged(0.99 * LIMIT, NORMAL)).isFalse();
        assertThat(calibration.isFlagged(1.01 * LIMIT, NORMAL)).isTrue();
    }

    @Test
    void knowsTheDistancesThatItHasCounted() {
        calibration.count(uniform(2000, 1), 1, NORMAL);
        assertThat(calibration.limit(NORMAL)).isCloseTo(0.99, withPercentage(1));
        assertThat(calibration.isFlagged(0.95, NORMAL)).isFalse();
        assertThat(calibration.isFlagged(1.5, NORMAL)).isTrue();
        calibration.forgetDistances();
        assertThat(calibration.limit(NORMAL)).isEqualTo(LIMIT);
        assertThat(calibration.judged()).isEqualTo(2000);
    }

    @Test
    void distancesOfLongAgoCountLess() {
        double[] tenfold = uniform(2000, 2);
        for (int i = 0; i < tenfold.length; i++) {
            tenfold[i] *= 10;
        }
        AlarmCalibration forgetting = new AlarmCalibration(RATE);
        calibration.count(tenfold, 1, NORMAL);
        calibration.count(uniform(2000, 3), 1, NORMAL);
        forgetting.count(tenfold, 1, NORMAL);
        forgetting.count(uniform(2000, 3), 0x1p-20, NORMAL);
        assertThat(calibration.limit(NORMAL)).isCloseTo(9.8, withPercentage(2));
        assertThat(forgetting.limit(NORMAL)).isCloseTo(0.99, withPercentage(1));
    }

    @Test
    void mergesDistancesAndCounts() {
        AlarmCalibration other = new AlarmCalibration(RATE);
        calibration.count(uniform(100, 4), 1, NORMAL);
        calibration.count(new double[] {2 * LIMIT}, 1, NORMAL);
        other.count(uniform(100, 5), 1, NORMAL);
        other.count(new double[] {3 * LIMIT, 4 * LIMIT}, 1, NORMAL);
        AlarmCalibration merged = calibration.copy();
        merged.merge(other);
        assertThat(merged.judged()).isEqualTo(203);
        assertThat(merged.flagged()).isEqualTo(3);
        assertThat(merged.limit(NORMAL)).as("128 distances are enough").isNotEqualTo(LIMIT);
        assertThat(calibration.limit(NORMAL)).as("the copy alone has changed").isEqualTo(LIMIT);
        AlarmCalibration read = AlarmCalibration.of(RATE, merged.judged(), merged.flagged(), merged.distances());
        assertThat(read.limit(NORMAL)).isEqualTo(merged.limit(NORMAL));
        assertThat(read.alarmRate()).isEqualTo(merged.alarmRate());
    }

    @Test
    void refusesDistancesThatNoRowsHave() {
        assertThatThrownBy(() -> AlarmCalibration.of(RATE, 1, 0, null)).isInstanceOf(CorruptStateException.class);
        double[] distances = calibration.distances();
        distances[1] = -1;
        assertThatThrownBy(() -> AlarmCalibration.of(RATE, 1, 0, distances)).isInstanceOf(CorruptStateException.class);
    }
}
