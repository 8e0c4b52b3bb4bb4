package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result file as it is read: the entries of its stamp, and its lines by the names of the columns.
 *
 * @param stamp value by name
 */
record StampedCsv(Map<String, String> stamp, List<Map<String, String>> rows) {

    private static final String COMMENT = "# ";
    private static final String ENTRY = ": ";

    static StampedCsv read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    /** @throws IllegalArgumentException when a line has more or fewer fields than the header */
    static StampedCsv of(List<String> lines) {
        Map<String, String> stamp = new LinkedHashMap<>();
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        for (String line : lines) {
            if (line.startsWith(COMMENT)) {
                String[] entry = line.substring(COMMENT.length()).split(ENTRY, 2);
                stamp.put(entry[0], entry.length < 2 ? "" : entry[1]);
            } else if (header.isEmpty()) {
                header = List.of(line.split(",", -1));
            } else {
                rows.add(row(header, line));
            }
        }
        return new StampedCsv(stamp, rows);
    }

    private static Map<String, String> row(List<String> header, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != header.size()) {
            throw new IllegalArgumentException(
                    fields.length + " fields, expected the " + header.size() + " of the header: " + line);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            row.put(header.get(i), fields[i]);
        }
        return row;
    }
}
