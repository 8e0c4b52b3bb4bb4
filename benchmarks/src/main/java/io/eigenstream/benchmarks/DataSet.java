package io.eigenstream.benchmarks;

import io.eigenstream.producers.InputException;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Real matrices, by the places of their files in a data folder. Labels are left alone. */
enum DataSet {
    MNIST_T10K("mnist_t10k", "mnist_t10k/t10k-images-idx3-ubyte.gz"),
    WORD2VEC_1000("word2vec_1000", "word2vec_1000/X.csv.gz"),
    COVER("cover", "tabular/10_cover/X.csv.gz"),
    MACHINE_1_6("machine-1-6", "smd/machine-1-6/train.csv.gz", "smd/machine-1-6/test.csv.gz"),
    MACHINE_2_1("machine-2-1", "smd/machine-2-1/train.csv.gz", "smd/machine-2-1/test.csv.gz"),
    MACHINE_3_4("machine-3-4", "smd/machine-3-4/train.csv.gz", "smd/machine-3-4/test.csv.gz");

    private static final long SEED = 1;

    private final String text;
    private final List<String> files;

    DataSet(String text, String... files) {
        this.text = text;
        this.files = List.of(files);
    }

    /**
     * The rows as they are, not yet read.
     *
     * @throws InputException naming the file that is missing or damaged
     */
    RowFeed feed(Path data) {
        return RowFeed.ofFiles(text, files.stream().map(data::resolve).toList(), List.of());
    }

    /** Reads the whole matrix; a shuffle is always the same. */
    StudyMatrix read(Path data, RowOrder order) throws IOException {
        double[][] rows = feed(data).ordered(order, SEED).values();
        return new StudyMatrix(text, order, SEED, rows);
    }

    @Override
    public String toString() {
        return text;
    }
}
