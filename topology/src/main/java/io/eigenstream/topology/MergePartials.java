package io.eigenstream.topology;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.Section;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
 * one step when its last slot arrives, because slots of several partitions, commits and the clock come in between: it
 * has a buffer of its own until then ({@link PartialsIndex}).
 *
 * <p>Published when the partials have {@code emit.every.rows} more rows than last time, at every
 * {@code emit.interval.ms} when they have any, and on request. What is published is aligned to what was last published.
 *
 * <p>A tombstone retires the partial of a partition, or, when the whole matrix is forgotten, all of them. After the
 * last one the estimates get tombstones too.
 */
final class MergePartials implements Processor<SlotKey, double[], String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(MergePartials.class);

    private final Settings settings;
    private final DetectorParameters detection;
    private final TornState torn;

    private ProcessorContext<String, Object> context;
    private KeyValueStore<SlotKey, double[]> store;
    private Unsent unsent;
    private String lastName;
    private PartialsIndex lastIndex;

    MergePartials(Settings settings) {
        this.settings = settings;
        this.detection = settings.detection();
        this.torn = settings.tornState();
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        store = context.getStateStore(EigenstreamTopology.PARTIALS_STORE);
        unsent = new Unsent(context.getStateStore(EigenstreamTopology.UNSENT_ESTIMATES_STORE));
        lastIndex = null;
        long interval = settings.getLong(Settings.EMIT_INTERVAL_MS);
        if (interval > 0) {
            context.schedule(Duration.ofMillis(interval), PunctuationType.WALL_CLOCK_TIME, this::publishUnsent);
        }
    }

    @Override
    public void process(Record<SlotKey, double[]> slot) {
        SlotKey key = slot.key();
        boolean isLast = key.section() == Section.SKETCH;
        if (slot.value() != null) {
            arrive(slot, isLast);
        } else if (isLast) {
            boolean isForgotten = slot.headers().lastHeader(HeaderNames.FORGET) != null;
            PartialsIndex index = index(key.matrix());
            retire(key.matrix(), index, isForgotten ? index.partitions() : Set.of(key.partition()), slot.timestamp());
        }
    }

    private void arrive(Record<SlotKey, double[]> slot, boolean isLast) {
        String name = slot.key().matrix();
        int partition = slot.key().partition();
        PartialsIndex index = index(name);
        SketchState arriving = new SketchState(store, name, index.arrivalBuffer(partition));
        arriving.writer().write(slot.key().section(), slot.key().slot(), slot.value());
        MatrixSketch partial = isLast ? arrived(arriving) : null;
        if (partial != null) {
            PartialsIndex more = index.with(partition, partial.rows());
            write(name, more);
            boolean requested = slot.headers().lastHeader(HeaderNames.EMIT) != null;
            publishWhenDue(name, more, requested, slot.timestamp());
        }
    }

    /** The partial; null when some of it was compacted away, which is so when a newer one follows. */
    private MatrixSketch arrived(SketchState state) {
        try {
            return state.read(detection);
        } catch (CorruptStateException e) {
            LOG.warn("matrix {}: a partial is left out until the next one: {}", state.matrix(), e.getMessage());
            return null;
        }
    }

    /** A partial that is in use; null when it is torn, until the next one comes. */
    private MatrixSketch read(SketchState state) {
        return torn.read(() -> "a partial of matrix " + state.matrix(), () -> state.read(detection), () -> {
            state.delete();
            return null;
        });
    }

    private void retire(String name, PartialsIndex index, Collection<Integer> partitions, long timestamp) {
        PartialsIndex fewer = index;
        for (int partition : partitions) {
            PartialsIndex.buffers(partition).forEach(buffer -> new SketchState(store, name, buffer).delete());
            fewer = fewer.without(partition);
        }
        if (fewer.partitions().isEmpty()) {
            PartialsIndex.delete(store, name);
            lastIndex = null;
            LastAnswers.delete(store, name);
            unsent.remove(name);
            for (String sink : List.of(
                    EigenstreamTopology.EIGENVECTORS_SINK,
                    EigenstreamTopology.SPECTRA_SINK,
                    EigenstreamTopology.MODELS_SINK)) {
                forward(name, null, timestamp, sink);
            }
        } else {
            write(name, fewer);
            unsent.add(name);
        }
    }

    /** Read once for the slots of a partial, which mostly come one after the other. */
    private PartialsIndex index(String name) {
        if (lastIndex == null || !name.equals(lastName)) {
            lastIndex = PartialsIndex.read(store, name);
            lastName = name;
        }
        return lastIndex;
    }

    private void write(String name, PartialsIndex index) {
        index.write(store, name);
        lastIndex = index;
        lastName = name;
    }

    private void publishWhenDue(String name, PartialsIndex index, boolean requested, long timestamp) {
        long newRows = index.rows() - index.publishedRows();
        if (requested || newRows >= settings.getLong(Settings.EMIT_EVERY_ROWS)) {
            publish(name, index, timestamp);
            unsent.remove(name);
        } else {
            unsent.add(name);
        }
    }

    private void publishUnsent(long now) {
        for (String name : unsent.removeAll()) {
            publish(name, index(name), now);
        }
    }

    private void publish(String name, PartialsIndex index, long timestamp) {
        List<MatrixSketch> partials = partials(name, index);
        if (partials.isEmpty()) {
            return;
        }
        PartialsIndex published = index.published();
        Estimates estimates = new Estimates(name, merged(name, partials), published.sequence(), lastAnswers(name));
        forward(name, estimates.eigenvector(), timestamp, EigenstreamTopology.EIGENVECTORS_SINK);
        forward(name, estimates.spectrum(), timestamp, EigenstreamTopology.SPECTRA_SINK);
        forward(name, estimates.model(), timestamp, EigenstreamTopology.MODELS_SINK);
        write(name, published);
        estimates.answers().write(store, name);
    }

    private LastAnswers lastAnswers(String name) {
        return torn.read(() -> "the signs of matrix " + name, () -> LastAnswers.read(store, name), () -> {
            LastAnswers.delete(store, name);
            return LastAnswers.read(store, name);
        });
    }

    private List<MatrixSketch> partials(String name, PartialsIndex index) {
        return index.partitions().stream()
                .map(partition -> read(new SketchState(store, name, index.buffer(partition))))
                .filter(Objects::nonNull)
                .toList();
    }

    /** All partials of the shape that most rows have: partitions may disagree about a matrix's dimension. */
    private static MatrixSummary merged(String name, List<MatrixSketch> partials) {
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
