package io.eigenstream.serdes;

/** How strange the rows are that belong together; fields as in {@code GroupScore.avsc}. */
public record GroupScore(
        String matrix,
        String group,
        long rows,
        Double score,
        int topRows,
        Double maxGrade,
        long anomalousRows,
        Long firstIndex,
        Long lastIndex,
        Long strongest,
        boolean complete,
        boolean warmingUp) {}
