package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table of a page, in Markdown. */
final class MarkdownTable {

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    MarkdownTable(List<String> header) {
        columns = header.size();
        add(header);
        lines.add("|---".repeat(columns) + "|");
    }

    /** @throws IllegalArgumentException when there are more or fewer cells than columns */
    void add(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells, expected " + columns);
        }
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
