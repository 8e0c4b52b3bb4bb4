package io.eigenstream.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told: our defaults, under what the {@code kafka.} settings say. */
public final class StreamsSettings {

    private static final String OLD_CACHE_SIZE = "cache.max.bytes.buffering";

    /** What decides that nothing is dropped from the state, and the one setting that is given elsewhere. */
    private static final Set<String> OWN = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default.production.exception.handler",
            "default.deserialization.exception.handler");

    private StreamsSettings() {}

    /** All that an application with these settings is started with. */
    public static Properties of(Settings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.getString(Settings.APPLICATION_ID));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "1000");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), "60000");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "5");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "262144");
        // a transaction begins while the brokers still mark the end of the one before, and is told to try again
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), "10");
        String largestMessage = Integer.toString(settings.getInt(Settings.TOPIC_MAX_MESSAGE_BYTES));
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largestMessage);
        // of the changelogs
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largestMessage);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "2000");
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionFailures.class);
        properties.put(ProductionFailures.TOPIC_PREFIX, settings.topics().prefix());
        properties.put("processing.exception.handler.global.enabled", "true");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000");
        properties.putAll(settings.kafka());
        return properties;
    }

    /**
     * What is wrong with settings for Kafka, each with the fix: all that would lose or repeat rows without a word.
     *
     * @param kafka without the prefix of our settings
     * @param approximate whether the user has accepted that rows are counted twice or not at all
     */
    static List<String> problems(Map<String, String> kafka, boolean approximate) {
        List<String> problems = new ArrayList<>();
        for (String key : new TreeSet<>(kafka.keySet())) {
            String value = kafka.get(key).trim();
            String given = Settings.KAFKA_PREFIX + key + "=" + value;
            if (OWN.contains(key)) {
                problems.add(Settings.KAFKA_PREFIX + key + " is not for the clients: " + advice(key));
            } else if (isCacheSize(key) && isZero(value)) {
                problems.add(given + ": without the record cache every row writes its state to the changelog at once;"
                        + " leave it out, or give it some bytes");
            } else if (key.equals(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)
                    && !value.equals(StreamsConfig.EXACTLY_ONCE_V2)
                    && !approximate) {
                problems.add(given + ": after a failure rows are counted twice or lost, for good; leave it out, or"
                        + " accept that with " + Settings.ACCEPT_APPROXIMATE + "=true");
            } else if (key.equals(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG)
                    && !value.toLowerCase(Locale.ROOT).equals("true")) {
                problems.add(given + ": generated names of changelogs change with the topology; leave it out");
            }
        }
        return problems;
    }

    private static boolean isCacheSize(String key) {
        return key.equals(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG) || key.equals(OLD_CACHE_SIZE);
    }

    private static boolean isZero(String value) {
        return value.matches("[-+]?0+");
    }

    private static String advice(String key) {
        return key.endsWith("handler")
                ? "what becomes of failed records is decided by the application; leave it out"
                : "use " + key;
    }
}
