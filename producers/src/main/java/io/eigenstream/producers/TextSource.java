package io.eigenstream.producers;

import io.eigenstream.producers.LineFormat.UnreadableLineException;
import io.eigenstream.serdes.MatrixRow;
import java.io.IOException;
import java.util.OptionalLong;

/** A text file with one row a line. A line that is no row is an item too, and has an index. */
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
                if (firstReason == null) {
                    firstReason = ((InputItem.BadLine) item).reason();
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
            return line == null ? null : item(line, nextIndex++);
        }

        private InputItem item(LineReader.Line line, long index) {
            try {
                if (line.text().isEmpty()) {
                    throw new UnreadableLineException("the line is blank");
                }
                MatrixRow row = format.parse(line.text());
                return new InputItem.Row(
                        new MatrixRow(row.values(), row.mask(), row.weight(), row.group(), row.source(), index));
            } catch (UnreadableLineException e) {
                String reason = file.name() + ":" + line.number() + ": " + e.getMessage();
                return new InputItem.BadLine(index, line.text(), reason);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
