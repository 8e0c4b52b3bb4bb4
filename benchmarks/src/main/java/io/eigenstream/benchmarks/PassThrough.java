package io.eigenstream.benchmarks;

import io.eigenstream.topology.Settings;
import io.eigenstream.topology.StreamsSettings;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The application that does nothing: it answers every row with one record, always of the same bytes, and is set up as
 * the topology is. What Kafka Streams itself costs.
 */
public final class PassThrough {

    private PassThrough() {}

    /** Runs until it is killed; the arguments are servers, application, directory, and the answer in Base64. */
    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = Settings.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                arguments[0],
                Settings.APPLICATION_ID,
                arguments[1],
                "kafka.state.dir",
                arguments[2]));
        byte[] answer = Base64.getDecoder().decode(arguments[3]);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(settings.topics().rows(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(row -> answer)
                .to(settings.topics().scores(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        try (KafkaStreams streams = new KafkaStreams(builder.build(), StreamsSettings.of(settings))) {
            streams.start();
            new CountDownLatch(1).await();
        }
    }
}
