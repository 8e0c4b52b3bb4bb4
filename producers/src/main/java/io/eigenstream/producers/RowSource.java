package io.eigenstream.producers;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Rows of one dimension that can be read any number of times, each time the same. */
interface RowSource {

    int dimension();

    /** Names of the columns; none where they have none. */
    default List<String> features() {
        return List.of();
    }

    /** Number of items, where it is known without reading them all. */
    OptionalLong itemCount();

    /** Reads from the beginning; indices count from the one given. */
    ItemReader open(long firstIndex) throws IOException;
}
