package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link AlignedVectors} does to the answers of sketches. */
class StableAnswersTest {

    /** Sums of at most 24 products of numbers up to 1, some tens of them in a row. */
    private static final double ROUNDING = 1e-12;

    private static double[] strong(double angle) {
        double[] row = new double[12];
        row[0] = 10 * Math.cos(angle);
        row[1] = 10 * Math.sin(angle);
        return row;
    }

    private static double[] weak(Random random) {
        double[] row = TestMatrix.gaussian(12, random);
        for (int j = 0; j < 12; j++) {
            row[j] *= j < 2 ? 0.3 : 3;
        }
        return row;
    }

    /**
     * Strong rows in pairs at right angles, so that two singular values are equal but for the last row, whose pair
     * comes after the answer: it decides the basis, in any direction, as it would in a matrix of any length.
     */
    @Test
    void nothingFlipsOverTwoHundredAnswersOfANearlyDegenerateMatrix() {
        Random random = new Random(1);
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(12, 8, 16, 1));
        double[][] previousRaw = null;
        double[][] previous = new double[0][];
        double last = 0;
        int flips = 0;
        for (int answer = 0; answer < 200; answer++) {
            for (int i = 0; i < 20; i++) {
                sketch.update(weak(random), 1);
                sketch.update(strong(last), 1);
                sketch.update(strong(last + Math.PI / 2), 1);
                last += random.nextDouble() * Math.PI;
            }
            sketch.update(strong(last), 1);
            SpectrumEstimate spectrum = sketch.summary().spectrum();
            AlignedVectors aligned = spectrum.alignedTo(previous);
            double[][] raw = Arrays.copyOf(spectrum.vectors(), 2);
            double[][] pair = Arrays.copyOf(aligned.vectors(), 2);
            if (answer > 0) {
                assertThat(spectrum.upperBounds()[1]).isGreaterThan(spectrum.lowerBounds()[0]);
                assertThat(spectrum.upperBounds()[2]).isLessThan(spectrum.lowerBounds()[1]);
                flips += AlignedVectorsTest.distanceSquared(raw, previousRaw) > 1 ? 1 : 0;
                double[] cosines = AlignedVectorsTest.cosines(raw, previousRaw);
                double sines = 2 - cosines[0] * cosines[0] - cosines[1] * cosines[1];
                assertThat(AlignedVectorsTest.distanceSquared(pair, Arrays.copyOf(previous, 2)))
                        .as("answer %d moves no more than its subspace", answer)
                        .isLessThanOrEqualTo(2 * sines + ROUNDING);
                assertThat(sines)
                        .as("answer %d: the subspace hardly moves", answer)
                        .isLessThan(0.01);
            }
            sketch.update(strong(last + Math.PI / 2), 1);
            previousRaw = raw;
            previous = aligned.vectors();
        }
        assertThat(flips).as("unaligned pairs that turn by more than 40°").isGreaterThan(20);
    }

    @Test
    void aLeadingEigenvectorKeepsItsSign() {
        double[][] rows = TestMatrix.SPIKED.rows(50, 5, 1);
        MatrixSummary summary = SpectrumEstimateTest.summary(rows, 8, 1);
        EigenvectorEstimate estimate = summary.eigenvector(summary.spectrum());
        double[] opposite = Arrays.stream(estimate.vector()).map(x -> -x).toArray();
        assertThat(estimate.alignedTo(new double[][] {opposite}).vectors()[0]).containsExactly(opposite);
        assertThat(estimate.alignedTo(new double[0][]).vectors()[0]).containsExactly(estimate.vector());
        assertThat(estimate.alignedTo(new double[][] {opposite}).rotation().orElseThrow())
                .isLessThan(ROUNDING);
    }

    @Test
    void axesKeepTheirSignsAndOnlyEqualOnesTurn() {
        MatrixSummary wide = SpectrumEstimateTest.summary(TestMatrix.NOISE.rows(300, 24, 2), 8, 2);
        assertThat(wide.spectrum().shrinkage()).isPositive();
        PrincipalComponents model = wide.principalComponents(0.9);
        assertThat(model.rank()).isEqualTo(4);
        double[][] mirrored = new double[4][];
        Arrays.setAll(mirrored, i -> Arrays.stream(model.axes()[i]).map(x -> -x).toArray());
        assertThat(model.alignedAxes(mirrored).vectors()).isDeepEqualTo(mirrored);
        double[][] aligned = model.alignedAxes(AlignedVectorsTest.orthonormal(4, 24, new Random(3)))
                .vectors();
        for (int i = 0; i < 4; i++) {
            assertThat(aligned[i]).as("axis %d", i).isIn(model.axes()[i], mirrored[i]);
        }

        double[][] equal = {{2, 0, 0}, {-2, 0, 0}, {0, 2, 0}, {0, -2, 0}, {0, 0, 1}, {0, 0, -1}};
        PrincipalComponents round = SpectrumEstimateTest.summary(equal, 4, 1).principalComponents(0.8);
        double[][] turned = {{0.6, 0.8, 0}, {-0.8, 0.6, 0}};
        AlignedVectors axes = round.alignedAxes(turned);
        assertThat(AlignedVectorsTest.distanceSquared(axes.vectors(), turned)).isLessThan(ROUNDING);
        assertThat(axes.rotation().orElseThrow()).isLessThan(ROUNDING);
    }
}
