package io.eigenstream.producers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The rows of one matrix in the order in which they are to be sent. Opening a feed checks its inputs; it holds no open
 * file afterwards.
 */
public final class RowFeed {

    /** A constant, not a share of the heap: the order of a shuffle depends on it. */
    private static final long SHUFFLE_BUDGET_BYTES = 128L << 20;

    private final String matrix;
    private final RowSource source;
    private final RowOrder order;
    private final long seed;

    private RowFeed(String matrix, RowSource source, RowOrder order, long seed) {
        this.matrix = matrix;
        this.source = source;
        this.order = order;
        this.seed = seed;
    }

    /**
     * The rows of files, one file after the other.
     *
     * @param fields names of the columns or JSON members to read, in order; empty for all
     * @throws InputException when a file cannot be read or the files have different dimensions
     */
    public static RowFeed ofFiles(String matrix, List<Path> paths, List<String> fields) {
        return ofFiles(matrix, paths, RowLayout.of(fields));
    }

    /**
     * The rows of files, one file after the other, as the layout says.
     *
     * @throws InputException when a file cannot be read or the files have different dimensions
     */
    static RowFeed ofFiles(String matrix, List<Path> paths, RowLayout layout) {
        List<RowSource> parts = new ArrayList<>();
        for (Path path : paths) {
            RowSource part = InputFormat.open(InputFile.of(path), layout);
            parts.add(part);
            int expected = parts.get(0).dimension();
            if (part.dimension() != expected) {
                throw new InputException(path + " has rows of " + part.dimension() + " numbers, but " + paths.get(0)
                        + " has rows of " + expected);
            }
        }
        return new RowFeed(matrix, new Concatenation(List.copyOf(parts)), RowOrder.AS_IS, 0);
    }

    /** Generated rows. */
    public static RowFeed generated(String matrix, Generator generator) {
        return new RowFeed(matrix, generator, RowOrder.AS_IS, 0);
    }

    /** The same rows in another order; shuffling needs rows that end. */
    public RowFeed ordered(RowOrder otherOrder, long orderSeed) {
        return new RowFeed(matrix, source, otherOrder, orderSeed);
    }

    /** The same rows without their groups, and without lines that are no rows: what a model learns from. */
    public RowFeed rowsAlone() {
        return new RowFeed(matrix, new TransformedRows(source, RowsAlone::new), order, seed);
    }

    public String matrix() {
        return matrix;
    }

    public int dimension() {
        return source.dimension();
    }

    /** Names of the columns, those of the first file; none where it has none. */
    List<String> features() {
        return source.features();
    }

    /** Rows and bad lines together, where their number is known without reading the input. */
    public OptionalLong itemCount() {
        return source.itemCount();
    }

    /**
     * The numbers of every row, all in memory; for rows that end.
     *
     * @throws InputException when a file is damaged or a line is no row
     */
    public double[][] values() throws IOException {
        List<double[]> values = new ArrayList<>();
        try (ItemReader items = open()) {
            for (InputItem item = items.read(); item != null; item = items.read()) {
                if (item instanceof InputItem.BadLine line) {
                    throw new InputException(line.reason());
                }
                if (item instanceof InputItem.Row row) {
                    values.add(row.row().values());
                }
            }
        }
        return values.toArray(double[][]::new);
    }

    ItemReader open() throws IOException {
        ItemReader items = source.open(0);
        return switch (order) {
            case AS_IS -> items;
            case SHUFFLED ->
                new EndsLast(items, rows -> new Shuffle(rows, new SplittableRandom(seed), SHUFFLE_BUDGET_BYTES));
        };
    }
}
