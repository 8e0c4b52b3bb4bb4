package io.eigenstream.producers;

import java.io.Closeable;
import java.io.IOException;

/** Reads the items of an input one after the other. */
interface ItemReader extends Closeable {

    /**
     * The next item, or null at the end.
     *
     * @throws InputException when the input is damaged
     */
    InputItem read() throws IOException;
}
