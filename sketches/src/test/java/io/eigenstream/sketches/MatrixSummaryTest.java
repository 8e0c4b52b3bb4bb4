package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.RandomOrderCandidates.Candidate;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixSummaryTest {

    private static final int DIMENSION = 20;
    private static final int SIZE = 8;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams().filter(stream -> (long) stream.get()[1] <= 4);
    }

    private static SketchParameters shape(int dimension, int size, int heavyRows) {
        return new SketchParameters(dimension, size, heavyRows, 1);
    }

    private static MatrixSketch sketch(SketchParameters parameters, double[][] rows) {
        MatrixSketch sketch = new MatrixSketch(parameters);
        for (double[] row : rows) {
            sketch.update(row, 1);
        }
        return sketch;
    }

    /** The parts of a sketch, which answer one by one. */
    private record Parts(
            IncrementalSvd svd,
            RandomOrderCandidates randomOrder,
            AnyOrderEigenvector anyOrder,
            SpectralProbes probes) {

        static Parts of(double[][] rows) {
            StateTable state =
                    StateTable.of(sketch(shape(DIMENSION, SIZE, 16), rows).folded()::writeTo);
            return new Parts(
                    IncrementalSvd.readFrom(state.reader()),
                    RandomOrderEigenvector.readFrom(state.reader()).candidates(),
                    AnyOrderEigenvector.readFrom(state.reader()),
                    SpectralProbes.readFrom(state.reader(), DIMENSION));
        }

        List<Candidate> candidates(SpectrumEstimate spectrum) {
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(new Candidate(Method.INCREMENTAL_SVD, spectrum.leadingVector()));
            candidates.add(new Candidate(Method.ANY_ORDER, anyOrder.direction()));
            candidates.addAll(randomOrder.candidates());
            return candidates;
        }

        double surely(SpectrumEstimate spectrum) {
            AngleCertificate angle = new AngleCertificate(spectrum);
            double second = spectrum.upperBound(1) * spectrum.upperBound(1);
            OptionalDouble rotation = candidates(spectrum).stream()
                    .flatMapToDouble(each -> angle.of(each.vector()).stream())
                    .min();
            double growth = anyOrder.certified(second)
                    .map(AnyOrderEigenvector.Answer::sinSquaredBound)
                    .orElse(1.0);
            return Math.min(rotation.orElse(1), growth);
        }

        double probably(SpectrumEstimate spectrum) {
            List<Candidate> candidates = candidates(spectrum);
            ProbeCertificate probable = new ProbeCertificate(probes, svd, candidates.size());
            return candidates.stream()
                    .flatMapToDouble(
                            each -> probable.of(each.vector(), randomOrder.squaredNormAlong(each.vector())).stream())
                    .min()
                    .orElse(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void publishesTheCandidateThatIsCertifiedBest(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(300, DIMENSION, seed);
        MatrixSummary summary = sketch(shape(DIMENSION, SIZE, 16), rows).summary();
        SpectrumEstimate spectrum = summary.spectrum();
        EigenvectorEstimate estimate = summary.eigenvector(spectrum);
        Parts parts = Parts.of(rows);
        double surely = parts.surely(spectrum);
        double probably = parts.probably(spectrum);
        double best = Math.min(surely, probably);
        assertThat(estimate.certifiedSinSquared().isPresent()).isEqualTo(best < 1);
        assertThat(estimate.certifiedSinSquared().orElse(1)).isEqualTo(best);
        assertThat(estimate.flags().contains(Flag.PROBABLE_CERTIFICATE)).isEqualTo(probably < surely);
        assertThat(estimate.flags().contains(Flag.HEAVY_OVERFLOW))
                .isEqualTo(parts.randomOrder.flags().contains(Flag.HEAVY_OVERFLOW));
        if (best == 1) {
            Candidate longest = parts.randomOrder.longest(parts.candidates(spectrum));
            assertThat(estimate.method()).isEqualTo(longest.method());
            assertThat(estimate.vector()).containsExactly(Kernels.canonicalSign(longest.vector()));
        }
        double largest = Arrays.stream(estimate.vector()).map(Math::abs).max().orElseThrow();
        assertThat(Arrays.stream(estimate.vector()).max().orElseThrow()).isEqualTo(largest);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void boundsTheEigenvalueAndItsGapAsTheSpectrumDoes(TestMatrix matrix, long seed) {
        MatrixSummary summary = sketch(shape(DIMENSION, SIZE, 16), matrix.rows(100, DIMENSION, seed))
                .summary();
        SpectrumEstimate spectrum = summary.spectrum();
        EigenvectorEstimate estimate = summary.eigenvector(spectrum);
        double lower = spectrum.lowerBounds()[0];
        double ratio = lower / spectrum.upperBound(1);
        assertThat(estimate.eigenvalueLower()).isEqualTo(lower * lower);
        assertThat(estimate.eigenvalueUpper()).isEqualTo(spectrum.upperBounds()[0] * spectrum.upperBounds()[0]);
        assertThat(estimate.gap()).hasValue(Math.max(1, ratio * ratio));
    }

    @Test
    void theZeroMatrixHasNoGapAndTheFirstAxis() {
        MatrixSummary summary = sketch(shape(3, 4, 2), new double[5][3]).summary();
        EigenvectorEstimate estimate = summary.eigenvector(summary.spectrum());
        assertThat(estimate.vector()).containsExactly(1, 0, 0);
        assertThat(estimate.gap()).isEmpty();
        assertThat(estimate.eigenvalueLower()).isZero();
        assertThat(estimate.method()).isEqualTo(Method.INCREMENTAL_SVD);
        assertThat(estimate.flags()).isEmpty();
    }

    /** Whatever is merged into whatever, of matrices that the incremental SVD holds exactly and of others. */
    @Test
    void coversTheRowsOfAllParts() {
        for (int d : new int[] {SIZE, DIMENSION}) {
            double[][] rows = TestMatrix.SPIKED.rows(90, d, 3);
            MatrixSummary merged =
                    sketch(shape(d, SIZE, 4), Arrays.copyOf(rows, 31)).summary();
            MatrixSketch rest = sketch(shape(d, SIZE, 4), Arrays.copyOfRange(rows, 31, 90));
            StateTable before = StateTable.of(rest::writeTo);
            merged.merge(rest.summary());
            assertThat(merged.rows()).isEqualTo(90);
            SpectrumEstimate spectrum = merged.spectrum();
            assertThat(spectrum.rows()).isEqualTo(90);
            double energy = Dense.frobeniusSquared(rows);
            assertThat(spectrum.energy()).isCloseTo(energy, within(1e-12 * energy));
            EigenvectorEstimate estimate = merged.eigenvector(spectrum);
            double cosine = Dense.cosine(estimate.vector(), Dense.leadingRightSingularVector(rows));
            assertThat(1 - cosine * cosine)
                    .isLessThanOrEqualTo(estimate.certifiedSinSquared().orElseThrow() + 1e-12);
            StateTable.of(rest::writeTo).assertSameAs(before, "merged into another");
        }
    }

    /** The probes and the Gaussian sketch of parts are those of the whole: so are the certificates from them. */
    @Test
    void theProbesOfTwoPartsCertifyAsThoseOfTheWhole() {
        double[][] rows = TestMatrix.NOISE.rows(4_000, 40, 5);
        Arrays.stream(rows).forEach(row -> row[1] *= 4);
        MatrixSummary merged =
                sketch(shape(40, 2, 16), Arrays.copyOf(rows, 1_500)).summary();
        merged.merge(sketch(shape(40, 2, 16).forPartition("m", 1), Arrays.copyOfRange(rows, 1_500, 4_000))
                .summary());
        EigenvectorEstimate estimate = merged.eigenvector(merged.spectrum());
        assertThat(estimate.flags()).contains(Flag.PROBABLE_CERTIFICATE);
        double certified = estimate.certifiedSinSquared().orElseThrow();
        double truth = CertificateTest.sinSquared(estimate.vector(), Dense.leadingRightSingularVector(rows));
        assertThat(certified).isBetween(truth, 0.25);
    }

    @Test
    void mergesOnlyItsOwnShape() {
        MatrixSummary summary = new MatrixSketch(shape(DIMENSION, SIZE, 4)).summary();
        assertThatThrownBy(() -> summary.merge(new MatrixSketch(shape(DIMENSION, SIZE, 5)).summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different numbers of heavy rows");
        assertThatThrownBy(() -> summary.merge(new MatrixSketch(shape(DIMENSION, SIZE + 1, 5)).summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size 9");
        assertThatThrownBy(() -> summary.merge(new MatrixSketch(shape(SIZE, SIZE, 4)).summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension 8");
    }

    @Test
    void theShareOfTheVarianceIsARule() {
        MatrixSketch sketch = sketch(shape(DIMENSION, SIZE, 4), TestMatrix.SPIKED.rows(80, DIMENSION, 5));
        MatrixSummary summary = sketch.summary();
        for (double share : new double[] {0.3, 0.6, 0.8}) {
            RankRule rule = RankRule.energyShare(share);
            assertThat(summary.principalComponents(share).rank())
                    .isEqualTo(summary.principalComponents(rule).rank())
                    .isEqualTo(sketch.lastFoldComponents(RankRule.energyShare(share))
                            .rank())
                    .isEqualTo(sketch.lastFoldComponents(rule).rank());
        }
    }
}
