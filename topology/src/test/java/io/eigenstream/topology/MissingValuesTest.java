package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissingValuesTest {

    private static final int DIMENSION = 4;
    private static final Map<String, String> IMPUTE = Map.of(Settings.MISSING_VALUES, "impute");

    private static double[] row(Random random) {
        double cause = random.nextGaussian();
        return new double[] {cause, 2 * cause + 0.1 * random.nextGaussian(), 5, 0.1 * random.nextGaussian()};
    }

    @Test
    void aRowIsJudgedAndLearnedAsTheLibraryCompletesIt() {
        Random random = new Random(1);
        MatrixSketch sketch = new MatrixSketch(
                new SketchParameters(DIMENSION, 8, 64, 1).forPartition("m", 0), DetectorParameters.standard());
        try (Pipeline pipeline = new Pipeline(IMPUTE)) {
            List<Judgement> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                double[] row = row(random);
                if (i > 0 && random.nextInt(3) == 0) {
                    row[random.nextInt(DIMENSION)] = Double.NaN;
                }
                pipeline.send("m", row);
                CompletedRow completed = sketch.completed(row, 1);
                expected.add(sketch.judge(completed.values()).orElse(null));
                sketch.update(completed.values(), completed.weight());
            }
            List<AnomalyScore> scores = pipeline.scores();
            assertThat(scores).hasSize(100);
            for (int i = 8; i < 100; i++) {
                assertThat(scores.get(i).combined())
                        .as("row %d", i)
                        .isEqualTo(expected.get(i).score().combined());
            }
            assertThat(scores.stream().mapToInt(AnomalyScore::missing).sum()).isBetween(15, 55);
            pipeline.askForEstimates("m");
            Spectrum spectrum = pipeline.spectra().get(0);
            assertThat(spectrum.rows()).isEqualTo(100);
            assertThat(spectrum.energy()).isEqualTo(sketch.summary().spectrum().energy());
        }
    }

    @Test
    void aMaskSaysWhatIsMissingWhateverTheValuesAre() {
        Random random = new Random(2);
        try (Pipeline masked = new Pipeline(Map.of());
                Pipeline imputed = new Pipeline(IMPUTE)) {
            for (int i = 0; i < 40; i++) {
                double[] row = row(random);
                double[] holes = row.clone();
                boolean hasHole = i > 0 && i % 3 == 0;
                if (hasHole) {
                    holes[1] = Double.NaN;
                    row[1] = 1e300;
                }
                imputed.send("m", holes);
                masked.send(
                        "m", new MatrixRow(row, new boolean[] {true, !hasHole, true, true}, null, null, null, null));
            }
            assertThat(masked.scores()).isEqualTo(imputed.scores()).hasSize(40);
        }
    }

    @Test
    void aMissingColumnIsNotAmongTheExplanations() {
        Random random = new Random(3);
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.MISSING_VALUES, "impute", Settings.CONTRIBUTIONS, "4"))) {
            for (int i = 0; i < 64; i++) {
                pipeline.send("m", row(random));
            }
            pipeline.scores();
            pipeline.send("m", 3, Double.NaN, 5, 3);
            AnomalyScore score = pipeline.scores().get(0);
            assertThat(score.missing()).isEqualTo(1);
            assertThat(score.contributions())
                    .hasSize(3)
                    .extracting(AnomalyScore.Contribution::feature)
                    .doesNotContain(1)
                    .startsWith(3);
        }
    }

    @Test
    void rowsThatTellTooLittleAreDeadLetters() {
        try (Pipeline pipeline = new Pipeline(IMPUTE)) {
            double nan = Double.NaN;
            pipeline.send("m", 1, nan);
            pipeline.send("m", 1, 2);
            pipeline.send("m", nan, nan);
            pipeline.send("m", new MatrixRow(new double[2], new boolean[2], null, null, null, null));
            pipeline.send("m", new MatrixRow(new double[2], new boolean[3], null, null, null, null));
            pipeline.send("m", 1, nan, 3);
            assertThat(reasons(pipeline))
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("1 values are missing", "no row was there before"),
                            reason -> assertThat(reason).contains("all 2 values are missing"),
                            reason -> assertThat(reason).contains("all 2 values are missing"),
                            reason -> assertThat(reason).contains("mask has 3 entries, expected 2"),
                            reason -> assertThat(reason).contains("3 values, expected 2"));
            assertThat(pipeline.scores()).hasSize(1);
        }
    }

    @Test
    void nothingIsImputedUnlessItIsAskedFor() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("m", 1, 2);
            pipeline.send("m", 1, Double.NaN);
            assertThat(reasons(pipeline))
                    .singleElement()
                    .asString()
                    .contains("values[1] is NaN", "missing.values=impute");
        }
    }

    private static List<String> reasons(Pipeline pipeline) {
        return pipeline.deadLetters().stream().map(Pipeline::reason).toList();
    }
}
