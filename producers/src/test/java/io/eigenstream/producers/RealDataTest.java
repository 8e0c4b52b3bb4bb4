package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads files that other programs wrote, where the data folder is beside the repository. */
class RealDataTest {

    private static final Path DATA = Path.of(System.getProperty(
            "eigenstream.data", Path.of("..", "..", "shared", "data").toString()));

    @ParameterizedTest
    @CsvSource({
        "mnist_t10k/t10k-images-idx3-ubyte.gz, 10000, 784",
        "mnist_t10k/t10k-labels-idx1-ubyte.gz, 10000, 1",
        "word2vec_1000/X.csv.gz, 1000, 300",
        "mvtec_features/resnet18/bottle/X.npy, 292, 512",
        "mvtec_features/vit/screw/X.npy, 480, 1000",
        "smd/machine-1-6/train.csv.gz, 23688, 38",
        "tabular/10_cover/X.csv.gz, 286048, 10"
    })
    void readsEveryRow(String file, int rows, int dimension) {
        RowSource source = open(file);

        assertThat(source.dimension()).isEqualTo(dimension);
        assertThat(TestInputs.values(source)).hasSize(rows).allMatch(row -> row.length == dimension);
    }

    @Test
    void readsTheNamedColumnOfASeriesWithHeader() {
        List<double[]> rows = TestInputs.values(open("nab/data/realKnownCause/nyc_taxi.csv.gz", "value"));

        assertThat(rows).hasSize(10_320);
        assertThat(rows.get(0)).containsExactly(10_844);
    }

    private static RowSource open(String file, String... fields) {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), () -> path + " is not here; -Deigenstream.data=FOLDER names the data folder");
        return TestInputs.open(path, fields);
    }
}
