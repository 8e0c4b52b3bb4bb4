package io.eigenstream.quickstart.faults;

import io.eigenstream.serdes.DoublesSerde;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the topology has committed last: estimates by matrix, and the partials that they come from.
 *
 * @param partials rows of state of every partition's sketch of every matrix
 */
record Published(
        Map<String, Spectrum> spectra,
        Map<String, Eigenvector> eigenvectors,
        Map<String, Model> models,
        Map<SlotKey, double[]> partials) {

    static Published read(Map<String, String> client, TopicNames topics) {
        Map<SlotKey, double[]> partials = new HashMap<>();
        TopicContents.forEach(client, topics.partials(), record -> {
            SlotKey key = SlotKey.serde().deserializer().deserialize(topics.partials(), record.key());
            partials.put(key, new DoublesSerde().deserializer().deserialize(topics.partials(), record.value()));
        });
        return new Published(
                latest(client, topics.spectra(), RecordCodec.of(Spectrum.class)),
                latest(client, topics.eigenvectors(), RecordCodec.of(Eigenvector.class)),
                latest(client, topics.models(), RecordCodec.of(Model.class)),
                partials);
    }

    static Map<String, Spectrum> spectra(Map<String, String> client, TopicNames topics) {
        return latest(client, topics.spectra(), RecordCodec.of(Spectrum.class));
    }

    private static <T extends Record> Map<String, T> latest(
            Map<String, String> client, String topic, RecordCodec<T> codec) {
        Map<String, T> latest = new TreeMap<>();
        TopicContents.forEach(
                client,
                topic,
                record -> latest.put(new String(record.key(), StandardCharsets.UTF_8), codec.read(record.value())));
        return latest;
    }
}
