package io.eigenstream.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The key of a record that tells the other partitions to forget a matrix.
 *
 * @param origin the partition that knows it already
 */
record Forgotten(String matrix, int origin) {

    /** As a row's key: the name. */
    static Serializer<Forgotten> serializer() {
        return (topic, key) -> key.matrix.getBytes(StandardCharsets.UTF_8);
    }

    /** To every partition but the origin. */
    static StreamPartitioner<Forgotten, byte[]> toTheOthers() {
        return (topic, key, value, partitions) -> Optional.of(IntStream.range(0, partitions)
                .filter(partition -> partition != key.origin)
                .boxed()
                .collect(Collectors.toSet()));
    }
}
