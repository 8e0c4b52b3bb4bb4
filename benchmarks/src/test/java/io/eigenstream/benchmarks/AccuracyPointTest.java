package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.benchmarks.AccuracyPoint.Certainty;
import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccuracyPointTest {

    private static final int SEEDS = 20;
    private static final int ROWS = 400;
    private static final int DIMENSION = 24;

    @ParameterizedTest
    @EnumSource
    void findsEveryCertificateKept(ShrinkPolicy policy) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[][] rows = drifting(seed);
            AccuracyPoint point = measure(rows, seed, 8, policy);

            assertThat(point.spectral().error())
                    .describedAs("error, seed %d", seed)
                    .isGreaterThan(point.spectral().rounding());
            assertThat(point.spectral().isCertified())
                    .describedAs("%s, seed %d", point.spectral(), seed)
                    .isTrue();
            assertThat(point.spectral().isBounded())
                    .describedAs("%s, seed %d", point.spectral(), seed)
                    .isTrue();
            assertThat(point.inside()).describedAs("values, seed %d", seed).isEqualTo(DIMENSION);
            assertThat(point.angle().isKept())
                    .describedAs("%s, seed %d", point.angle(), seed)
                    .isTrue();
            assertThat(point.projection().half().orElseThrow())
                    .describedAs("projection, seed %d", seed)
                    .isGreaterThanOrEqualTo(1 - 1e-9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingButRoundingWhereTheSketchIsExact(ShrinkPolicy policy) {
        double[][] rows = drifting(1);

        AccuracyPoint point = measure(rows, 1, DIMENSION, policy);

        assertThat(point.spectral().isRounding())
                .describedAs("%s", point.spectral())
                .isTrue();
        assertThat(point.spectral().certificate()).isZero();
        assertThat(point.angle().isResolved()).describedAs("%s", point.angle()).isFalse();
        assertThat(point.angle().certainty()).isEqualTo(Certainty.SURE);
        assertThat(point.inside()).isEqualTo(DIMENSION);
    }

    /** Half of the Δ of Frequent Directions is what the ridge leaves, in the certificate and in the bound. */
    @Test
    void halvesTheCertificateOfTheRobustPolicy() {
        double[][] rows = drifting(3);
        SpectralError plain =
                measure(rows, 3, 8, ShrinkPolicy.FREQUENT_DIRECTIONS).spectral();
        SpectralError robust = measure(rows, 3, 8, ShrinkPolicy.ROBUST).spectral();

        assertThat(robust.certificate()).isEqualTo(plain.certificate() / 2);
        assertThat(robust.bound()).isEqualTo(plain.bound() / 2);
        assertThat(robust.error()).isGreaterThanOrEqualTo(robust.certificate() / 2);
    }

    @Test
    void namesWhatWasSketched() {
        AccuracyPoint point = measure(drifting(2), 2, 8, ShrinkPolicy.TRUNCATION);

        assertThat(point.setting())
                .isEqualTo(new AccuracyPoint.Setting(
                        "drifting", RowOrder.SHUFFLED, 2, ROWS, DIMENSION, 8, ShrinkPolicy.TRUNCATION));
        assertThat(point.angle().method()).isEqualTo("incremental-svd");
        assertThat(point.angle().ofSvd()).isEqualTo(point.angle().sinSquared());
    }

    /** Noise that Frequent Directions subtracts the leading direction with: 64 random directions still see it. */
    @Test
    void tellsProbableCertificatesFromSureOnes() throws IOException {
        StudyMatrix spiked = new SpikedStream(2_000, 6, 1).read();
        BatchOracle oracle = new BatchOracle(spiked.rows());

        Angle lost = AccuracyPoint.measure(spiked, oracle, 32, ShrinkPolicy.FREQUENT_DIRECTIONS)
                .angle();
        Angle kept = AccuracyPoint.measure(spiked, oracle, 128, ShrinkPolicy.FREQUENT_DIRECTIONS)
                .angle();

        assertThat(lost.certainty()).isEqualTo(Certainty.PROBABLE);
        assertThat(kept.certainty()).isEqualTo(Certainty.SURE);
        assertThat(kept.timesTheTruth().orElseThrow()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void comparesACertificateOnlyWithATruthThatIsResolved() {
        assertThat(angle(1e-6, OptionalDouble.of(1e-4)).timesTheTruth()).hasValue(1e-4 / 1e-6);
        assertThat(angle(1e-6, OptionalDouble.empty()).timesTheTruth()).isEmpty();
        assertThat(angle(1e-12, OptionalDouble.of(1e-4)).timesTheTruth()).isEmpty();
    }

    @Test
    void noticesACertificateBelowTheTruth() {
        assertThat(angle(1e-6, OptionalDouble.of(1e-6)).isKept()).isTrue();
        assertThat(angle(1e-6, OptionalDouble.of(0.9e-6)).isKept()).isFalse();
        assertThat(angle(1e-6, OptionalDouble.empty()).isKept()).isTrue();
        assertThat(ownVector(1e-6, 1e-12, 1e-6).isKept()).isTrue();
        assertThat(ownVector(1e-6, 1e-12, 0.9e-6).isKept()).isFalse();
        assertThat(ownVector(1e-12, 1e-12, 0).isKept()).isTrue();
    }

    private static Angle ownVector(double sinSquared, double resolution, double sure) {
        return new Angle(
                "any-order",
                1e-3,
                resolution,
                sinSquared,
                OptionalDouble.of(sure),
                OptionalDouble.of(1e-2),
                Certainty.SURE);
    }

    private static Angle angle(double sinSquared, OptionalDouble certified) {
        return new Angle(
                "incremental-svd", sinSquared, 1e-12, sinSquared, OptionalDouble.empty(), certified, Certainty.SURE);
    }

    private static AccuracyPoint measure(double[][] rows, long seed, int size, ShrinkPolicy policy) {
        StudyMatrix matrix = new StudyMatrix("drifting", RowOrder.SHUFFLED, seed, rows);
        return AccuracyPoint.measure(matrix, new BatchOracle(rows), size, policy);
    }

    /** A weak direction in every row, strong ones that change, about a mean that is not 0. */
    private static double[][] drifting(long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[ROWS][DIMENSION];
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(rows[i], 0.3);
            rows[i][DIMENSION - 1] += random.nextBoolean() ? 0.4 : -0.4;
            rows[i][i * (DIMENSION - 1) / ROWS] += random.nextGaussian();
        }
        return rows;
    }
}
