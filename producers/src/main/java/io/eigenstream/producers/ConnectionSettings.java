package io.eigenstream.producers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The topology's settings that its producers and readers have too, under the same names: where the brokers are, what
 * the topics' names begin with, and what goes to Kafka's clients. Each source is over the one before. Values may be
 * secret.
 */
public final class ConnectionSettings {

    static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String KAFKA_PREFIX = "kafka.";

    private static final String NO_PREFIX = "";
    private static final String LOCAL_BROKER = "localhost:9092";
    private static final String VARIABLE_PREFIX = "EIGENSTREAM_";

    private final Map<String, String> values = new TreeMap<>();

    /** None given yet: a broker on this machine, topics without prefix. */
    public ConnectionSettings() {
        values.put(BOOTSTRAP_SERVERS, LOCAL_BROKER);
        values.put(TOPIC_PREFIX, NO_PREFIX);
    }

    /**
     * A properties file. It may be the topology's: settings that only that has are left to it.
     *
     * @throws InputException when it cannot be read, naming it
     */
    public ConnectionSettings file(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "--config " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
        properties
                .stringPropertyNames()
                .forEach(key -> take(key, properties.getProperty(key).trim()));
        return this;
    }

    /** Variables EIGENSTREAM_NAME; in the name, _ stands for a dot, __ for an underscore and ___ for a dash. */
    public ConnectionSettings environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                take(key(name.substring(VARIABLE_PREFIX.length())), value);
            }
        });
        return this;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    /** @throws IllegalArgumentException when there is no such setting, naming it without its value */
    public ConnectionSettings flags(Map<String, String> flags) {
        flags.forEach((key, value) -> {
            if (!take(key, value)) {
                throw new IllegalArgumentException("no setting " + key + " here, expected " + BOOTSTRAP_SERVERS + ", "
                        + TOPIC_PREFIX + " or one of Kafka's clients behind " + KAFKA_PREFIX);
            }
        });
        return this;
    }

    private boolean take(String key, String value) {
        boolean known = values.containsKey(key) || key.startsWith(KAFKA_PREFIX);
        if (known) {
            values.put(key, value);
        }
        return known;
    }

    String topicPrefix() {
        return values.get(TOPIC_PREFIX);
    }

    /** What goes to Kafka's clients, without the prefix, and where the brokers are. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                kafka.put(key.substring(KAFKA_PREFIX.length()), value);
            }
        });
        kafka.put(BOOTSTRAP_SERVERS, values.get(BOOTSTRAP_SERVERS));
        return kafka;
    }
}
