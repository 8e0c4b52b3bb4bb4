package io.eigenstream.producers;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The order in which rows are sent. */
public enum RowOrder {
    /** As they stand in the input. */
    AS_IS("as-is"),
    /** Uniformly random, given by the seed. */
    SHUFFLED("shuffled");

    private final String word;

    RowOrder(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }

    static final class Converter implements ITypeConverter<RowOrder> {

        @Override
        public RowOrder convert(String text) {
            for (RowOrder order : values()) {
                if (order.word.equals(text.toLowerCase(Locale.ROOT))) {
                    return order;
                }
            }
            throw new TypeConversionException("'" + text + "' is no order, expected as-is or shuffled");
        }
    }
}
