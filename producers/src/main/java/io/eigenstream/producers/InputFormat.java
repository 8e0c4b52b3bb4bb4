package io.eigenstream.producers;

import java.util.Set;

/** The formats of row files, chosen by the end of the file's name before {@code .gz}. */
enum InputFormat {
    CSV(".csv"),
    NPY(".npy"),
    IDX(".idx", "-ubyte"),
    JSON_LINES(".jsonl", ".ndjson");

    private final Set<String> suffixes;

    InputFormat(String... suffixes) {
        this.suffixes = Set.of(suffixes);
    }

    /**
     * Opens a file as far as its first row.
     *
     * @throws InputException when the file has no rows that can be read
     */
    static RowSource open(InputFile file, RowLayout layout) {
        InputFormat format = of(file);
        boolean hasNames = format == CSV || format == JSON_LINES;
        if (!hasNames && !layout.fields().isEmpty()) {
            throw file.error("--fields is for files whose columns have names: CSV with a header, and JSON lines");
        }
        if (format != CSV && layout.groupColumn().isPresent()) {
            throw file.error("--group-column is for CSV files with a header; JSON lines have the member 'group'");
        }
        RowSource rows = switch (format) {
            case CSV -> CsvFile.open(file, layout);
            case NPY -> NpyFile.open(file);
            case IDX -> IdxFile.open(file);
            case JSON_LINES -> JsonLinesFile.open(file, layout);
        };
        return layout.missing().of(rows);
    }

    private static InputFormat of(InputFile file) {
        for (InputFormat format : values()) {
            if (format.suffixes.stream().anyMatch(file.plainName()::endsWith)) {
                return format;
            }
        }
        throw file.error("unknown format, expected a name that ends in .csv, .npy, .idx, -ubyte, .jsonl or .ndjson,"
                + " with or without .gz");
    }
}
