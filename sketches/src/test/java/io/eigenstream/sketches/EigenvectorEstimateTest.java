package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EigenvectorEstimateTest {

    private static final double ORACLE = 1e-12;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    private static EigenvectorEstimate estimate(MatrixSummary summary) {
        return summary.eigenvector(summary.spectrum());
    }

    private static double sinSquared(double[] v, double[][] rows) {
        double cosine = Dense.cosine(v, Dense.leadingRightSingularVector(rows));
        return 1 - cosine * cosine;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theCertificateIsNeverBelowTheTrueAngle(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(300, 20, seed);
        IncrementalSvd svd = IncrementalSvdTest.sketch(rows, 10, 10);
        SpectrumEstimate spectrum = svd.spectrum();
        AngleCertificate sure = new AngleCertificate(spectrum);
        Random random = new Random(seed);
        double[] truth = Dense.leadingRightSingularVector(rows);
        for (int trial = 0; trial < 30; trial++) {
            double[] v = truth.clone();
            TestMatrix.add(Math.pow(10, -trial / 4.0), TestMatrix.gaussian(20, random), v);
            double[] unit = Kernels.normalized(v);
            OptionalDouble certificate = sure.of(unit);
            assertThat(certificate.orElse(1))
                    .as("trial %d", trial)
                    .isGreaterThanOrEqualTo(sinSquared(unit, rows) - ORACLE);
            assertThat(certificate.orElse(1))
                    .as("trial %d, by length", trial)
                    .isLessThanOrEqualTo(byLength(svd, spectrum, unit) * (1 + ORACLE));
        }
    }

    /** The bound from ‖Au‖² ≤ λ₁cos² + λ₂sin²: never the smaller one. */
    private static double byLength(IncrementalSvd svd, SpectrumEstimate spectrum, double[] unit) {
        double first = Math.pow(spectrum.upperBound(0), 2);
        double second = Math.pow(spectrum.upperBound(1), 2);
        double length = Kernels.squaredNormAlong(svd.retainedRows(), unit) * (1 - 2 * svd.relativeRounding());
        return first > second ? Math.min(1, (first - length) / (first - second)) : 1;
    }

    /** Rows ±aⱼeⱼ with ℓ = 2: Δ = 2 and γ = 8, so that b = e₁ is certified to ½·arcsin ¼. */
    @Test
    void aDirectionIsCertifiedToItsAngleToTheLeadingVectorAndThatOneTo() {
        SpectrumEstimate spectrum = ofSquares(16, 8, 2);
        AngleCertificate certificate = new AngleCertificate(spectrum);
        double own = Math.asin(2 / 8.0) / 2;
        for (double angle : new double[] {0, 0.01, 0.7, Math.PI / 2 - own - 1e-6}) {
            double expected = Math.pow(Math.sin(angle + own), 2);
            for (double sign : new double[] {1, -1}) {
                double[] v = {sign * Math.cos(angle), Math.sin(angle), 0};
                assertThat(certificate.of(v).orElseThrow()).as("at %s", angle).isCloseTo(expected, within(1e-10));
            }
        }
        for (double angle : new double[] {Math.PI / 2 - own + 1e-6, Math.PI / 2}) {
            assertThat(certificate.of(new double[] {Math.cos(angle), 0, Math.sin(angle)}))
                    .as("at %s", angle)
                    .isEmpty();
        }
        double[] axis = {1, 0, 0};
        assertThat(new AngleCertificate(ofSquares(16, 12, 5)).of(axis)).isEmpty();
        assertThat(new AngleCertificate(SpectrumEstimateTest.summary(new double[6][3], 2, 1)
                                .spectrum())
                        .of(axis))
                .isEmpty();
    }

    private static SpectrumEstimate ofSquares(double... squares) {
        double[][] rows = new double[6][3];
        for (int i = 0; i < 6; i++) {
            rows[i][i / 2] = (i % 2 == 0 ? 1 : -1) * Math.sqrt(squares[i / 2] / 2);
        }
        return SpectrumEstimateTest.summary(rows, 2, 1).spectrum();
    }

    @Test
    void oneColumnIsCertifiedEvenOfTheZeroMatrix() {
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(new double[3][1], 4, 1));
        assertThat(estimate.vector()).containsExactly(1);
        assertThat(estimate.certifiedSinSquared()).hasValue(0);
    }

    @Test
    void theCertificateIsUseful() {
        double[][] rows = TestMatrix.SPIKED.rows(2000, 24, 3);
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(rows, 16, 3));
        assertThat(estimate.method()).isEqualTo(Method.INCREMENTAL_SVD);
        assertThat(estimate.certifiedSinSquared().orElseThrow()).isLessThan(0.05);
        assertThat(sinSquared(estimate.vector(), rows)).isLessThan(1e-3);
    }

    @Test
    void boundsTheEigenvalueAndTheGap() {
        double[][] rows = TestMatrix.SPIKED.rows(500, 24, 5);
        double[] sigma = Dense.singularValues(rows);
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(rows, 8, 5));
        assertThat(sigma[0] * sigma[0]).isBetween(estimate.eigenvalueLower(), estimate.eigenvalueUpper());
        assertThat(estimate.gap().orElseThrow()).isBetween(1.0, sigma[0] * sigma[0] / (sigma[1] * sigma[1]));
    }

    @Test
    void certifiesNothingOnTies() {
        double[][] rows = {{1, 0}, {0, 1}};
        assertThat(estimate(SpectrumEstimateTest.summary(rows, 4, 1)).certifiedSinSquared())
                .isEmpty();
    }

    @Test
    void oneColumnHasOneDirection() {
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(new double[][] {{-3}, {4}}, 4, 1));
        assertThat(estimate.vector()).containsExactly(1);
        assertThat(estimate.certifiedSinSquared()).hasValue(0);
        assertThat(estimate.eigenvalueLower()).isCloseTo(25, within(1e-12));
        assertThat(estimate.gap()).isEmpty();
    }

    @Test
    void theZeroMatrixHasAUnitVectorAndNoCertificate() {
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(new double[6][3], 4, 1));
        assertThat(Kernels.squaredNorm(estimate.vector())).isCloseTo(1, within(1e-12));
        assertThat(estimate.certifiedSinSquared()).isEmpty();
        assertThat(estimate.eigenvalueUpper()).isZero();
    }

    @Tag("statistical")
    @ParameterizedTest
    @EnumSource(HardInstance.class)
    void theRandomOrderMethodFindsTheDirectionThatNoFixedRateDoes(HardInstance instance) {
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            RandomOrderEigenvector sketch = new RandomOrderEigenvector(HardInstance.DIMENSION, 64, seed);
            sketch.fold(RowBlock.of(instance.rows(seed)));
            double[] v = sketch.direction();
            assertThat(v[0] * v[0]).as("seed %d", seed).isGreaterThan(0.99);
            assertThat(sketch.flags()).as("seed %d", seed).isEmpty();
        }
    }

    @Tag("statistical")
    @ParameterizedTest
    @EnumSource(HardInstance.class)
    void theirBestCandidateIsPublished(HardInstance instance) {
        EigenvectorEstimate estimate = estimate(SpectrumEstimateTest.summary(instance.rows(1), 32, 1));
        double[] v = estimate.vector();
        assertThat(v[0] * v[0]).isGreaterThan(0.99);
        double[] e1 = new double[v.length];
        e1[0] = 1;
        assertThat(estimate.certifiedSinSquared().orElse(1)).isGreaterThanOrEqualTo(CertificateTest.sinSquared(v, e1));
    }

    @Test
    void theRandomOrderMethodKeepsHeavyRowsASketchAndThreeVectors() {
        int d = 100;
        int heavyRows = 10;
        RandomOrderEigenvector sketch = new RandomOrderEigenvector(d, heavyRows, 1);
        sketch.fold(RowBlock.of(TestMatrix.NOISE.rows(5_000, d, 1)));
        int gaussianRows = (int) Math.ceil(8 * Math.log(d));
        long bookkeeping = 2L * heavyRows + 11;
        assertThat(StateTable.of(sketch::writeTo).doubles())
                .isEqualTo((long) (heavyRows + gaussianRows + 3) * d + bookkeeping);
    }

    @Tag("statistical")
    @Test
    void theBlockPowerMethodFindsASpikeWithoutHeavyRows() {
        int d = 100;
        for (long seed = 1; seed <= Seeds.COUNT; seed++) {
            Random random = new Random(seed);
            double[][] rows = new double[8_000][];
            Arrays.setAll(rows, i -> {
                double[] row = TestMatrix.gaussian(d, random);
                row[7] *= Math.sqrt(3);
                return row;
            });
            RandomOrderEigenvector sketch = new RandomOrderEigenvector(d, 16, seed);
            sketch.fold(RowBlock.of(rows));
            BlockPower power = sketch.power();
            double correlation = power.answer()[7] * power.answer()[7];
            assertThat(correlation).as("seed %d", seed).isGreaterThan(0.9);
        }
    }

    @Test
    void saysWhenHeavyRowsOverflow() {
        double[][] rows = TestMatrix.NOISE.rows(200, 20, 9);
        assertThat(estimate(SpectrumEstimateTest.summary(rows, 8, 9)).flags()).containsExactly(Flag.HEAVY_OVERFLOW);
    }

    @Test
    void mergedPartsAgreeOnTheDirection() {
        double[][] rows = HardInstance.LONGEST_ROWS_LEAD.rows(31);
        int half = rows.length / 2;
        MatrixSummary merged = SpectrumEstimateTest.summary(Arrays.copyOf(rows, half), 4, 1);
        merged.merge(SpectrumEstimateTest.summary(Arrays.copyOfRange(rows, half, rows.length), 4, 2));
        assertThat(estimate(merged).vector()[0]).isGreaterThan(0.995);
    }
}
