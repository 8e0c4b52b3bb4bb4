package io.eigenstream.topology;

import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the sketches of one partition's rows. Every record ends as one score or as one dead letter, unless it asks for
 * estimates: a row is checked, scored by the model of the last fold, learned, and its state stored, in that order, so
 * that a row that is not accepted has touched nothing.
 *
 * <p>A matrix's partial, its whole local sketch, is forwarded after every {@code emit.every.rows} of its rows, at every
 * {@code emit.interval.ms} when it has new ones, and on request.
 */
final class SketchRows implements Processor<byte[], byte[], Object, Object> {

    private final Settings settings;
    private final long emitEveryRows;
    private final Set<String> changed = new LinkedHashSet<>();

    private ProcessorContext<Object, Object> context;
    private KeyValueStore<SlotKey, double[]> store;
    private LiveMatrices live;

    SketchRows(Settings settings) {
        this.settings = settings;
        this.emitEveryRows = settings.getLong(Settings.EMIT_EVERY_ROWS);
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        store = context.getStateStore(EigenstreamTopology.SKETCHES_STORE);
        live = new LiveMatrices(settings.getLong(Settings.SKETCH_HEAP_BYTES));
        changed.clear();
        long interval = settings.getLong(Settings.EMIT_INTERVAL_MS);
        if (interval > 0) {
            context.schedule(Duration.ofMillis(interval), PunctuationType.WALL_CLOCK_TIME, this::emitChanged);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        RowRecord record = new RowRecord(raw);
        try {
            if (record.asksForEstimates()) {
                emitOnRequest(record.matrix(), raw.timestamp());
            } else {
                absorb(record.matrix(), record.row(), raw.timestamp());
            }
        } catch (RejectedRowException e) {
            deadLetter(raw, e.getMessage());
        }
    }

    private void absorb(String name, MatrixRow row, long timestamp) {
        LiveMatrix matrix = live(name);
        boolean isNew = matrix == null;
        if (isNew) {
            matrix = new LiveMatrix(name, new MatrixSketch(parameters(name, row)), settings);
        }
        try {
            matrix.require(row);
        } catch (IllegalArgumentException e) {
            throw new RejectedRowException(e.getMessage());
        }
        if (isNew) {
            live.put(name, matrix);
        }
        context.forward(new Record<>(name, matrix.score(row), timestamp), EigenstreamTopology.SCORES_SINK);
        learn(name, matrix, row, timestamp);
    }

    private void learn(String name, LiveMatrix matrix, MatrixRow row, long timestamp) {
        MatrixSketch sketch = matrix.sketch();
        if (matrix.learn(row)) {
            sketch.writeTo(state(name).writer());
        } else {
            sketch.writeLastUpdateTo(state(name).writer());
        }
        if (sketch.rows() % emitEveryRows == 0) {
            emit(name, sketch, timestamp, new RecordHeaders());
            changed.remove(name);
        } else {
            changed.add(name);
        }
    }

    private SketchParameters parameters(String name, MatrixRow row) {
        return new SketchParameters(
                        row.values().length,
                        settings.getInt(Settings.SKETCH_SIZE),
                        settings.getInt(Settings.HEAVY_ROWS),
                        settings.getLong(Settings.SKETCH_SEED))
                .forPartition(name, partition());
    }

    /** The matrix, from the heap or else from the store; null when it is in neither. */
    private LiveMatrix live(String name) {
        LiveMatrix matrix = live.get(name);
        if (matrix != null) {
            return matrix;
        }
        MatrixSketch stored = state(name).read();
        if (stored == null) {
            return null;
        }
        matrix = new LiveMatrix(name, stored, settings);
        live.put(name, matrix);
        return matrix;
    }

    private SketchState state(String name) {
        return new SketchState(store, name, partition());
    }

    private int partition() {
        return context.taskId().partition();
    }

    private void emitOnRequest(String name, long timestamp) {
        LiveMatrix matrix = live(name);
        if (matrix != null) {
            Headers request = new RecordHeaders().add(HeaderNames.EMIT, new byte[0]);
            emit(name, matrix.sketch(), timestamp, request);
            changed.remove(name);
        }
    }

    private void emitChanged(long now) {
        List<String> names = List.copyOf(changed);
        changed.clear();
        for (String name : names) {
            emit(name, live(name).sketch(), now, new RecordHeaders());
        }
    }

    /** Forwards the sketch row by row, the one that makes it whole last; that one carries the headers. */
    private void emit(String name, MatrixSketch sketch, long timestamp, Headers headers) {
        int partition = partition();
        sketch.folded()
                .writeTo((section, slot, row) -> context.forward(
                        new Record<>(new SlotKey(name, partition, section, slot), row, timestamp, headers),
                        EigenstreamTopology.PARTIALS_SINK));
    }

    private void deadLetter(Record<byte[], byte[]> raw, String reason) {
        Headers headers = new RecordHeaders(raw.headers());
        headers.remove(HeaderNames.UNREADABLE);
        headers.add(HeaderNames.REASON, utf8(reason));
        context.recordMetadata().ifPresent(origin -> addOrigin(headers, origin));
        context.forward(
                new Record<>(raw.key(), raw.value(), raw.timestamp(), headers), EigenstreamTopology.DEAD_LETTER_SINK);
    }

    private static void addOrigin(Headers headers, RecordMetadata origin) {
        headers.add(HeaderNames.TOPIC, utf8(origin.topic()));
        headers.add(HeaderNames.PARTITION, utf8(Integer.toString(origin.partition())));
        headers.add(HeaderNames.OFFSET, utf8(Long.toString(origin.offset())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
