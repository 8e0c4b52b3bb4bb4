package io.eigenstream.producers;

/** The order in which rows are sent. */
public enum RowOrder {
    /** As they stand in the input. */
    AS_IS("as-is"),
    /** Uniformly random, given by the seed. */
    SHUFFLED("shuffled");

    private final String word;

    RowOrder(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
