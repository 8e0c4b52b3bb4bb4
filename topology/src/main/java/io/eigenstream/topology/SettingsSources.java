package io.eigenstream.topology;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** Where settings come from, each source over the one before: a properties file, the environment, flags. */
final class SettingsSources {

    private static final String VARIABLE_PREFIX = "EIGENSTREAM_";

    private final Map<String, String> values = new TreeMap<>();

    /** @throws ConfigException when the file cannot be read, naming it */
    SettingsSources file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("the settings file " + file + " could not be read: " + e.getMessage());
        }
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key).trim()));
        return this;
    }

    /**
     * Variables EIGENSTREAM_NAME. In the name, _ stands for a dot, __ for an underscore and ___ for a dash, as in
     * Kafka's own images: EIGENSTREAM_EMIT_EVERY_ROWS is emit.every.rows.
     */
    SettingsSources environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                values.put(key(name.substring(VARIABLE_PREFIX.length())), value);
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

    SettingsSources flags(Map<String, String> flags) {
        values.putAll(flags);
        return this;
    }

    /** @throws ConfigException listing every problem at once */
    Settings settings() {
        return Settings.of(values);
    }
}
