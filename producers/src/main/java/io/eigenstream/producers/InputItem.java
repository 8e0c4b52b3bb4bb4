package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;

/** What an input consists of: at every position a row, or a line that is none; between them, ends of groups. */
sealed interface InputItem {

    /** A row; its index is its position in the input. */
    record Row(MatrixRow row) implements InputItem {}

    /** A line that could not be read as a row. */
    record BadLine(long index, String text, String reason) implements InputItem {}

    /** No row of the group comes any more. It has no position: rows are counted on as if it were not there. */
    record EndOfGroup(String group) implements InputItem {}
}
