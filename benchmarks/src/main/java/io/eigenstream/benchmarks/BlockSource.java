package io.eigenstream.benchmarks;

import io.eigenstream.producers.InputException;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real blocks, and the ranks and sketch sizes that they are clustered with. */
enum BlockSource {
    /** 20 images of one digit, in the order of the file. */
    ONE_DIGIT("MNIST one digit", 20, 10) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            double[][] rows = rowsOf(DataSet.MNIST_T10K, data);
            double[][] digits = labels(data.resolve(MNIST_LABELS));
            List<double[][]> blocks = new ArrayList<>();
            for (int digit = 0; digit < DIGITS; digit++) {
                blocks.addAll(BlockSet.spaced(only(digit, rows, digits), IMAGES, MNIST_BLOCKS / DIGITS));
            }
            return blocks;
        }
    },
    /** 20 consecutive images. */
    MIXED_DIGITS("MNIST mixed", 20, 10) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            return BlockSet.spaced(rowsOf(DataSet.MNIST_T10K, data), IMAGES, MNIST_BLOCKS);
        }
    },
    /** Two hours of one of three servers. */
    SERVERS_5("SMD r = 5", 5, 8) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            return servers(data);
        }
    },
    /** The same at twice the rank. */
    SERVERS_10("SMD r = 10", 10, 16) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            return servers(data);
        }
    },
    /** 10 words, the frequent ones first. */
    WORDS("word2vec", 20, 5) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            return BlockSet.spaced(rowsOf(DataSet.WORD2VEC_1000, data), WORDS_A_BLOCK, Integer.MAX_VALUE);
        }
    },
    /** 120 consecutive pieces of land. */
    FOREST("cover", 3, 5) {
        @Override
        List<double[][]> blocks(Path data) throws IOException {
            return BlockSet.spaced(rowsOf(DataSet.COVER, data), WINDOW, FOREST_BLOCKS);
        }
    };

    private static final String MNIST_LABELS = "mnist_t10k/t10k-labels-idx1-ubyte.gz";
    private static final int DIGITS = 10;
    private static final int IMAGES = 20;
    private static final int MNIST_BLOCKS = 200;
    private static final int WORDS_A_BLOCK = 10;
    private static final int WINDOW = 120;
    private static final int BLOCKS_A_SERVER = 150;
    private static final int FOREST_BLOCKS = 500;

    private final String text;
    private final int rank;
    private final int sketchSize;

    BlockSource(String text, int rank, int sketchSize) {
        this.text = text;
        this.rank = rank;
        this.sketchSize = sketchSize;
    }

    /** @throws InputException naming the file that is missing or damaged */
    BlockSet read(Path data) throws IOException {
        return new BlockSet(text, rank, sketchSize, blocks(data));
    }

    abstract List<double[][]> blocks(Path data) throws IOException;

    private static double[][] rowsOf(DataSet set, Path data) throws IOException {
        return set.read(data, RowOrder.AS_IS).rows();
    }

    private static List<double[][]> servers(Path data) throws IOException {
        List<double[][]> blocks = new ArrayList<>();
        for (DataSet server : List.of(DataSet.MACHINE_1_6, DataSet.MACHINE_2_1, DataSet.MACHINE_3_4)) {
            blocks.addAll(BlockSet.spaced(rowsOf(server, data), WINDOW, BLOCKS_A_SERVER));
        }
        return blocks;
    }

    /** One number a row. */
    private static double[][] labels(Path file) throws IOException {
        return RowFeed.ofFiles("labels", List.of(file), List.of()).values();
    }

    private static double[][] only(int digit, double[][] rows, double[][] digits) {
        List<double[]> chosen = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (digits[i][0] == digit) {
                chosen.add(rows[i]);
            }
        }
        return chosen.toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return text;
    }
}
