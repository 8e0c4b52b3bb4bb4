package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.HalfLife;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgettingByTimeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Map<String, String> MINUTE = Map.of(Settings.HALF_LIFE_MS, "60000");

    private static double[] row(Random random) {
        double cause = random.nextGaussian();
        return new double[] {cause, 2 * cause + 0.1 * random.nextGaussian(), 5, 0.1 * random.nextGaussian()};
    }

    private static MatrixSketch oracle() {
        return new MatrixSketch(
                new SketchParameters(4, 8, 64, 1).forPartition("m", 0),
                DetectorParameters.standard().withHalfLife(HalfLife.ofMillis(60_000)));
    }

    /** Judges and learns every row in both, the pipeline's clock standing still. */
    private static void assertAgesAsInTheLibrary(
            List<Instant> times, List<Instant> expectedTimes, Set<Integer> restarts) {
        Random random = new Random(1);
        MatrixSketch sketch = oracle();
        List<Judgement> expected = new ArrayList<>();
        List<AnomalyScore> scores = new ArrayList<>();
        Pipeline pipeline = new Pipeline(MINUTE, NOON);
        try {
            for (int i = 0; i < times.size(); i++) {
                double[] row = row(random);
                sketch.judge(row).ifPresent(expected::add);
                sketch.update(row, 1, expectedTimes.get(i).toEpochMilli());
                pipeline.send("m", times.get(i), row);
                scores.addAll(pipeline.scores());
                if (restarts.contains(i)) {
                    pipeline = pipeline.restarted();
                }
            }
        } finally {
            pipeline.close();
        }
        assertThat(scores).hasSize(times.size());
        for (int i = 8; i < scores.size(); i++) {
            Judgement judgement = expected.get(i - 8);
            assertThat(scores.get(i).combined())
                    .as("row %d", i)
                    .isEqualTo(judgement.score().combined());
            assertThat(scores.get(i).pValue()).as("row %d", i).isEqualTo(judgement.pValue());
            assertThat(scores.get(i).warmingUp()).as("row %d", i).isEqualTo(!judgement.isWarm());
        }
    }

    /** A row every four seconds in the mean, some of them late, with a pause of an hour. */
    private static List<Instant> times(int count) {
        Random random = new Random(3);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long pause = i < 800 ? 0 : 3_600_000;
            times.add(NOON.minusSeconds(10_000).plusMillis(4000L * i + random.nextInt(9000) + pause));
        }
        return times;
    }

    @Test
    void rowsAgeByTheirTimestampsAsInTheLibraryAlsoAcrossRestarts() {
        List<Instant> times = times(1500);
        assertAgesAsInTheLibrary(times, times, Set.of(1, 700, 1203));
    }

    @Test
    void aTimestampInTheFutureCountsAsNow() {
        List<Instant> times = times(100);
        List<Instant> seen = new ArrayList<>(times);
        times.set(50, NOON.plusSeconds(1_000_000));
        seen.set(50, NOON);
        assertAgesAsInTheLibrary(times, seen, Set.of());
    }
}
