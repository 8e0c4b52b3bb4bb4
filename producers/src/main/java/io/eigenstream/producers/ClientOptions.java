package io.eigenstream.producers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Options of the connection to a cluster. Values of client settings may be secret: they are never printed. */
final class ClientOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            defaultValue = "${env:EIGENSTREAM_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "Brokers to begin with, separated by commas. Default: EIGENSTREAM_BOOTSTRAP_SERVERS, or"
                    + " localhost:9092.")
    private String bootstrapServers;

    @Option(
            names = "--producer-config",
            paramLabel = "FILE",
            description = "Properties file of settings of Kafka's producer, such as those for security.")
    private Path file;

    @Option(
            names = "-P",
            paramLabel = "KEY=VALUE",
            description = "One setting of Kafka's producer; wins over the file. Compression: -P compression.type=zstd.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** @throws InputException when the properties file cannot be read */
    Map<String, String> clientSettings() {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            Properties properties = load(file);
            properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
        }
        all.putAll(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "--producer-config " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
