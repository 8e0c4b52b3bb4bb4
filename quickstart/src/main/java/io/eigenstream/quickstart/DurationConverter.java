package io.eigenstream.quickstart;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as 30s, 2m and 1h. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smh])");

    @Override
    public Duration convert(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration, expected such as 30s, 2m or 1h");
        }
        long number = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
