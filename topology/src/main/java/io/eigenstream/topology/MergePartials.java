package io.eigenstream.topology;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.Section;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest partial of every (matrix, partition) and publishes what they say together, merged in the order of
 * the partitions. A newer partial replaces the older one of its partition, so nothing is counted twice; it does so in
 * one step when its last slot arrives, because slots of several partitions, commits and the clock come in between.
 *
 * <p>Published when the partials have {@code emit.every.rows} more rows than last time, at every
 * {@code emit.interval.ms} when they have any, and on request. What is published is aligned to what was last published.
 */
final class MergePartials implements Processor<SlotKey, double[], String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(MergePartials.class);

    private final Settings settings;
    private final Set<String> changed = new LinkedHashSet<>();

    private ProcessorContext<String, Object> context;
    /** Slots of partials that are not whole yet, over those of older ones: read when the last slot has come. */
    private KeyValueStore<SlotKey, double[]> arriving;

    private KeyValueStore<SlotKey, double[]> store;

    MergePartials(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        arriving = context.getStateStore(EigenstreamTopology.ARRIVING_STORE);
        store = context.getStateStore(EigenstreamTopology.PARTIALS_STORE);
        changed.clear();
        long interval = settings.getLong(Settings.EMIT_INTERVAL_MS);
        if (interval > 0) {
            context.schedule(Duration.ofMillis(interval), PunctuationType.WALL_CLOCK_TIME, this::publishChanged);
        }
    }

    @Override
    public void process(Record<SlotKey, double[]> slot) {
        SlotKey key = slot.key();
        arriving.put(key, slot.value());
        if (key.section() == Section.SKETCH) {
            MatrixSketch partial = new SketchState(arriving, key.matrix(), key.partition()).read();
            partial.writeTo(new SketchState(store, key.matrix(), key.partition()).writer());
            boolean requested = slot.headers().lastHeader(HeaderNames.EMIT) != null;
            PartialsIndex index = PartialsIndex.read(store, key.matrix()).with(key.partition(), partial.rows());
            index.write(store, key.matrix());
            publishWhenDue(key.matrix(), index, requested, slot.timestamp());
        }
    }

    private void publishWhenDue(String name, PartialsIndex index, boolean requested, long timestamp) {
        long newRows = index.rows() - index.publishedRows();
        if (requested || newRows >= settings.getLong(Settings.EMIT_EVERY_ROWS)) {
            publish(name, index, timestamp);
            changed.remove(name);
        } else {
            changed.add(name);
        }
    }

    private void publishChanged(long now) {
        List<String> names = List.copyOf(changed);
        changed.clear();
        for (String name : names) {
            publish(name, PartialsIndex.read(store, name), now);
        }
    }

    private void publish(String name, PartialsIndex index, long timestamp) {
        PartialsIndex published = index.published();
        LastAnswers last = LastAnswers.read(store, name);
        Estimates estimates = new Estimates(name, merged(name, index), published.sequence(), last, settings);
        forward(name, estimates.eigenvector(), timestamp, EigenstreamTopology.EIGENVECTORS_SINK);
        forward(name, estimates.spectrum(), timestamp, EigenstreamTopology.SPECTRA_SINK);
        forward(name, estimates.model(), timestamp, EigenstreamTopology.MODELS_SINK);
        published.write(store, name);
        estimates.answers().write(store, name);
    }

    /** All partials of the shape that most rows have: partitions may disagree about a matrix's dimension. */
    private MatrixSummary merged(String name, PartialsIndex index) {
        List<MatrixSketch> partials = index.partitions().stream()
                .map(partition -> new SketchState(store, name, partition).read())
                .toList();
        MatrixSketch largest = partials.stream()
                .max(Comparator.comparingLong(MatrixSketch::rows))
                .orElseThrow();
        MatrixSummary merged = null;
        for (MatrixSketch partial : partials) {
            if (!partial.parameters().mergesWith(largest.parameters())) {
                LOG.warn(
                        "matrix {}: a partial of {} rows is left out, it has {} and most rows have {}",
                        name,
                        partial.rows(),
                        partial.parameters(),
                        largest.parameters());
            } else if (merged == null) {
                merged = partial.summary();
            } else {
                merged.merge(partial.summary());
            }
        }
        return merged;
    }

    private void forward(String name, Object estimate, long timestamp, String sink) {
        context.forward(new Record<>(name, estimate, timestamp), sink);
    }
}
