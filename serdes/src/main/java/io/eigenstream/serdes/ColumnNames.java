package io.eigenstream.serdes;

import java.util.List;

/** What the columns of a matrix are called, in a state store; fields as in {@code ColumnNames.avsc}. */
public record ColumnNames(List<String> names) {}
