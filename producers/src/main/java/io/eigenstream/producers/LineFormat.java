package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;

/** Reads one line of a text file as a row. */
@FunctionalInterface
interface LineFormat {

    /** A line is not a row of this format; the message says why, without file and line. */
    final class UnreadableLineException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableLineException(String reason) {
            super(reason);
        }
    }

    MatrixRow parse(String line) throws UnreadableLineException;
}
