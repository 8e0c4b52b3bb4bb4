package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.serdes.MatrixRow;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    @Test
    void givesTheSameRowsForTheSameSeed() {
        List<double[]> rows = TestInputs.values(Generator.lowRank(5, 2, 0.1, 3).limitedTo(50));

        assertThat(rows)
                .containsExactlyElementsOf(
                        TestInputs.values(Generator.lowRank(5, 2, 0.1, 3).limitedTo(50)));
        assertThat(rows.get(0))
                .isNotEqualTo(TestInputs.values(Generator.lowRank(5, 2, 0.1, 4).limitedTo(1))
                        .get(0));
    }

    @Test
    void numbersItsRows() {
        Generator generator = Generator.spiked(3, 2, 1).limitedTo(4);

        assertThat(generator.itemCount()).hasValue(4);
        assertThat(TestInputs.items(generator)).extracting(TestInputs::index).containsExactly(0L, 1L, 2L, 3L);
        assertThat(Generator.spiked(3, 2, 1).itemCount()).isEmpty();
    }

    /** Without noise every 3 × 3 minor of rows of rank 2 is zero up to rounding. */
    @Test
    void givesRowsOfTheRankAskedFor() {
        List<double[]> rows = TestInputs.values(Generator.lowRank(3, 2, 0, 11).limitedTo(3));

        assertThat(determinant(rows)).isCloseTo(0, within(1e-14));
        assertThat(determinant(TestInputs.values(Generator.lowRank(3, 3, 0, 11).limitedTo(3))))
                .isNotCloseTo(0, within(1e-6));
    }

    /**
     * A column's variance under the law is 1 + (gap−1)·vⱼ², so that the trace of the covariance is d − 1 + gap = 14.
     * Its estimate from n = 20,000 rows has variance 2(d−1+gap²)/n: four standard deviations are 0.41.
     */
    @Test
    void putsTheGapIntoTheCovariance() {
        int rows = 20_000;
        double trace = TestInputs.values(Generator.spiked(5, 10, 17).limitedTo(rows)).stream()
                        .mapToDouble(row -> RowLaw.dot(row, row))
                        .sum()
                / rows;

        assertThat(trace).isCloseTo(14, within(4 * Math.sqrt(2 * (4 + 100) / (double) rows)));
    }

    @Test
    void drawsOrthonormalAxes() {
        double[][] axes = RowLaw.orthonormal(20, 20, new SplittableRandom(5));

        for (int i = 0; i < axes.length; i++) {
            for (int j = 0; j < axes.length; j++) {
                assertThat(RowLaw.dot(axes[i], axes[j]))
                        .as("axes %d and %d", i, j)
                        .isCloseTo(i == j ? 1 : 0, within(1e-14));
            }
        }
    }

    /** 2,000 rows at 10 %: 200 anomalies with standard deviation 13.4, five of which are 67. */
    @Test
    void labelsTheShareOfAnomalies() {
        List<MatrixRow> rows = rows(Generator.anomalies(10, 2, 0.1, 0.1, 23).limitedTo(2_000));

        assertThat(rows).extracting(MatrixRow::source).containsOnly("anomaly", "normal");
        assertThat(rows.stream().filter(row -> row.source().equals("anomaly")).count())
                .isBetween(200L - 67, 200L + 67);
    }

    /** The jump is twice the spread, so that anomalies are at least about √(1 + 2²) times as far from the mean. */
    @Test
    void movesAnomaliesAwayFromTheNormalRows() {
        List<MatrixRow> rows = rows(Generator.anomalies(40, 3, 0.05, 0.05, 29).limitedTo(2_000));
        double[] mean = new double[40];
        rows.forEach(row -> RowLaw.addScaled(mean, 1.0 / rows.size(), row.values()));

        assertThat(meanSquaredDistance(rows, mean, "anomaly") / meanSquaredDistance(rows, mean, "normal"))
                .isGreaterThan(4);
    }

    @Test
    void turnsTheCorrelationAndLeavesTheColumnsAsTheyAre() {
        double[] squares = new double[2];
        double[] products = new double[2];
        int[] counts = new int[2];
        for (MatrixRow row : rows(Generator.correlationFlip(0.9, 10, 4, 5).limitedTo(50_000))) {
            int flipped = row.index() % 10 >= 6 ? 1 : 0;
            assertThat(row.source()).isEqualTo(flipped == 1 ? "flipped" : "normal");
            squares[flipped] += row.values()[1] * row.values()[1];
            products[flipped] += row.values()[0] * row.values()[1];
            counts[flipped]++;
        }
        for (int flipped = 0; flipped < 2; flipped++) {
            assertThat(squares[flipped] / counts[flipped]).isCloseTo(1, within(0.05));
            assertThat(products[flipped] / counts[flipped]).isCloseTo(flipped == 1 ? -0.9 : 0.9, within(0.05));
        }
    }

    @Test
    void namesTheArgumentThatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.lowRank(3, 4, 0, 1))
                .withMessage("rank is 4, expected 1 to the dimension, 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.lowRank(0, 1, 0, 1))
                .withMessage("dimension is 0, expected at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.lowRank(3, 1, Double.NaN, 1))
                .withMessageStartingWith("noise is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.spiked(3, 0.5, 1))
                .withMessageStartingWith("gap is 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.anomalies(3, 1, 0, 1.5, 1))
                .withMessageStartingWith("anomaly share is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.correlationFlip(1, 10, 1, 1))
                .withMessageStartingWith("correlation is 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.correlationFlip(0.5, 10, 11, 1))
                .withMessage("flipped rows is 11, expected 0 to the period, 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Generator.spiked(3, 2, 1).limitedTo(0))
                .withMessage("rows is 0, expected at least 1");
    }

    private static List<MatrixRow> rows(Generator generator) {
        return TestInputs.items(generator).stream()
                .map(item -> ((InputItem.Row) item).row())
                .toList();
    }

    private static double meanSquaredDistance(List<MatrixRow> rows, double[] mean, String source) {
        return rows.stream()
                .filter(row -> row.source().equals(source))
                .mapToDouble(row -> {
                    double[] difference = row.values().clone();
                    RowLaw.addScaled(difference, -1, mean);
                    return RowLaw.dot(difference, difference);
                })
                .average()
                .orElseThrow();
    }

    private static double determinant(List<double[]> rows) {
        double[] a = rows.get(0);
        double[] b = rows.get(1);
        double[] c = rows.get(2);
        return a[0] * (b[1] * c[2] - b[2] * c[1])
                - a[1] * (b[0] * c[2] - b[2] * c[0])
                + a[2] * (b[0] * c[1] - b[1] * c[0]);
    }
}
