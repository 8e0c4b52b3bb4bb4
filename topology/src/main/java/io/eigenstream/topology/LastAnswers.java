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
 * <p>Stored beside the partials as a partial would be, under buffer −2: the dimension and the numbers of vectors as
 * the row that makes it whole, the vectors in the order of the components as its directions. What an answer of more
 * vectors has left is not read.
 *
 * @param eigenvector one row; none before the first publication
 * @param singularVectors by row
 * @param axes of the model, by row
 */
record LastAnswers(double[][] eigenvector, double[][] singularVectors, double[][] axes) {

    /** No partial has it. */
    static final int BUFFER = -2;

    private static final int HEADER_LENGTH = 4;

    static LastAnswers read(KeyValueStore<SlotKey, double[]> store, String matrix) {
        StateReader in = state(store, matrix).reader();
        if (in.read(Section.SKETCH, 0) == null) {
            return new LastAnswers(new double[0][], new double[0][], new double[0][]);
        }
        double[] header = in.require(Section.SKETCH, 0, HEADER_LENGTH);
        int dimension = (int) StateReader.count(header[0], Integer.MAX_VALUE, "dimension");
        double[][][] tables = new double[HEADER_LENGTH - 1][][];
        int slot = 0;
        for (int table = 0; table < tables.length; table++) {
            tables[table] = new double[(int) StateReader.count(header[table + 1], dimension, "number of vectors")][];
            for (int i = 0; i < tables[table].length; i++) {
                tables[table][i] = in.require(Section.DIRECTIONS, slot++, dimension);
            }
        }
        return new LastAnswers(tables[0], tables[1], tables[2]);
    }

    void write(KeyValueStore<SlotKey, double[]> store, String matrix) {
        StateWriter out = state(store, matrix).writer();
        int slot = 0;
        for (double[][] table : Arrays.asList(eigenvector, singularVectors, axes)) {
            for (double[] vector : table) {
                out.write(Section.DIRECTIONS, slot++, vector);
            }
        }
        double[] header = {eigenvector[0].length, eigenvector.length, singularVectors.length, axes.length};
        out.write(Section.SKETCH, 0, header);
    }

    static void delete(KeyValueStore<SlotKey, double[]> store, String matrix) {
        state(store, matrix).delete();
    }

    private static SketchState state(KeyValueStore<SlotKey, double[]> store, String matrix) {
        return new SketchState(store, matrix, BUFFER);
    }
}
