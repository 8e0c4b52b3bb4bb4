package io.eigenstream.producers;

import java.util.List;
import java.util.Optional;

/**
 * What of a file makes up its rows.
 *
 * @param fields names of the columns or JSON members to read, in order; empty for all
 * @param groupColumn header name of the column that tells the group of a row, other than those to read
 * @param missing what becomes of values that are not there
 */
record RowLayout(List<String> fields, Optional<String> groupColumn, MissingValues missing) {

    /** Of whole rows of numbers: every one is there. */
    static RowLayout of(List<String> fields) {
        return new RowLayout(fields, Optional.empty(), MissingValues.REFUSED);
    }
}
