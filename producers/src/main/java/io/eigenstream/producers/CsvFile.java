package io.eigenstream.producers;

import io.eigenstream.producers.LineFormat.UnreadableLineException;
import io.eigenstream.serdes.MatrixRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated numbers, one row a line, with or without a header.
 *
 * <p>The first line is a header when half of its fields or more are words; a row of numbers with one word in it is a
 * bad line, not a header that would swallow it. The number of columns is that of the header, or else the most frequent
 * one of the first {@value #SAMPLE_LINES} lines, so that a ragged first line does not condemn the others. Every line
 * is parsed by itself: an open quote spoils its own line only.
 */
final class CsvFile {

    private static final int SAMPLE_LINES = 100;
    private static final int LONGEST_QUOTATION = 40;
    private static final int NO_GROUP = -1;
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

    private static final String ADVICE = "name the numeric columns of a header with --fields";

    /** The fields of a line that is no blank. */
    private record SampleLine(long number, List<String> fields) {}

    private CsvFile() {}

    /**
     * All columns but that of the groups, or those that are named. Where the group is blank, a row has none; a group
     * ends with its last row before one of another, and with the file.
     *
     * @throws InputException when the file has no such columns or no readable row
     */
    static RowSource open(InputFile file, RowLayout layout) {
        List<String> fields = layout.fields();
        List<SampleLine> sample = sample(file);
        boolean hasHeader = !sample.isEmpty() && isHeader(sample.get(0).fields);
        if (!hasHeader && !(fields.isEmpty() && layout.groupColumn().isEmpty())) {
            throw file.error("has no header, so that no columns can be chosen by --fields or --group-column");
        }
        List<String> header = hasHeader ? stripped(sample.get(0).fields) : List.of();
        int columns = hasHeader ? header.size() : mostFrequentCount(sample);
        int group = layout.groupColumn()
                .map(name -> position(name, "--group-column", header, file))
                .orElse(NO_GROUP);
        int[] chosen = fields.isEmpty()
                ? IntStream.range(0, columns).filter(i -> i != group).toArray()
                : fields.stream()
                        .mapToInt(name -> position(name, "--fields", header, file))
                        .toArray();
        long headerLine = hasHeader ? sample.get(0).number : 0;
        RowSource rows =
                TextSource.of(file, line -> row(line, columns, chosen, group, layout.missing()), headerLine, ADVICE);
        RowSource named = hasHeader
                ? new NamedColumns(
                        rows, Arrays.stream(chosen).mapToObj(header::get).toList())
                : rows;
        return group == NO_GROUP ? named : new TransformedRows(named, EndedGroups::new);
    }

    private static List<SampleLine> sample(InputFile file) {
        List<SampleLine> sample = new ArrayList<>();
        try (LineReader lines = new LineReader(file)) {
            LineReader.Line line = lines.read();
            while (line != null && sample.size() < SAMPLE_LINES) {
                if (!line.text().isEmpty()) {
                    addIfReadable(line, sample);
                }
                line = lines.read();
            }
        } catch (IOException e) {
            throw file.error(e);
        }
        return sample;
    }

    private static void addIfReadable(LineReader.Line line, List<SampleLine> sample) {
        try {
            sample.add(new SampleLine(line.number(), split(line.text())));
        } catch (UnreadableLineException e) {
            // tells nothing about the columns; it becomes a bad line when the rows are read
            return;
        }
    }

    private static boolean isHeader(List<String> fields) {
        long words = fields.stream()
                .filter(field -> !MissingValues.isMissing(field)
                        && NumberText.parse(field).isEmpty())
                .count();
        return 2 * words >= fields.size();
    }

    private static List<String> stripped(List<String> fields) {
        return fields.stream().map(String::strip).toList();
    }

    /** Among equally frequent counts, the one that comes first in the file. */
    private static int mostFrequentCount(List<SampleLine> sample) {
        Map<Integer, Integer> linesByCount = new LinkedHashMap<>();
        sample.forEach(line -> linesByCount.merge(line.fields.size(), 1, Integer::sum));
        int most = 0;
        int count = 0;
        for (Map.Entry<Integer, Integer> entry : linesByCount.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                count = entry.getKey();
            }
        }
        return count;
    }

    private static int position(String name, String option, List<String> header, InputFile file) {
        int position = header.indexOf(name);
        if (position < 0) {
            throw file.error(option + ": no column '" + name + "', expected one of " + String.join(", ", header));
        }
        return position;
    }

    private static MatrixRow row(String line, int columns, int[] chosen, int group, MissingValues missing)
            throws UnreadableLineException {
        List<String> fields = split(line);
        if (fields.size() != columns) {
            throw new UnreadableLineException(fields.size() + " columns, expected " + columns);
        }
        double[] values = new double[chosen.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(fields.get(chosen[i]), chosen[i], missing);
        }
        return new MatrixRow(values, null, null, group == NO_GROUP ? null : name(fields.get(group)), null, null);
    }

    private static String name(String field) {
        return field.isBlank() ? null : field.strip();
    }

    private static double number(String field, int column, MissingValues missing) throws UnreadableLineException {
        var number = NumberText.parse(field);
        if (number.isPresent()) {
            return number.getAsDouble();
        }
        String what = "column " + (column + 1) + " is " + (field.isBlank() ? "empty" : "'" + abbreviated(field) + "'");
        if (MissingValues.isMissing(field)) {
            return missing.read(what);
        }
        throw new UnreadableLineException(what + ", expected a number");
    }

    private static String abbreviated(String field) {
        return field.length() <= LONGEST_QUOTATION ? field : field.substring(0, LONGEST_QUOTATION) + "…";
    }

    /** Lines of numbers have no quotes: a parser for each of them would cost more than the numbers. */
    private static List<String> split(String line) throws UnreadableLineException {
        return line.indexOf('"') < 0 ? Arrays.asList(line.split(",", -1)) : splitQuoted(line);
    }

    private static List<String> splitQuoted(String line) throws UnreadableLineException {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableLineException("not comma-separated values: " + e.getMessage());
        }
    }
}
