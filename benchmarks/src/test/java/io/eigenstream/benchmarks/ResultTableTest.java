package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final Shape SMALL = new Shape(128, 16);
    private static final Shape LARGE = new Shape(512, 32);

    @Test
    void dividesByThePeerOfTheSameBenchmarkAndShape() {
        ResultTable table = new ResultTable(List.of(
                new Throughput("FoldBenchmark", "ejml", SMALL, 200, 200, 200, 5),
                new Throughput("FoldBenchmark", "ejml", LARGE, 100, 100, 100, 5),
                new Throughput("ScoreBenchmark", "ejml", LARGE, 10, 10, 10, 5),
                new Throughput("FoldBenchmark", "fold", LARGE, 450, 440, 460, 1234.4)));

        assertThat(table.csv()).last().isEqualTo("FoldBenchmark,fold,512,32,450,440,460,1234,4.50");
    }

    @Test
    void leavesTheRatioEmptyWithoutAPeer() {
        ResultTable table = new ResultTable(List.of(
                new Throughput("FoldBenchmark", "ejml", SMALL, 200, 200, 200, 5),
                new Throughput("UpdateBenchmark", "update", SMALL, 100, 100, 100, 5)));

        assertThat(table.csv()).last().isEqualTo("UpdateBenchmark,update,128,16,100,100,100,5,");
    }
}
