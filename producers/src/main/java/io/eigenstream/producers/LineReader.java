package io.eigenstream.producers;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a UTF-8 text file. Blank lines at its end are no lines. */
final class LineReader implements Closeable {

    /** Longer lines mean that the file is no text: they are not worth the memory. */
    static final int LONGEST_LINE = 1 << 24;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A line and its number, from 1. */
    record Line(long number, String text) {}

    private final InputFile file;
    private final BufferedReader in;
    private final StringBuilder buffer = new StringBuilder();
    private long lastNumber;
    private long blanksBeforeNext;
    private String next;

    LineReader(InputFile file) throws IOException {
        this.file = file;
        this.in = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
    }

    /** The next line, or null at the end. */
    Line read() throws IOException {
        if (next == null) {
            next = readAnyLine();
            while (next != null && next.isBlank()) {
                blanksBeforeNext++;
                next = readAnyLine();
            }
        }
        if (next == null) {
            return null;
        }
        lastNumber++;
        if (blanksBeforeNext > 0) {
            blanksBeforeNext--;
            return new Line(lastNumber, "");
        }
        Line line = new Line(lastNumber, next);
        next = null;
        return line;
    }

    private String readAnyLine() throws IOException {
        buffer.setLength(0);
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (buffer.length() == LONGEST_LINE) {
                throw file.error("a line is longer than " + LONGEST_LINE + " characters; is it a text file?");
            }
            buffer.append((char) c);
            c = in.read();
        }
        int length = buffer.length();
        boolean endsInReturn = length > 0 && buffer.charAt(length - 1) == '\r';
        return endsInReturn ? buffer.substring(0, length - 1) : buffer.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
