package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeCertificateTest {

    private static final int DIMENSION = 40;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    private static SpectralProbes probes(double[][] rows, int dimension) {
        SpectralProbes probes = new SpectralProbes(dimension);
        probes.fold(rows);
        return probes;
    }

    private static ProbeCertificate certificate(double[][] rows, int size) {
        int d = rows[0].length;
        IncrementalSvd svd = IncrementalSvdTest.sketch(rows, size, size);
        return new ProbeCertificate(probes(rows, d), svd, 1);
    }

    private static double squaredNorm(double[][] rows, double[] v) {
        return Kernels.squaredNormAlong(rows, v);
    }

    /** Noise with one direction of a variance of 12 about no mean. */
    private static double[][] spiked(int n, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> {
            double[] row = TestMatrix.gaussian(d, random);
            row[1] *= Math.sqrt(12);
            return row;
        });
        return rows;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isNeverBelowTheTrueAngle(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(300, DIMENSION, seed);
        double[] truth = Dense.leadingRightSingularVector(rows);
        ProbeCertificate certificate = certificate(rows, 8);
        Random random = new Random(seed);
        for (int trial = 0; trial < 10; trial++) {
            double[] v = truth.clone();
            TestMatrix.add(Math.pow(10, -trial / 3.0), TestMatrix.gaussian(DIMENSION, random), v);
            double[] unit = Kernels.normalized(v);
            OptionalDouble bound = certificate.of(unit, squaredNorm(rows, unit));
            assertThat(bound.orElse(1))
                    .as("trial %d", trial)
                    .isGreaterThanOrEqualTo(CertificateTest.sinSquared(unit, truth));
        }
    }

    @Test
    void certifiesAndSaysLessWithWorseKnowledgeOfTheLength() {
        double[][] rows = spiked(4_000, DIMENSION, 1);
        double[] truth = Dense.leadingRightSingularVector(rows);
        double length = squaredNorm(rows, truth);
        ProbeCertificate certificate = certificate(rows, 2);
        double best = certificate.of(truth, length).orElseThrow();
        assertThat(best).isBetween(1e-4, 0.05);
        assertThat(certificate.of(truth, 0.2 * length).orElse(1)).isGreaterThan(best);
    }

    @Test
    void certifiesNothingOfNoiseOrOfAnotherDirection() {
        double[][] noise = TestMatrix.NOISE.rows(4_000, DIMENSION, 2);
        double[] best = Dense.leadingRightSingularVector(noise);
        assertThat(certificate(noise, 2).of(best, squaredNorm(noise, best))).isEmpty();
        double[][] rows = spiked(4_000, DIMENSION, 3);
        double[] other = new double[DIMENSION];
        other[5] = 1;
        assertThat(certificate(rows, 2).of(other, squaredNorm(rows, other))).isEmpty();
    }

    /** The formulas of the theorem, written down again with dense matrices. */
    private static double literal(double[][] rows, SimpleMatrix known, IncrementalSvd svd, double[] unit) {
        int d = rows[0].length;
        SpectralProbes probes = probes(rows, d);
        int k = probes.count();
        SimpleMatrix omega = new SimpleMatrix(d, k);
        for (int j = 0; j < k; j++) {
            omega.setColumn(j, 0, probes.columns()[j]);
        }
        SimpleMatrix t = Dense.gram(rows, d);
        SimpleMatrix v = new SimpleMatrix(d, 1, true, unit);
        SimpleMatrix p = SimpleMatrix.identity(d).minus(v.mult(v.transpose()));
        SimpleMatrix knownOff = p.mult(known).mult(p);
        double c = Math.max(0, (svd.energy() - squaredNorm(rows, unit) - knownOff.trace()) / (d - 1));
        SimpleMatrix w = p.mult(t.minus(knownOff).minus(p.scale(c))).mult(omega);
        double delta = 1e-6 / (4 * 6);
        double share = 0;
        for (double t0 = 1e-6; Math.pow(t0 * Math.exp(1 - t0), k / 2.0) <= delta; t0 += 1e-6) {
            share = t0;
        }
        double h = Math.sqrt(Dense.eigenvalues(w.transpose().mult(w))[0] / (k * share));
        SimpleMatrix x = omega.transpose().mult(v);
        double xx = x.dot(x);
        double z = Math.sqrt(2 * Math.log(0.5 / delta));
        double rho = x.dot(omega.transpose().mult(t).mult(v)) / xx - h * z / Math.sqrt(xx);
        double gap = rho - c - Dense.eigenvalues(knownOff)[0] - h;
        return gap > 0 ? Math.pow(Math.sin(Math.atan(2 * h / gap) / 2), 2) : 1;
    }

    @Test
    void isTheTheoremsFormula() {
        for (long seed = 1; seed <= 5; seed++) {
            double[][] rows = spiked(2_000, DIMENSION, seed);
            double[] v = Dense.leadingRightSingularVector(rows);
            TestMatrix.add(0.03, TestMatrix.gaussian(DIMENSION, new Random(seed)), v);
            double[] unit = Kernels.normalized(v);
            for (int size : new int[] {2, 12, 30}) {
                IncrementalSvd svd = IncrementalSvdTest.sketch(rows, size, size);
                SimpleMatrix known = Dense.gram(svd.uncentredRows(), DIMENSION);
                double expected = Math.min(
                        literal(rows, known, svd, unit),
                        literal(rows, new SimpleMatrix(DIMENSION, DIMENSION), svd, unit));
                double actual = new ProbeCertificate(probes(rows, DIMENSION), svd, 6)
                        .of(unit, squaredNorm(rows, unit))
                        .orElse(1);
                assertThat(expected).as("seed %d, ℓ = %d", seed, size).isLessThan(0.5);
                // the literal t is right to 10⁻⁶ of about 0.2
                assertThat(actual).as("seed %d, ℓ = %d", seed, size).isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }

    @Test
    void theProbesOfPartsAddUp() {
        double[][] rows = TestMatrix.SPIKED.rows(50, DIMENSION, 4);
        SpectralProbes whole = probes(rows, DIMENSION);
        SpectralProbes parts = probes(Arrays.copyOf(rows, 20), DIMENSION);
        parts.merge(probes(Arrays.copyOfRange(rows, 20, 50), DIMENSION));
        SimpleMatrix gram = Dense.gram(rows, DIMENSION);
        for (int j = 0; j < whole.count(); j++) {
            double[] image = gram.mult(new SimpleMatrix(DIMENSION, 1, true, whole.columns()[j]))
                    .getDDRM()
                    .data;
            double tolerance = 1e-12 * Dense.frobeniusSquared(rows) * DIMENSION;
            assertThat(whole.image(j)).as("probe %d", j).containsExactly(image, within(tolerance));
            assertThat(parts.image(j)).as("probe %d", j).containsExactly(image, within(tolerance));
        }
    }

    @Test
    void thereAreNinetySixProbesOrOneForEveryColumn() {
        assertThat(new SpectralProbes(500).count()).isEqualTo(96);
        assertThat(new SpectralProbes(95).count()).isEqualTo(95);
        double mean = 0;
        double square = 0;
        SpectralProbes probes = new SpectralProbes(2_000);
        for (int j = 0; j < 96; j++) {
            mean += Arrays.stream(probes.columns()[j]).sum() / 192_000;
            square += Kernels.squaredNorm(probes.columns()[j]) / 192_000;
        }
        // standard deviations of 0.0023 and 0.0032
        assertThat(mean).isCloseTo(0, within(0.0092));
        assertThat(square).isCloseTo(1, within(0.0128));
        assertThat(probes.columns()[0]).isNotEqualTo(probes.columns()[1]);
    }

    @Test
    void refusesImagesLongerThanAnyRowsHave() {
        SpectralProbes probes = probes(TestMatrix.NOISE.rows(5, 4, 5), 4);
        StateTable state = StateTable.of(probes::writeTo);
        assertThat(SpectralProbes.readFrom(state.reader(), 4).image(2)).containsExactly(probes.image(2));
        StateTable tooLong = state.with(new StateTable.Slot(Section.PROBES, 1), 0, 2e160);
        assertThatThrownBy(() -> SpectralProbes.readFrom(tooLong.reader(), 4))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("image 1 of the probes");
    }
}
