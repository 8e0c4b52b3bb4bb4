package io.eigenstream.serdes;

/** Names of record headers. Values are UTF-8 text. */
public final class HeaderNames {

    /**
     * On a record of the rows topic without a row: publish the estimates of the record's matrix now. The record's
     * value is ignored; the header's too.
     */
    public static final String EMIT = "eigenstream.emit";

    /**
     * On a record without a value that the application itself has written, on its rows topic to the other partitions
     * and on its partials topic to the merger: the matrix has been deleted.
     */
    public static final String FORGET = "eigenstream.forget";

    /** On a record of the rows topic whose value is raw input that its producer could not read: the reason. */
    public static final String UNREADABLE = "eigenstream.unreadable";

    /** On a dead letter: why the record was not accepted. */
    public static final String REASON = "eigenstream.reason";

    /** On a dead letter: the topic it came from. */
    public static final String TOPIC = "eigenstream.topic";

    /** On a dead letter: the partition it came from. */
    public static final String PARTITION = "eigenstream.partition";

    /** On a dead letter: its offset in that partition. */
    public static final String OFFSET = "eigenstream.offset";

    private HeaderNames() {}
}
