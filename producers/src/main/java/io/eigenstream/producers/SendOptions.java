package io.eigenstream.producers;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of how rows are sent. */
public final class SendOptions {

    @Option(
            names = "--spread",
            description = "Spread the rows over all partitions in turn. Without it all rows of the matrix go to one"
                    + " partition, which keeps their order.")
    private boolean spread;

    @Option(
            names = "--rate",
            paramLabel = "ROWS",
            converter = RateConverter.class,
            description = "At most this many rows per second. Default: no limit.")
    private double rowsPerSecond = Double.POSITIVE_INFINITY;

    /** One partition, no limit. */
    public SendOptions() {
        // picocli sets the options
    }

    /** One partition, at most this many rows per second. */
    public static SendOptions atRate(double rowsPerSecond) {
        SendOptions options = new SendOptions();
        options.rowsPerSecond = rowsPerSecond;
        return options;
    }

    /** All partitions in turn, no limit. */
    public static SendOptions spread() {
        SendOptions options = new SendOptions();
        options.spread = true;
        return options;
    }

    public boolean isSpread() {
        return spread;
    }

    double rowsPerSecond() {
        return rowsPerSecond;
    }

    private static final class RateConverter implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            double rate = NumberText.parse(text).orElse(Double.NaN);
            if (!(rate > 0)) {
                throw new TypeConversionException("'" + text + "' is not a number above 0");
            }
            return rate;
        }
    }
}
