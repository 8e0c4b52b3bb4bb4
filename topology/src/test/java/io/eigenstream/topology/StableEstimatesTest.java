package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.AlignedVectors;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publications that follow one another: the oracle is the library, aligning each of its answers to the last. */
class StableEstimatesTest {

    private static final int PUBLICATIONS = 40;
    private static final int RESTART_BEFORE = 23;
    private static final int ROWS_EACH = 7;

    /** Columns 0 and 1 carry most, of opposite sign and equal size: which entry is larger changes all the time. */
    private static double[] row(int dimension, Random random) {
        double[] row = new double[dimension];
        Arrays.setAll(row, j -> random.nextGaussian());
        double common = 5 * random.nextGaussian();
        row[0] += common;
        row[1] -= common;
        return row;
    }

    /** What the library publishes after the same rows, aligned to what it published before. */
    private static final class Library {

        private final MatrixSketch sketch;
        private double[][] eigenvector = {};
        private double[][] singularVectors = {};
        private double[][] axes = {};
        private int flips;

        Library(int dimension) {
            sketch = new MatrixSketch(
                    new SketchParameters(dimension, 8, 64, 1).forPartition("m", 0), DetectorParameters.standard());
        }

        void assertPublished(Eigenvector leading, Spectrum spectrum, Model model, int publication) {
            MatrixSummary summary = sketch.summary();
            SpectrumEstimate expected = summary.spectrum();
            AlignedVectors first = summary.eigenvector(expected).alignedTo(eigenvector);
            assertThat(leading.vector()).as("publication %d", publication).containsExactly(first.vectors()[0]);
            assertRotation(leading.rotation(), first.rotation());

            AlignedVectors vectors = expected.alignedTo(singularVectors);
            assertThat(spectrum.rightSingularVectors())
                    .as("publication %d", publication)
                    .isDeepEqualTo(vectors.vectors());
            assertThat(spectrum.singularValues()).containsExactly(expected.lowerBounds());
            assertThat(spectrum.upperBounds()).containsExactly(expected.upperBounds());
            assertRotation(spectrum.rotation(), vectors.rotation());
            assertThat(spectrum.resolved()).containsExactly(expected.resolved());
            assertThat(spectrum.certifiedSinSquared())
                    .containsExactly(IntStream.range(0, expected.rank())
                            .mapToDouble(i -> expected.sinSquaredBound(i).orElse(1))
                            .toArray());

            PrincipalComponents components =
                    summary.detector().orElseThrow().model().orElseThrow();
            AlignedVectors aligned = components.alignedAxes(axes);
            assertThat(model.axes()).as("publication %d", publication).isDeepEqualTo(aligned.vectors());
            assertThat(model.variances()).containsExactly(components.variances());
            assertRotation(model.rotation(), aligned.rotation());

            flips += first.vectors()[0][0] == summary.eigenvector(expected).vector()[0] ? 0 : 1;
            eigenvector = new double[][] {leading.vector()};
            singularVectors = spectrum.rightSingularVectors();
            axes = model.axes();
        }

        private static void assertRotation(Double published, OptionalDouble expected) {
            assertThat(published).isEqualTo(expected.isPresent() ? expected.getAsDouble() : null);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void everyPublicationIsAlignedToTheLastBitForBitThroughARestart(int dimension) {
        Random random = new Random(1);
        Library library = new Library(dimension);
        Pipeline pipeline = new Pipeline(Map.of());
        try {
            double[] last = null;
            for (int publication = 0; publication < PUBLICATIONS; publication++) {
                if (publication == RESTART_BEFORE) {
                    pipeline = pipeline.restarted();
                }
                for (int i = 0; i < ROWS_EACH; i++) {
                    double[] row = row(dimension, random);
                    library.sketch.update(row, 1);
                    pipeline.send("m", row);
                }
                pipeline.askForEstimates("m");
                Eigenvector leading = single(pipeline.eigenvectors());
                assertThat(leading.sequence()).isEqualTo(publication + 1);
                library.assertPublished(leading, single(pipeline.spectra()), single(pipeline.models()), publication);
                assertThat(last == null || dot(last, leading.vector()) > 0)
                        .as("publication %d has the sign of the last", publication)
                        .isTrue();
                last = leading.vector();
            }
        } finally {
            pipeline.close();
        }
        assertThat(library.flips)
                .as("publications whose sign would have been another")
                .isBetween(5, 35);
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(j -> x[j] * y[j]).sum();
    }

    @Test
    void theSameRowsAgainAreNoRotation() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            Arrays.stream(EigenstreamTopologyTest.rows(100, 20, 1)).forEach(row -> pipeline.send("m", row));
            pipeline.askForEstimates("m");
            assertThat(single(pipeline.spectra()).rotation()).isNull();
            assertThat(single(pipeline.eigenvectors()).rotation()).isNull();
            assertThat(single(pipeline.models()).rotation()).isNull();
            pipeline.askForEstimates("m");
            assertThat(single(pipeline.spectra()).rotation()).isLessThan(1e-12);
            assertThat(single(pipeline.eigenvectors()).rotation()).isLessThan(1e-12);
            assertThat(single(pipeline.models()).rotation()).isLessThan(1e-12);
        }
    }

    @Test
    void matricesAreAlignedEachToItself() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (String matrix : new String[] {"a", "b"}) {
                Random random = new Random(matrix.charAt(0));
                for (int i = 0; i < 50; i++) {
                    pipeline.send(matrix, row(6, random));
                }
                pipeline.askForEstimates(matrix);
                assertThat(single(pipeline.spectra()).rotation()).as(matrix).isNull();
            }
        }
    }

    @Test
    void aMissingVectorOfTheLastPublicationIsFound() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            Arrays.stream(EigenstreamTopologyTest.rows(20, 5, 1)).forEach(row -> pipeline.send("m", row));
            pipeline.askForEstimates("m");
            KeyValueStore<SlotKey, double[]> store = pipeline.store(EigenstreamTopology.PARTIALS_STORE);
            store.delete(new SlotKey("m", LastAnswers.BUFFER, Section.DIRECTIONS, 2));
            assertThatThrownBy(() -> pipeline.askForEstimates("m"))
                    .hasRootCauseInstanceOf(CorruptStateException.class)
                    .hasRootCauseMessage("DIRECTIONS[2] is missing");
        }
    }

    private static <T> T single(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
