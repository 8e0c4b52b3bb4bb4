package io.eigenstream.producers;

import io.eigenstream.serdes.TopicNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options of the connection to the cluster that a topology runs on, by the names of the topology's own settings. Values
 * may be secret: they are never printed.
 */
public final class ClientOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Brokers to begin with, separated by commas. Default: the setting bootstrap.servers, or"
                    + " localhost:9092.")
    private String bootstrapServers;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What the topics' names begin with. Default: the setting topic.prefix, or nothing.")
    private String topicPrefix;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file of settings, such as those for security; may be the topology's. Over it"
                    + " EIGENSTREAM_… variables, over them --set.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting; repeatable. Those of Kafka's clients begin with kafka., for example"
                    + " kafka.compression.type=zstd or kafka.security.protocol=SSL.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** A broker on this machine, topics without prefix. */
    public ClientOptions() {
        // picocli sets the options
    }

    /**
     * Settings of Kafka's clients, {@code bootstrap.servers} and security among them.
     *
     * @throws InputException when the properties file cannot be read
     */
    public Map<String, String> clientSettings() {
        return settings().kafka();
    }

    /** @throws InputException when the properties file cannot be read */
    public TopicNames topics() {
        return new TopicNames(settings().topicPrefix());
    }

    private ConnectionSettings settings() {
        ConnectionSettings settings = new ConnectionSettings();
        if (config != null) {
            settings.file(config);
        }
        try {
            settings.environment(System.getenv()).flags(set);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage(), e);
        }
        if (bootstrapServers != null) {
            settings.flags(Map.of(ConnectionSettings.BOOTSTRAP_SERVERS, bootstrapServers));
        }
        if (topicPrefix != null) {
            settings.flags(Map.of(ConnectionSettings.TOPIC_PREFIX, topicPrefix));
        }
        return settings;
    }
}
