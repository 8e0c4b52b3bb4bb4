package io.eigenstream.producers;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Says why a cluster could not be used, and which setting to look at, without the values of secret ones. */
public final class ConnectionProblem {

    private static final Map<Class<? extends Throwable>, String> SETTINGS = Map.of(
            SaslAuthenticationException.class,
            "is kafka.sasl.jaas.config right?",
            UnsupportedSaslMechanismException.class,
            "is kafka.sasl.mechanism right?",
            SslAuthenticationException.class,
            "are kafka.ssl.truststore.location and the other kafka.ssl. settings right?");

    private static final String STORE_SETTINGS = "are its password and its type right in the kafka.ssl. settings?";

    /** A value that its setting cannot have may be a secret that stands in the wrong place. */
    private static final Pattern INVALID_VALUE =
            Pattern.compile("Invalid value .* for(?= configuration )", Pattern.DOTALL);

    private ConnectionProblem() {}

    /**
     * The message of the first cause: Kafka wraps it in several that only say that a client was not made.
     *
     * @param kafka settings of the client
     */
    public static String of(Throwable failure, Map<String, String> kafka) {
        String settings = "";
        Throwable cause = failure;
        while (cause.getCause() != null && !isUnreadableStore(cause)) {
            settings = SETTINGS.getOrDefault(cause.getClass(), settings);
            cause = cause.getCause();
        }
        settings = isUnreadableStore(cause) ? STORE_SETTINGS : SETTINGS.getOrDefault(cause.getClass(), settings);
        String message =
                INVALID_VALUE.matcher(String.valueOf(cause.getMessage())).replaceFirst("Invalid value for");
        return Secrets.masked(message, kafka) + (settings.isEmpty() ? "" : "; " + settings);
    }

    /** Its causes are those of cryptography, and name no file. */
    private static boolean isUnreadableStore(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("Failed to load SSL keystore ");
    }
}
