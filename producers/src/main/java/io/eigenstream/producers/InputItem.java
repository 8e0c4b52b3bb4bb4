package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;

/** What stands at one position of an input: a row, or a line that is none. */
sealed interface InputItem {

    /** A row; its index is its position in the input. */
    record Row(MatrixRow row) implements InputItem {}

    /** A line that could not be read as a row. */
    record BadLine(long index, String text, String reason) implements InputItem {}
}
