package io.eigenstream.producers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that choose files of rows and the order of the rows. */
public final class InputOptions {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description =
                    "File of rows; its name ends in csv, npy, idx, ubyte (MNIST), jsonl or ndjson, with or without"
                            + " .gz. Several files are read one after the other.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--fields",
            paramLabel = "NAME",
            split = ",",
            description = "Columns of a CSV file with a header, or members of JSON lines, that make up the row, in this"
                    + " order. Default: all columns but that of the groups; of JSON, the member 'values'.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of a CSV file with a header that names what a row belongs to: an image, a request."
                    + " Its group ends when a row of another comes, and with the file; of shuffled rows, after the"
                    + " last one. Rows that are spread make one group in every partition.")
    private Optional<String> groupColumn = Optional.empty();

    @Option(
            names = "--missing",
            description = "Values may be missing: in CSV files empty fields, NA, N/A, #N/A, <NA>, NaN, null, None, \\N"
                    + " and ?, in capitals or not; in JSON null, NaN, and members that are not there; in NumPy files"
                    + " NaN. The row is judged by its other values and sent with a mask, so that the topology needs no"
                    + " setting. A row of which all is missing, and what comes before the first whole row, are dead"
                    + " letters.")
    private boolean missing;

    @Option(
            names = "--matrix",
            paramLabel = "NAME",
            converter = MatrixNameConverter.class,
            description = "Name of the matrix. Default: the first file's name up to its first dot.")
    private String matrix;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            converter = RowOrder.Converter.class,
            description = "as-is, or shuffled: uniformly at random. Default: ${DEFAULT-VALUE}.")
    private RowOrder order = RowOrder.AS_IS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of everything random: the same seed and input give the same rows in the same order."
                    + " Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** No files yet, as they are. */
    public InputOptions() {
        // picocli sets the options
    }

    public List<Path> inputs() {
        return List.copyOf(inputs);
    }

    public RowOrder order() {
        return order;
    }

    public long seed() {
        return seed;
    }

    /**
     * Checks the files and opens them as one feed.
     *
     * @throws InputException when there is no file, one cannot be read, or their dimensions differ
     */
    public RowFeed open() {
        if (inputs.isEmpty()) {
            throw new InputException("no input: name a file with --input");
        }
        return RowFeed.ofFiles(matrix(), inputs, layout()).ordered(order, seed);
    }

    private RowLayout layout() {
        return new RowLayout(fields, groupColumn, missing ? MissingValues.MASKED : MissingValues.REFUSED);
    }

    /** Generated rows under these options' name and order. */
    RowFeed open(Generator generator, String defaultMatrix) {
        return RowFeed.generated(matrix == null ? defaultMatrix : matrix, generator)
                .ordered(order, seed);
    }

    private String matrix() {
        if (matrix != null) {
            return matrix;
        }
        String name = inputs.get(0).getFileName().toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
