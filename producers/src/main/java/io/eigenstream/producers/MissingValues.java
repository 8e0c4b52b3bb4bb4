package io.eigenstream.producers;

import io.eigenstream.producers.LineFormat.UnreadableLineException;
import java.util.Locale;
import java.util.Set;

/** What becomes of a value that the input says is not there. Until then it is NaN. */
enum MissingValues {
    /** Where text has no number, the line is unreadable; NaN is a number like others, and whoever gets it decides. */
    REFUSED {
        @Override
        double read(String what) throws UnreadableLineException {
            throw new UnreadableLineException(what + ", expected a number; with --missing it would be a missing value");
        }

        @Override
        RowSource of(RowSource rows) {
            return rows;
        }
    },
    /** The row has a mask that says so. */
    MASKED {
        @Override
        double read(String what) {
            return Double.NaN;
        }

        @Override
        RowSource of(RowSource rows) {
            return new TransformedRows(rows, MaskedRows::new);
        }
    };

    /** Of R, pandas, Excel, Python, databases and ARFF; NaN is read as a number. */
    private static final Set<String> WORDS = Set.of("", "na", "n/a", "#n/a", "<na>", "null", "none", "\\n", "?");

    /** Whether the text says that no value is there. */
    static boolean isMissing(String text) {
        return WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The number that stands for a value that is not there.
     *
     * @param what is there in its place
     * @throws UnreadableLineException when nothing may be missing
     */
    abstract double read(String what) throws UnreadableLineException;

    /** The rows as they are to be sent. */
    abstract RowSource of(RowSource rows);
}
