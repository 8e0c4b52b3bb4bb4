package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Blocks of rows to be clustered: equally many rows each, all of one dimension.
 *
 * @param rank r of the clusters' bases
 * @param sketchSize ℓ, where members are sketches of the blocks
 */
record BlockSet(String name, int rank, int sketchSize, List<double[][]> blocks) {

    /** So many whole blocks of consecutive rows, evenly spaced; all of them if there are fewer. */
    static List<double[][]> spaced(double[][] rows, int blockRows, int count) {
        int whole = rows.length / blockRows;
        int wanted = Math.min(count, whole);
        List<double[][]> blocks = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            int first = (int) ((long) i * whole / wanted) * blockRows;
            blocks.add(Arrays.copyOfRange(rows, first, first + blockRows));
        }
        return blocks;
    }

    int size() {
        return blocks.size();
    }

    int blockRows() {
        return blocks.get(0).length;
    }

    int dimension() {
        return blocks.get(0)[0].length;
    }
}
