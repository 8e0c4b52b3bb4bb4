package io.eigenstream.producers;

/**
 * What the brokers have confirmed.
 *
 * @param rows rows, each a record of the rows topic
 * @param badLines lines that are no rows, each sent raw with the reason in a header
 */
public record SentRows(long rows, long badLines) {

    public long total() {
        return rows + badLines;
    }
}
