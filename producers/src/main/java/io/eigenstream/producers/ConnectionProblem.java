package io.eigenstream.producers;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** Says why Kafka's clients could not be set up, without the values of their settings: they may be secret. */
final class ConnectionProblem {

    private ConnectionProblem() {}

    /** The message of the first cause: Kafka wraps it in several that only say that a client was not made. */
    static String of(Throwable failure, Map<String, String> kafka) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        for (Map.Entry<String, String> setting : kafka.entrySet()) {
            boolean isPublic = setting.getKey().equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
            if (!isPublic && !setting.getValue().isEmpty()) {
                message = message.replace(setting.getValue(), "***");
            }
        }
        return message;
    }
}
