package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RowScore;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EigenstreamTopologyTest {

    private static final int ROWS = 100;

    static double[][] rows(int n, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            double common = 3 * random.nextGaussian();
            Arrays.setAll(row, j -> 2 + common * (j + 1) + random.nextGaussian());
        }
        return rows;
    }

    private static MatrixSketch library(String matrix, double[][] rows) {
        SketchParameters parameters = new SketchParameters(rows[0].length, 8, 64, 1).forPartition(matrix, 0);
        MatrixSketch sketch = new MatrixSketch(parameters, DetectorParameters.standard());
        for (double[] row : rows) {
            sketch.update(row, 1);
        }
        return sketch;
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void publishesWhatTheLibraryComputesBitForBit(int dimension) {
        double[][] rows = rows(ROWS, dimension, 1);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            Arrays.stream(rows).forEach(row -> pipeline.send("m", row));
            pipeline.askForEstimates("m");

            MatrixSummary summary = library("m", rows).summary();
            SpectrumEstimate expected = summary.spectrum();
            Spectrum spectrum = single(pipeline.spectra());
            assertThat(spectrum.rows()).isEqualTo(ROWS);
            assertThat(spectrum.dimension()).isEqualTo(dimension);
            assertThat(spectrum.singularValues()).containsExactly(expected.lowerBounds());
            assertThat(spectrum.upperBounds()).containsExactly(expected.upperBounds());
            assertThat(Arrays.deepEquals(spectrum.rightSingularVectors(), expected.vectors()))
                    .isTrue();
            assertThat(spectrum.energy()).isEqualTo(expected.energy());
            assertThat(spectrum.shrinkage()).isEqualTo(expected.shrinkage());

            EigenvectorEstimate leading = summary.eigenvector(expected);
            Eigenvector eigenvector = single(pipeline.eigenvectors());
            assertThat(eigenvector.vector()).containsExactly(leading.vector());
            assertThat(eigenvector.eigenvalueLower()).isEqualTo(leading.eigenvalueLower());
            assertThat(eigenvector.eigenvalueUpper()).isEqualTo(leading.eigenvalueUpper());
            assertThat(eigenvector.certifiedSinSquared())
                    .isEqualTo(leading.certifiedSinSquared().getAsDouble());
            assertThat(eigenvector.method()).isEqualTo("incremental-svd");

            AnomalyDetector detector = summary.detector().orElseThrow();
            PrincipalComponents components = detector.model().orElseThrow();
            Model model = single(pipeline.models());
            assertThat(model.mean()).containsExactly(components.mean());
            assertThat(Arrays.deepEquals(model.axes(), components.axes())).isTrue();
            assertThat(model.variances()).containsExactly(components.variances());
            assertThat(model.limits().q()).isEqualTo(components.limits(0.001).q());
            assertThat(model.limits().combined()).isEqualTo(detector.limit().orElseThrow());
            assertThat(model.limits().alarmRate())
                    .isEqualTo(detector.alarmRate().orElseThrow());
            assertThat(model.rankReason()).isEqualTo("energy");
        }
    }

    @Test
    void scoresEveryRowByTheModelOfTheFoldBeforeIt() {
        double[][] rows = rows(ROWS, 5, 2);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (int i = 0; i < ROWS; i++) {
                pipeline.send("m", MatrixRow.at(i, rows[i]));
            }
            List<AnomalyScore> scores = pipeline.scores();
            assertThat(scores).hasSize(ROWS);
            MatrixSketch sketch = new MatrixSketch(
                    new SketchParameters(5, 8, 64, 1).forPartition("m", 0), DetectorParameters.standard());
            for (int i = 0; i < ROWS; i++) {
                assertScore(scores.get(i), i, sketch, rows[i]);
                sketch.update(rows[i], 1);
            }
        }
    }

    private static void assertScore(AnomalyScore score, int i, MatrixSketch before, double[] row) {
        assertThat(score.index()).isEqualTo(i);
        assertThat(score.modelRows()).as("row %d", i).isEqualTo(before.foldedRows());
        if (before.foldedRows() == 0) {
            assertThat(score.warmingUp()).isTrue();
            assertThat(score.q()).isNull();
            assertThat(score.grade()).isNull();
            return;
        }
        Judgement judgement = before.judge(row).orElseThrow();
        RowScore expected = judgement.score();
        assertThat(score.q()).as("row %d", i).isEqualTo(expected.q());
        assertThat(score.t2()).as("row %d", i).isEqualTo(expected.t2());
        assertThat(score.combined()).as("row %d", i).isEqualTo(expected.combined());
        assertThat(score.grade()).isEqualTo(judgement.grade());
        assertThat(score.pValue()).isEqualTo(judgement.pValue());
        assertThat(score.warmingUp()).isEqualTo(!judgement.isWarm());
        assertThat(score.anomalous()).isEqualTo(judgement.isAnomalous());
    }

    @Test
    void aFrozenModelLearnsNoMoreRows() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.FREEZE_AFTER_ROWS, "16"))) {
            Arrays.stream(rows(ROWS, 5, 7)).forEach(row -> pipeline.send("m", row));
            pipeline.askForEstimates("m");
            assertThat(last(pipeline.scores()).modelRows()).isEqualTo(16);
            assertThat(single(pipeline.spectra()).rows())
                    .as("the other estimates go on")
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void theModelHasTheRankAndTheScalingThatIsAskedFor() {
        for (String rank : List.of("2", "gap")) {
            try (Pipeline pipeline = new Pipeline(Map.of(Settings.MODEL_RANK, rank, Settings.SCALING, "standard"))) {
                Arrays.stream(rows(ROWS, 5, 8)).forEach(row -> pipeline.send("m", row));
                pipeline.askForEstimates("m");
                Model model = single(pipeline.models());
                assertThat(model.rankReason()).isEqualTo(rank.equals("2") ? "fixed" : "gap");
                assertThat(model.rank()).isEqualTo(model.axes().length);
                assertThat(Arrays.stream(model.variances()).sum() + model.residualVariance())
                        .as("every scaled column has variance 1")
                        .isCloseTo(5, within(1e-9));
                assertThat(model.scale()).doesNotContain(1);
            }
        }
    }

    @Test
    void namesTheColumnsThatMakeARowStrange() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.CONTRIBUTIONS, "2"))) {
            Arrays.stream(rows(ROWS, 5, 3)).forEach(row -> pipeline.send("m", row));
            double[] strange = rows(1, 5, 4)[0];
            strange[1] += 100;
            pipeline.send("m", new MatrixRow(strange, null, null, "group", "here", 7L));
            AnomalyScore score = last(pipeline.scores());
            assertThat(score.anomalous()).isTrue();
            assertThat(score.group()).isEqualTo("group");
            assertThat(score.source()).isEqualTo("here");
            assertThat(score.contributions()).hasSize(2);
            assertThat(score.contributions().get(0).feature()).isEqualTo(1);
            assertThat(score.contributions().get(0).share())
                    .isGreaterThan(score.contributions().get(1).share())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theContributionsOfAllColumnsAddUpAndExplainTheRow() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.CONTRIBUTIONS, "5"))) {
            double[][] rows = rows(ROWS, 5, 5);
            Arrays.stream(rows).forEach(row -> pipeline.send("m", row));
            AnomalyScore score = last(pipeline.scores());
            double[] sums = new double[3];
            double squaredDistance = 0;
            for (AnomalyScore.Contribution part : score.contributions()) {
                sums[0] += part.share();
                sums[1] += part.q();
                sums[2] += part.t2();
                squaredDistance += Math.pow(rows[ROWS - 1][part.feature()] - part.expected(), 2);
            }
            assertThat(sums[0]).isCloseTo(1, within(1e-12));
            assertThat(sums[1]).isCloseTo(score.q(), within(1e-12));
            assertThat(sums[2]).isCloseTo(score.t2(), within(1e-12));
            assertThat(squaredDistance).isCloseTo(score.q(), within(1e-12));
        }
    }

    @Test
    void publishesAfterEveryGivenNumberOfRows() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.EMIT_EVERY_ROWS, "30"))) {
            Arrays.stream(rows(ROWS, 5, 6)).forEach(row -> pipeline.send("m", row));
            pipeline.askForEstimates("m");
            assertThat(pipeline.spectra()).extracting(Spectrum::rows).containsExactly(30L, 60L, 90L, 100L);
            assertThat(pipeline.models()).extracting(Model::sequence).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void publishesAtTheIntervalWhatHasNewRows() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.EMIT_INTERVAL_MS, "1000"))) {
            pipeline.send("a", 1, 2);
            pipeline.send("b", 1, 2, 3);
            // the first tick brings the partials, the second their publication at the latest
            pipeline.advance(Duration.ofSeconds(1));
            pipeline.advance(Duration.ofSeconds(1));
            assertThat(pipeline.spectra()).extracting(Spectrum::matrix).containsExactlyInAnyOrder("a", "b");
            pipeline.advance(Duration.ofSeconds(5));
            assertThat(pipeline.spectra()).isEmpty();
            pipeline.send("a", 3, 4);
            pipeline.advance(Duration.ofSeconds(1));
            pipeline.advance(Duration.ofSeconds(1));
            Spectrum newer = single(pipeline.spectra());
            assertThat(newer.rows()).isEqualTo(2);
            assertThat(newer.sequence()).isEqualTo(2);
        }
    }

    @Test
    void keepsMatricesApart() {
        double[][] a = rows(ROWS, 5, 7);
        double[][] b = rows(ROWS, 3, 8);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (int i = 0; i < ROWS; i++) {
                pipeline.send("a", a[i]);
                pipeline.send("b", b[i]);
            }
            pipeline.askForEstimates("b");
            assertThat(single(pipeline.spectra()).singularValues())
                    .containsExactly(library("b", b).summary().spectrum().lowerBounds());
        }
    }

    @Test
    void aMatrixDroppedFromTheHeapComesBackBitForBit() {
        double[][] rows = rows(ROWS, 200, 9);
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.SKETCH_HEAP_BYTES, Integer.toString(1 << 20)))) {
            for (double[] row : rows) {
                for (int matrix = 0; matrix < 8; matrix++) {
                    pipeline.send("m" + matrix, row);
                }
            }
            pipeline.askForEstimates("m3");
            SpectrumEstimate expected = library("m3", rows).summary().spectrum();
            Spectrum spectrum = single(pipeline.spectra());
            assertThat(spectrum.singularValues()).containsExactly(expected.lowerBounds());
            assertThat(Arrays.deepEquals(spectrum.rightSingularVectors(), expected.vectors()))
                    .isTrue();
        }
    }

    @Test
    void aRowThatIsNotAcceptedIsADeadLetterAndTouchesNothing() {
        double[][] rows = rows(ROWS, 3, 10);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (double[] row : rows) {
                pipeline.send("m", row);
                pipeline.send("m", 1, 2);
                pipeline.send("m", 1, Double.NaN, 3);
                pipeline.send("m", 1, 2, 1e300);
            }
            pipeline.askForEstimates("m");
            assertThat(pipeline.deadLetters()).hasSize(3 * ROWS);
            assertThat(pipeline.scores()).hasSize(ROWS);
            assertThat(single(pipeline.spectra()).singularValues())
                    .containsExactly(library("m", rows).summary().spectrum().lowerBounds());
        }
    }

    @Test
    void aDeadLetterSaysWhyAndWhereAndIsTheRecordItself() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("m", 1, 2, 3);
            byte[] garbage = {1, 2, 3};
            pipeline.sendRaw("m", garbage);
            TestRecord<byte[], byte[]> letter = single(pipeline.deadLetters());
            assertThat(letter.key()).isEqualTo("m".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(header(letter, HeaderNames.REASON)).contains("MatrixRow").contains("0x01");
            assertThat(header(letter, HeaderNames.TOPIC)).isEqualTo("rows");
            assertThat(header(letter, HeaderNames.PARTITION)).isEqualTo("0");
            assertThat(header(letter, HeaderNames.OFFSET)).isEqualTo("1");
        }
    }

    @Test
    void everyKindOfBadRecordHasItsReason() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("m", 1, 2, 3);
            pipeline.send("m", 1, 2);
            pipeline.send("m", Double.POSITIVE_INFINITY, 2, 3);
            pipeline.send("m");
            pipeline.sendRaw(null, new byte[] {1});
            pipeline.sendRaw("m", "{\"values\": [1, \"x\", 3]}".getBytes(StandardCharsets.UTF_8));
            pipeline.sendWithHeader(
                    "m", "a;b".getBytes(StandardCharsets.UTF_8), HeaderNames.UNREADABLE, "f.csv:3: text");
            pipeline.send("m", new MatrixRow(new double[3], new boolean[3], null, null, null, null));
            pipeline.send("m", new MatrixRow(new double[3], null, -1.0, null, null, null));
            assertThat(pipeline.deadLetters().stream().map(letter -> header(letter, HeaderNames.REASON)))
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("2 values, expected 3"),
                            reason -> assertThat(reason).contains("values[0] is Infinity"),
                            reason -> assertThat(reason).contains("no values"),
                            reason -> assertThat(reason).contains("no key"),
                            reason -> assertThat(reason).contains("expected a number"),
                            reason -> assertThat(reason).isEqualTo("f.csv:3: text"),
                            reason -> assertThat(reason).contains("all 3 values are missing"),
                            reason -> assertThat(reason).contains("weight is -1.0"));
        }
    }

    @Test
    void readsRowsInJson() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.sendRaw("m", "{\"values\": [1, 2.5, -3], \"index\": 4}".getBytes(StandardCharsets.UTF_8));
            assertThat(single(pipeline.scores()).index()).isEqualTo(4);
        }
    }

    @Test
    void aRequestForAnUnknownMatrixIsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.askForEstimates("nobody");
            assertThat(pipeline.spectra()).isEmpty();
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void aWeightCountsAsThatManyRows() {
        double[][] rows = rows(20, 3, 11);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            Arrays.stream(rows).forEach(row -> pipeline.send("m", new MatrixRow(row, null, 2.0, null, null, null)));
            pipeline.askForEstimates("m");
            double energy = Arrays.stream(rows)
                    .flatMapToDouble(Arrays::stream)
                    .map(x -> 2 * x * x)
                    .sum();
            assertThat(single(pipeline.spectra()).energy())
                    .isCloseTo(energy, org.assertj.core.data.Percentage.withPercentage(1e-10));
        }
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static <T> T single(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
