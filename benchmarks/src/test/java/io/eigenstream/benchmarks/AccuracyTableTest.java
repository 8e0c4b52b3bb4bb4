package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.benchmarks.AccuracyPoint.Angle;
import io.eigenstream.benchmarks.AccuracyPoint.Certainty;
import io.eigenstream.benchmarks.AccuracyPoint.Projection;
import io.eigenstream.benchmarks.AccuracyPoint.Setting;
import io.eigenstream.benchmarks.AccuracyPoint.SpectralError;
import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AccuracyTableTest {

    static final AccuracyPoint FULL = new AccuracyPoint(
            new Setting("mnist_t10k", RowOrder.SHUFFLED, 1, 10_000, 784, 64, ShrinkPolicy.FREQUENT_DIRECTIONS),
            8.75,
            new SpectralError(0.25, 0.375, 0.5, 1e-12),
            new Projection(OptionalDouble.of(1.0625), OptionalDouble.of(1.125)),
            new Angle(
                    "incremental-svd",
                    1e-6,
                    1e-20,
                    2e-6,
                    OptionalDouble.of(3e-6),
                    OptionalDouble.of(1e-5),
                    Certainty.SURE),
            784);
    private static final AccuracyPoint SPARSE = new AccuracyPoint(
            new Setting("spiked-3", RowOrder.AS_IS, 7, 40_000, 200, 8, ShrinkPolicy.TRUNCATION),
            3,
            new SpectralError(0, 0, 0, 0),
            new Projection(OptionalDouble.empty(), OptionalDouble.empty()),
            new Angle("any-order", 1, 0, 1, OptionalDouble.empty(), OptionalDouble.empty(), Certainty.NONE),
            199);

    @Test
    void writesALineAPointUnderTheNamesOfTheColumns() {
        assertThat(new AccuracyTable(List.of(FULL, SPARSE)).csv())
                .containsExactly(
                        "matrix,order,seed,rows,dimension,size,policy,gap,error,certificate,bound,rounding,"
                                + "projection_half,projection_10,method,sin_squared,sin_squared_resolution,"
                                + "svd_sin_squared,svd_sure_sin_squared,certified_sin_squared,certainty,inside",
                        "mnist_t10k,shuffled,1,10000,784,64,frequent-directions,8.7500e+00,2.5000e-01,3.7500e-01,"
                                + "5.0000e-01,1.0000e-12,1.0625e+00,1.1250e+00,incremental-svd,1.0000e-06,"
                                + "1.0000e-20,2.0000e-06,3.0000e-06,1.0000e-05,sure,784",
                        "spiked-3,as-is,7,40000,200,8,truncation,3.0000e+00,0.0000e+00,0.0000e+00,0.0000e+00,"
                                + "0.0000e+00,,,any-order,1.0000e+00,0.0000e+00,1.0000e+00,,,none,199");
    }

    @Test
    void readsWhatItWrote() {
        AccuracyTable written = new AccuracyTable(List.of(FULL, SPARSE));

        assertThat(AccuracyTable.of(StampedCsv.of(written.csv())).points()).containsExactly(FULL, SPARSE);
    }

    @Test
    void refusesAnOrderThatThereIsNot() {
        List<String> lines = new AccuracyTable(List.of(FULL))
                .csv().stream().map(line -> line.replace("shuffled", "sorted")).toList();

        assertThatThrownBy(() -> AccuracyTable.of(StampedCsv.of(lines)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("order is sorted, expected as-is or shuffled");
    }
}
