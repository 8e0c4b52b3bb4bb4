package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.AnomalyScore.Contribution;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import io.eigenstream.serdes.SubspaceChange.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows with lags, held against the same rows embedded by the test. */
class LagOracleTest {

    private static final int ROWS = 96;

    /** Rows with holes in some, the first one whole, of another kind from two thirds on, with a weight and a group. */
    private static List<MatrixRow> rows(int d, long seed) {
        Random random = new Random(seed);
        List<MatrixRow> rows = new ArrayList<>();
        double[][] values = EigenstreamTopologyTest.rows(ROWS, d, seed);
        for (int i = 0; i < ROWS; i++) {
            if (i >= ROWS * 2 / 3) {
                values[i][0] *= -300;
            }
            if (i % 5 == 3) {
                values[i][random.nextInt(d)] = Double.NaN;
            }
            rows.add(new MatrixRow(values[i], null, 1.0 + random.nextInt(3), "g" + i / 10, "s", (long) i));
        }
        return rows;
    }

    /** By the definition. */
    private static MatrixRow embedded(List<MatrixRow> rows, int t, int k) {
        int d = rows.get(0).values().length;
        double[] values = new double[d * (k + 1)];
        Arrays.setAll(values, j -> rows.get(Math.max(0, t - j / d)).values()[j % d]);
        return rows.get(t).withValues(values);
    }

    private static List<AnomalyScore> scores(Pipeline pipeline) {
        return pipeline.scores().stream()
                .filter(score -> score.matrix().equals("m"))
                .toList();
    }

    private record Published(
            List<AnomalyScore> scores,
            List<SubspaceChange> changes,
            List<Spectrum> spectra,
            List<Eigenvector> eigenvectors,
            List<Model> models) {

        static Published of(List<AnomalyScore> scores, Pipeline pipeline) {
            pipeline.askForEstimates("m");
            return new Published(
                    scores, pipeline.changes(), pipeline.spectra(), pipeline.eigenvectors(), pipeline.models());
        }
    }

    /** What is published of rows that are embedded by the test. */
    private static Published expected(List<MatrixRow> rows, int k, Map<String, String> settings) {
        try (Pipeline pipeline = new Pipeline(settings)) {
            for (int t = 0; t < rows.size(); t++) {
                pipeline.send("m", embedded(rows, t, k));
            }
            return Published.of(scores(pipeline), pipeline);
        }
    }

    private static void assertSame(Published found, Published expected, int d) {
        assertThat(found.scores).hasSize(ROWS);
        for (int t = 0; t < ROWS; t++) {
            assertThat(found.scores.get(t)).as("row %d", t).isEqualTo(byLag(expected.scores.get(t), d));
        }
        assertThat(found.changes)
                .isNotEmpty()
                .isEqualTo(expected.changes.stream()
                        .map(change -> byLag(change, d))
                        .toList());
        assertThat(found.spectra).usingRecursiveComparison().isEqualTo(expected.spectra);
        assertThat(found.eigenvectors).usingRecursiveComparison().isEqualTo(expected.eigenvectors);
        assertThat(found.models).usingRecursiveComparison().isEqualTo(expected.models);
    }

    private static AnomalyScore byLag(AnomalyScore score, int d) {
        return new AnomalyScore(
                score.matrix(),
                score.index(),
                score.q(),
                score.t2(),
                score.combined(),
                score.pValue(),
                score.grade(),
                score.anomalous(),
                score.warmingUp(),
                score.contributions().stream()
                        .map(c -> new Contribution(
                                c.feature() % d, c.feature() / d, c.share(), c.q(), c.t2(), c.expected(), c.name()))
                        .toList(),
                score.modelRows(),
                score.source(),
                score.group(),
                score.missing());
    }

    private static SubspaceChange byLag(SubspaceChange change, int d) {
        return new SubspaceChange(
                change.matrix(),
                change.partition(),
                change.index(),
                change.rows(),
                change.regimeRows(),
                change.rotation(),
                change.shift(),
                change.columns().stream()
                        .map(part -> new Part(
                                part.feature() % d,
                                part.feature() / d,
                                part.rotationShare(),
                                part.shiftShare(),
                                part.before(),
                                part.after(),
                                part.name()))
                        .toList());
    }

    /** With rejected rows in between, another matrix that drops this one from the heap, and a restart. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 12, 2", "3, 2, 3", "2, 0, 4", "2, 60, 5"})
    void whatIsPublishedIsThatOfEmbeddedRowsBitForBit(int d, int k, long seed) {
        List<MatrixRow> rows = rows(d, seed);
        String[] more = {
            Settings.MISSING_VALUES, "impute",
            Settings.RELEARN_AFTER_ROWS, "16",
            Settings.CONTRIBUTIONS, "1000",
            Settings.SKETCH_HEAP_BYTES, "0"
        };
        Pipeline before = new Pipeline(LagEmbeddingTest.settings("m=" + k + ",*=1", more));
        rows.subList(0, ROWS / 2).forEach(row -> sendAmongOthers(before, row));
        List<AnomalyScore> scores = new ArrayList<>(scores(before));
        try (Pipeline after = before.restarted()) {
            rows.subList(ROWS / 2, ROWS).forEach(row -> sendAmongOthers(after, row));
            scores.addAll(scores(after));
            assertSame(Published.of(scores, after), expected(rows, k, LagEmbeddingTest.settings("", more)), d);
        }
    }

    private static void sendAmongOthers(Pipeline pipeline, MatrixRow row) {
        int d = row.values().length;
        double[] huge = new double[d];
        huge[d - 1] = 1e300;
        pipeline.send("m", row);
        pipeline.send("m", new double[d + 1]);
        pipeline.send("m", huge);
        pipeline.send("other", 1, 2, row.index());
    }
}
