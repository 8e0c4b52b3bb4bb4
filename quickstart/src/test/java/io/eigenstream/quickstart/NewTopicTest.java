package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.producers.Generator;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.producers.SentRows;
import io.eigenstream.serdes.TopicNames;
import io.eigenstream.serdes.WireFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows sent to topics that were created a moment ago. A broker that refuses a producer's first batch, because it has
 * the partition's metadata but not the partition yet, takes the second one; then the first is out of order until it
 * expires (KAFKA-15591).
 */
class NewTopicTest {

    private static final int TOPICS = 20;
    private static final int ROWS = 300;

    @TempDir
    private Path directory;

    @Test
    void takesRowsFromTheFirstOneOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, String> kafka = Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "linger.ms", "0",
                    "request.timeout.ms", "4000",
                    "delivery.timeout.ms", "5000");
            for (int i = 0; i < TOPICS; i++) {
                TopicNames topics = new TopicNames("t" + i + ".");
                admin.createTopics(List.of(new NewTopic(topics.rows(), 32, (short) 1)));
                try (RowSender sender = RowSender.connect(kafka, topics, WireFormat.AVRO)) {
                    RowFeed feed =
                            RowFeed.generated("m", Generator.spiked(4, 2, 1).limitedTo(ROWS));

                    assertThat(sender.send(feed, SendOptions.spread(), sent -> {}))
                            .isEqualTo(new SentRows(ROWS, 0));
                }
            }
        }
    }
}
