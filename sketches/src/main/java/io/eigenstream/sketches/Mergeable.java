package io.eigenstream.sketches;

/** A summary of rows that can absorb one of other rows: the result answers for all of them. */
public interface Mergeable<S> {

    /**
     * Absorbs the other summary, which is left as it is.
     *
     * @throws IllegalArgumentException when it has another shape; this one is then unchanged
     */
    void merge(S other);
}
