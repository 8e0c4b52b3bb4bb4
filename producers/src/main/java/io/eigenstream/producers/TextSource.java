package io.eigenstream.producers;

import io.eigenstream.producers.LineFormat.UnreadableLineException;
import io.eigenstream.serdes.MatrixRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A text file with one row a line. A line that is no row has an index too; the end of a group has none. */
final class TextSource implements RowSource {

    private final InputFile file;
    private final LineFormat format;
    private final long headerLine;
    private final int dimension;

    private TextSource(InputFile file, LineFormat format, long headerLine, int dimension) {
        this.file = file;
        this.format = format;
        this.headerLine = headerLine;
        this.dimension = dimension;
    }

    /**
     * Reads as far as the first row, whose length is the dimension.
     *
     * @param headerLine number of the line that is skipped, or 0
     * @param advice what to do when no line is a row
     * @throws InputException when no line is a row
     */
    static TextSource of(InputFile file, LineFormat format, long headerLine, String advice) {
        String firstReason = null;
        try (ItemReader items = new Reader(file, format, headerLine, 0)) {
            for (InputItem item = items.read(); item != null; item = items.read()) {
                if (item instanceof InputItem.Row row) {
                    return new TextSource(file, format, headerLine, row.row().values().length);
                }
                if (firstReason == null && item instanceof InputItem.BadLine line) {
                    firstReason = line.reason();
                }
            }
        } catch (IOException e) {
            throw file.error(e);
        }
        throw file.error(
                "no line is a row; " + (firstReason == null ? "" : "the first: " + firstReason + "; ") + advice);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public OptionalLong itemCount() {
        return OptionalLong.empty();
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return new Reader(file, format, headerLine, firstIndex);
    }

    private static final class Reader implements ItemReader {

        private final InputFile file;
        private final LineFormat format;
        private final long headerLine;
        private final LineReader lines;
        private long nextIndex;

        Reader(InputFile file, LineFormat format, long headerLine, long firstIndex) throws IOException {
            this.file = file;
            this.format = format;
            this.headerLine = headerLine;
            this.lines = new LineReader(file);
            this.nextIndex = firstIndex;
        }

        @Override
        public InputItem read() throws IOException {
            LineReader.Line line = lines.read();
            if (line != null && line.number() == headerLine) {
                line = lines.read();
            }
            return line == null ? null : item(line);
        }

        private InputItem item(LineReader.Line line) {
            try {
                if (line.text().isEmpty()) {
                    throw new UnreadableLineException("the line is blank");
                }
                MatrixRow row = format.parse(line.text());
                requireName(row.group());
                if (row.endsGroup()) {
                    return new InputItem.EndOfGroup(row.group());
                }
                return new InputItem.Row(row.withIndex(nextIndex++));
            } catch (UnreadableLineException e) {
                String reason = file.name() + ":" + line.number() + ": " + e.getMessage();
                return new InputItem.BadLine(nextIndex++, line.text(), reason);
            }
        }

        private static void requireName(String group) throws UnreadableLineException {
            int bytes = group == null ? 0 : group.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MatrixRow.LARGEST_GROUP_BYTES) {
                throw new UnreadableLineException("the name of the group has " + bytes + " bytes, expected at most "
                        + MatrixRow.LARGEST_GROUP_BYTES);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
