package io.eigenstream.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import io.eigenstream.topology.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle has nothing to say of what is right, and finds what is wrong by one row or one bit. */
class OracleTest {

    private static final String MATRIX = "m";
    private static final int PARTITION = 1;

    /** Every third row of a partition is of the same matrix: 500 of dimension 12, 40 or 100. */
    private static final TestRows ROWS = new TestRows(1, 5);

    private final Settings settings =
            Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "none:1", Settings.SKETCH_SIZE, "16"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void saysNothingOfTheSameRows(int kind) {
        assertThat(judge(kind, indexes(kind)).isClean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsARowThatIsMissing(int kind) {
        List<Integer> indexes = indexes(kind);
        indexes.remove(3);

        Verdict.State found = judge(kind, indexes);

        assertThat(found.rowsMissing()).isEqualTo(1);
        assertThat(found.rowsTooMany()).isZero();
        assertThat(found.differences()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsARowThatIsCountedTwice(int kind) {
        List<Integer> indexes = indexes(kind);
        indexes.add(3, indexes.get(3));

        Verdict.State found = judge(kind, indexes);

        assertThat(found.rowsMissing()).isZero();
        assertThat(found.rowsTooMany()).isEqualTo(1);
        assertThat(found.differences()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsARowThatIsLostWhereAnotherIsCountedTwice(int kind) {
        List<Integer> indexes = indexes(kind);
        indexes.set(3, indexes.get(4));

        assertThat(judge(kind, indexes).differences()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsRowsInAnotherOrder(int kind) {
        List<Integer> indexes = indexes(kind);
        Collections.swap(indexes, 3, 300);

        assertThat(judge(kind, indexes).differences()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsOneBitOfTheState(int kind) {
        Published published = published(sketch(kind, indexes(kind)));
        double[] row = published.partials().values().iterator().next();
        row[row.length - 1] = row[row.length - 1] == 0 ? Double.MIN_VALUE : Math.nextUp(row[row.length - 1]);

        assertThat(oracle(kind).judge(published).differences()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findsThatNothingIsPublished(int kind) {
        Verdict.State found = oracle(kind).judge(new Published(Map.of(), Map.of(), Map.of(), Map.of()));

        assertThat(found.rowsMissing()).isEqualTo(500);
        assertThat(found.differences()).isPositive();
    }

    private Verdict.State judge(int kind, List<Integer> published) {
        return oracle(kind).judge(published(sketch(kind, published)));
    }

    private Oracle oracle(int kind) {
        Oracle oracle = Oracle.of(settings);
        indexes(kind).forEach(i -> oracle.absorb(MATRIX, PARTITION, ROWS.row(i)));
        return oracle;
    }

    private static List<Integer> indexes(int kind) {
        return new ArrayList<>(
                IntStream.range(0, 500).mapToObj(i -> 3 * i + kind).toList());
    }

    private MatrixSketch sketch(int kind, List<Integer> indexes) {
        int dimension = ROWS.row(kind).values().length;
        SketchParameters parameters = new SketchParameters(
                        dimension, 16, settings.getInt(Settings.HEAVY_ROWS), settings.getLong(Settings.SKETCH_SEED))
                .forPartition(MATRIX, PARTITION);
        MatrixSketch sketch = new MatrixSketch(parameters, settings.detection());
        indexes.forEach(i -> sketch.update(ROWS.row(i).values(), 1));
        return sketch;
    }

    private Published published(MatrixSketch sketch) {
        Map<SlotKey, double[]> partials = new HashMap<>();
        sketch.folded()
                .writeTo((section, slot, row) ->
                        partials.put(new SlotKey(MATRIX, PARTITION, section, slot), row.clone()));
        MatrixSummary summary = sketch.folded().summary();
        SpectrumEstimate spectrum = summary.spectrum();
        return new Published(
                Map.of(MATRIX, record(spectrum)),
                Map.of(MATRIX, record(summary.rows(), summary.eigenvector(spectrum))),
                Map.of(MATRIX, record(summary.rows(), summary.detector().orElseThrow())),
                partials);
    }

    private static Spectrum record(SpectrumEstimate estimate) {
        return new Spectrum(
                MATRIX,
                estimate.rows(),
                estimate.dimension(),
                estimate.rank(),
                estimate.lowerBounds(),
                estimate.upperBounds(),
                estimate.vectors(),
                estimate.energy(),
                estimate.capturedShare(),
                estimate.shrinkage(),
                estimate.effectiveRank(),
                1,
                new double[estimate.rank()],
                estimate.resolved(),
                null);
    }

    private static Eigenvector record(long rows, EigenvectorEstimate estimate) {
        OptionalDouble certified = estimate.certifiedSinSquared();
        double[] turned = estimate.vector().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -turned[i];
        }
        return new Eigenvector(
                MATRIX,
                rows,
                turned,
                estimate.eigenvalueLower(),
                estimate.eigenvalueUpper(),
                null,
                certified.isPresent() ? certified.getAsDouble() : null,
                estimate.method().toString(),
                List.of(),
                1,
                null);
    }

    private static Model record(long rows, AnomalyDetector detector) {
        PrincipalComponents components = detector.model().orElseThrow();
        return new Model(
                MATRIX,
                rows,
                components.mean(),
                new double[components.mean().length],
                components.axes(),
                components.variances(),
                components.residualVariance(),
                components.rank(),
                "energy",
                new Model.Limits(
                        0.001,
                        1,
                        1,
                        detector.limit().orElseThrow(),
                        detector.alarmRate().orElseThrow()),
                1,
                null);
    }
}
