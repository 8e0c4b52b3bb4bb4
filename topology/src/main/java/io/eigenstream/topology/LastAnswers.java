package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.StateWriter;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The vectors that were last published of a matrix, in the bits that were published: what the next publication is
 * aligned to, after a restart as well.
 *
 * <p>Stored beside the partials under no partition, in a section that no sketch writes: dimension and numbers of
 * vectors in slot 0, then the vectors in the order of the components. What an answer of more vectors has left is not
 * read.
 *
 * @param eigenvector one row; none before the first publication
 * @param singularVectors by row
 * @param axes of the model, by row
 */
record LastAnswers(double[][] eigenvector, double[][] singularVectors, double[][] axes) {

    private static final int HEADER_LENGTH = 4;
    private static final int FIRST_VECTOR = 1;

    static LastAnswers read(KeyValueStore<SlotKey, double[]> store, String matrix) {
        StateReader in = state(store, matrix).reader();
        if (in.read(Section.ANSWERS, 0) == null) {
            return new LastAnswers(new double[0][], new double[0][], new double[0][]);
        }
        double[] header = in.require(Section.ANSWERS, 0, HEADER_LENGTH);
        int dimension = (int) StateReader.count(header[0], Integer.MAX_VALUE, "dimension");
        double[][][] tables = new double[HEADER_LENGTH - 1][][];
        int slot = FIRST_VECTOR;
        for (int table = 0; table < tables.length; table++) {
            tables[table] = new double[(int) StateReader.count(header[table + 1], dimension, "number of vectors")][];
            for (int i = 0; i < tables[table].length; i++) {
                tables[table][i] = in.require(Section.ANSWERS, slot++, dimension);
            }
        }
        return new LastAnswers(tables[0], tables[1], tables[2]);
    }

    void write(KeyValueStore<SlotKey, double[]> store, String matrix) {
        StateWriter out = state(store, matrix).writer();
        int slot = FIRST_VECTOR;
        for (double[][] table : Arrays.asList(eigenvector, singularVectors, axes)) {
            for (double[] vector : table) {
                out.write(Section.ANSWERS, slot++, vector);
            }
        }
        double[] header = {eigenvector[0].length, eigenvector.length, singularVectors.length, axes.length};
        out.write(Section.ANSWERS, 0, header);
    }

    private static SketchState state(KeyValueStore<SlotKey, double[]> store, String matrix) {
        return new SketchState(store, matrix, PartialsIndex.NO_PARTITION);
    }
}
