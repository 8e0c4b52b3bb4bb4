package io.eigenstream.topology;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sketches whose rows would be read, and counted, once more: brokers drop the offsets of a group that has had no member
 * for {@code offsets.retention.minutes}, seven days by default, but keep the changelog of its sketches.
 *
 * <p>Exactly once, both are committed together. So where a sketch was committed and no offset is there, it was lost.
 */
final class LostOffsets {

    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final Settings settings;
    private final String group;
    private final String rows;
    private final TopicDescription changelog;

    private LostOffsets(Admin admin, Settings settings, TopicDescription changelog) {
        this.admin = admin;
        this.settings = settings;
        this.group = settings.getString(Settings.APPLICATION_ID);
        this.rows = settings.topics().rows();
        this.changelog = changelog;
    }

    /**
     * Does nothing when none are lost.
     *
     * @param changelog of the sketches
     * @throws KafkaException when some are, naming the partitions and the fix
     */
    static void requireNone(Admin admin, Settings settings, TopicDescription changelog)
            throws ExecutionException, InterruptedException {
        new LostOffsets(admin, settings, changelog).requireNone();
    }

    private void requireNone() throws ExecutionException, InterruptedException {
        Set<Integer> uncommitted = partitionsWithoutOffset();
        if (uncommitted.isEmpty()) {
            return;
        }
        String lost = withSketches(uncommitted).stream().map(String::valueOf).collect(Collectors.joining(","));
        if (!lost.isEmpty()) {
            throw new KafkaException(
                    "the group %s has no offsets in the partitions %s of %s, but there are sketches of their rows,"
                                    .formatted(group, lost, rows)
                            + " which would be counted again; brokers drop the offsets of a group that is away for"
                            + " offsets.retention.minutes. Say where the rows go on that are not counted yet:"
                            + " kafka-consumer-groups.sh --bootstrap-server %s --group %s --topic %s:%s --reset-offsets"
                                    .formatted(settings.bootstrapServers(), group, rows, lost)
                            + " --to-datetime WHEN-IT-STOPPED --execute; or forget the sketches by deleting all topics"
                            + " of the application that end in -changelog, and "
                            + settings.topics().partials());
        }
    }

    private Set<Integer> partitionsWithoutOffset() throws ExecutionException, InterruptedException {
        Set<Integer> partitions = new TreeSet<>();
        changelog.partitions().forEach(partition -> partitions.add(partition.partition()));
        committed().forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(rows)) {
                partitions.remove(partition.partition());
            }
        });
        return partitions;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    /** Those of the partitions that have a committed sketch in the changelog, not forgotten since. */
    private Set<Integer> withSketches(Set<Integer> partitions) {
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Set<Integer> found = new TreeSet<>();
        try (KafkaConsumer<SlotKey, byte[]> consumer =
                new KafkaConsumer<>(client, SlotKey.serde().deserializer(), new ByteArrayDeserializer())) {
            for (int partition : partitions) {
                if (hasSketch(consumer, new TopicPartition(changelog.name(), partition))) {
                    found.add(partition);
                }
            }
        }
        return found;
    }

    private static boolean hasSketch(KafkaConsumer<SlotKey, byte[]> consumer, TopicPartition partition) {
        List<TopicPartition> only = List.of(partition);
        consumer.assign(only);
        consumer.seekToBeginning(only);
        long end = consumer.endOffsets(only).get(partition);
        Set<String> matrices = new HashSet<>();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<SlotKey, byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                if (record.key().section() == Section.SKETCH) {
                    note(record, matrices);
                }
            }
        }
        return !matrices.isEmpty();
    }

    private static void note(ConsumerRecord<SlotKey, byte[]> header, Set<String> matrices) {
        if (header.value() == null) {
            matrices.remove(header.key().matrix());
        } else {
            matrices.add(header.key().matrix());
        }
    }
}
