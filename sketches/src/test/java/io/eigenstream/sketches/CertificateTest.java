package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certified angle of the published eigenvector: never too small, and small enough to be of use. */
class CertificateTest {

    private static final int CASES = 500 * Seeds.COUNT;

    /** sin² without the cancellation of 1 − cos². */
    static double sinSquared(double[] unit, double[] truth) {
        double[] rest = unit.clone();
        TestMatrix.add(-Kernels.dot(unit, truth), truth, rest);
        return Kernels.squaredNorm(rest);
    }

    /** Few rows and columns of any shape, spectrum, scale and mean, some of them equal, missing or heavy. */
    private static double[][] anyRows(Random random) {
        int d = 2 + random.nextInt(10);
        int n = 2 + random.nextInt(50);
        double decay = random.nextInt(3) * random.nextDouble();
        double spike = random.nextInt(4);
        double[] mean = TestMatrix.gaussian(d, random);
        double scale = Math.pow(10, random.nextInt(9) - 4);
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> {
            double[] row = TestMatrix.gaussian(d, random);
            for (int j = 0; j < d; j++) {
                row[j] = scale * (row[j] * Math.exp(-decay * j) + (j == 0 ? spike * row[j] : 0) + mean[j]);
            }
            boolean heavy = random.nextInt(30) == 0;
            return heavy ? Kernels.scaled(30, row) : random.nextInt(9) == 0 ? new double[d] : row;
        });
        return rows;
    }

    @Test
    void isNeverBelowTheTruthInRandomCases() {
        int certified = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            double[][] rows = anyRows(random);
            int d = rows[0].length;
            ShrinkPolicy policy = ShrinkPolicy.values()[random.nextInt(4)];
            int size = 2 + random.nextInt(d);
            MatrixSketch sketch = new MatrixSketch(new SketchParameters(d, size, policy, 2 + random.nextInt(4), seed));
            for (double[] row : rows) {
                sketch.update(row, 1);
            }
            MatrixSummary summary = sketch.summary();
            EigenvectorEstimate estimate = summary.eigenvector(summary.spectrum());
            double[] sigma = Dense.singularValues(rows);
            double gap = 1 - Math.pow(sigma[1] / sigma[0], 2);
            if (estimate.certifiedSinSquared().isPresent() && gap > 0) {
                certified++;
                // the oracle's vector is right to about d·2⁻⁵² of λ₁ over the gap
                double oracle = d * 0x1.0p-50 / gap;
                double sine = Math.sqrt(sinSquared(estimate.vector(), Dense.leadingRightSingularVector(rows)));
                assertThat(sine)
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(
                                Math.sqrt(estimate.certifiedSinSquared().getAsDouble()) + oracle);
            }
        }
        assertThat(certified).as("cases with a certificate").isGreaterThan(CASES / 2);
    }

    /** Noise in 200 dimensions, one of them with a larger variance. */
    private static double[][] spiked(int n, double variance, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> {
            double[] row = TestMatrix.gaussian(200, random);
            row[7] *= Math.sqrt(variance);
            return row;
        });
        return rows;
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 3.6})
    @Tag("statistical")
    void isWithinTenTimesTheTruthWhereTheIncrementalSvdHasLostTheDirection(double variance) {
        double[] ratios = new double[5];
        for (int seed = 0; seed < ratios.length; seed++) {
            double[][] rows = spiked(20_000, variance, seed);
            MatrixSketch sketch = new MatrixSketch(new SketchParameters(200, 32, 64, seed));
            for (double[] row : rows) {
                sketch.update(row, 1);
            }
            MatrixSummary summary = sketch.summary();
            SpectrumEstimate spectrum = summary.spectrum();
            EigenvectorEstimate estimate = summary.eigenvector(spectrum);
            double truth = sinSquared(estimate.vector(), Dense.leadingEigenvector(Dense.gram(rows, 200)));
            assertThat(spectrum.shrinkage())
                    .as("Δ")
                    .isGreaterThan(spectrum.lowerBounds()[0] * spectrum.lowerBounds()[0]);
            assertThat(estimate.flags()).contains(Flag.PROBABLE_CERTIFICATE);
            assertThat(estimate.method()).isEqualTo(Method.RANDOM_ORDER_POWER);
            double certified = estimate.certifiedSinSquared().orElseThrow();
            assertThat(certified).as("seed %d", seed).isGreaterThanOrEqualTo(truth);
            ratios[seed] = certified / truth;
        }
        Arrays.sort(ratios);
        assertThat(ratios[ratios.length / 2]).isLessThan(10);
    }
}
