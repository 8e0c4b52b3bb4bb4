package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.Section;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Keeps the sketches of one partition's rows. Every record ends as one score or as one dead letter, unless it asks for
 * estimates or to forget its matrix, or ends a group: a row is checked, scored by the model of the last fold, learned,
 * and its state stored, in that order, so that a row that is not accepted has touched nothing.
 *
 * <p>A matrix's partial, its whole local sketch, is forwarded after every {@code emit.every.rows} of its rows, at every
 * {@code emit.interval.ms} when it has new ones, and on request.
 *
 * <p>A matrix is forgotten by a record without a value, which is passed on to the other partitions, when it has been
 * idle for {@code matrix.idle.ms}, and, when that is wanted, by a row of another dimension.
 */
final class SketchRows implements Processor<byte[], byte[], Object, Object> {

    private final Settings settings;
    private final long emitEveryRows;
    private final boolean resets;
    private final boolean imputes;

    private ProcessorContext<Object, Object> context;
    private LocalMatrices matrices;
    private ChangeRecords changes;
    private OpenGroups groups;
    private Unsent unsent;

    SketchRows(Settings settings) {
        this.settings = settings;
        this.emitEveryRows = settings.getLong(Settings.EMIT_EVERY_ROWS);
        this.resets = settings.getString(Settings.DIMENSION_CHANGE).equals("reset");
        this.imputes = settings.getString(Settings.MISSING_VALUES).equals("impute");
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        matrices = new LocalMatrices(
                settings,
                partition(),
                context.getStateStore(EigenstreamTopology.SKETCHES_STORE),
                context.getStateStore(EigenstreamTopology.LAST_ROWS_STORE),
                new FeatureNames(context.getStateStore(EigenstreamTopology.FEATURES_STORE)),
                new LagEmbedding(
                        settings.lags(),
                        settings.largestDimension(),
                        context.getStateStore(EigenstreamTopology.LAGS_STORE)));
        changes = new ChangeRecords(partition(), settings.getInt(Settings.CONTRIBUTIONS));
        groups = new OpenGroups(
                context.getStateStore(EigenstreamTopology.GROUPS_STORE),
                settings.getLong(Settings.GROUP_IDLE_MS),
                settings.tornState());
        unsent = new Unsent(context.getStateStore(EigenstreamTopology.UNSENT_PARTIALS_STORE));
        schedule(settings.getLong(Settings.EMIT_INTERVAL_MS), PunctuationType.WALL_CLOCK_TIME, this::emitUnsent);
        schedule(groups.idleStepMs(), PunctuationType.STREAM_TIME, streamTime -> endIdleGroups());
        schedule(matrices.idleStepMs(), PunctuationType.STREAM_TIME, streamTime -> forgetIdle());
    }

    private void schedule(long intervalMs, PunctuationType time, Punctuator action) {
        if (intervalMs > 0) {
            context.schedule(Duration.ofMillis(intervalMs), time, action);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        RowRecord record = new RowRecord(raw);
        try {
            String name = record.matrix();
            if (record.asksForEstimates()) {
                emitOnRequest(name, raw.timestamp());
            } else if (record.asksToForget()) {
                forgetOnRequest(name, record);
            } else {
                accept(name, record.row(imputes), raw.timestamp());
            }
        } catch (RejectedRowException e) {
            deadLetter(raw, e.getMessage());
        }
    }

    private void accept(String name, MatrixRow row, long timestamp) {
        if (row.endsGroup()) {
            groups.end(name, row.group(), now()).ifPresent(group -> publish(group, timestamp));
        } else {
            absorb(name, row, timestamp);
        }
    }

    private void absorb(String name, MatrixRow row, long timestamp) {
        LiveMatrix known = matrices.get(name);
        boolean isReset = resets && known != null && known.columns().dimension() != row.values().length;
        LiveMatrix matrix = known == null || isReset ? matrices.begin(name, row) : known;
        MatrixRow embedded = matrix.embedded(row);
        CompletedRow completed = completed(matrix, embedded);
        if (isReset) {
            forget(name, timestamp, forgetting());
        }
        if (row.features() != null) {
            matrices.name(name, matrix, row.features());
        }
        AnomalyScore score = matrix.score(embedded, completed);
        context.forward(new Record<>(name, score, timestamp), EigenstreamTopology.SCORES_SINK);
        if (row.group() != null) {
            groups.add(score, now()).ifPresent(group -> publish(group, timestamp));
        }
        long time = Math.min(timestamp, context.currentSystemTimeMs());
        matrices.learn(name, matrix, embedded, completed, time)
                .map(change -> changes.record(name, row.index(), matrix, change))
                .ifPresent(change ->
                        context.forward(new Record<>(name, change, timestamp), EigenstreamTopology.CHANGES_SINK));
        emitWhenDue(name, matrix.sketch(), timestamp);
    }

    private void publish(GroupScore group, long timestamp) {
        context.forward(new Record<>(group.matrix(), group, timestamp), EigenstreamTopology.GROUPS_SINK);
    }

    /** The largest timestamp so far, unless it lies in the future: one wrong clock must not end what goes on. */
    private long now() {
        return Math.min(context.currentStreamTimeMs(), context.currentSystemTimeMs());
    }

    private void endIdleGroups() {
        long now = now();
        groups.endIdle(now).forEach(group -> publish(group, now));
    }

    private static CompletedRow completed(LiveMatrix matrix, MatrixRow row) {
        try {
            return matrix.completed(row);
        } catch (IllegalArgumentException e) {
            throw new RejectedRowException(e.getMessage());
        }
    }

    private void emitWhenDue(String name, MatrixSketch sketch, long timestamp) {
        if (sketch.rows() % emitEveryRows == 0) {
            emit(name, sketch, timestamp, new RecordHeaders());
            unsent.remove(name);
        } else {
            unsent.add(name);
        }
    }

    private void emitOnRequest(String name, long timestamp) {
        LiveMatrix matrix = matrices.get(name);
        if (matrix != null) {
            Headers request = new RecordHeaders().add(HeaderNames.EMIT, new byte[0]);
            emit(name, matrix.sketch(), timestamp, request);
            unsent.remove(name);
        }
    }

    private void emitUnsent(long now) {
        for (String name : unsent.removeAll()) {
            LiveMatrix matrix = matrices.get(name);
            if (matrix != null) {
                emit(name, matrix.sketch(), now, new RecordHeaders());
            }
        }
    }

    /** Forwards the sketch row by row, the one that makes it whole last; that one carries the headers. */
    private void emit(String name, MatrixSketch sketch, long timestamp, Headers headers) {
        sketch.folded().writeTo((section, slot, row) -> partial(name, section, slot, row, timestamp, headers));
    }

    private void partial(String name, Section section, int slot, double[] row, long timestamp, Headers headers) {
        context.forward(
                new Record<>(new SlotKey(name, partition(), section, slot), row, timestamp, headers),
                EigenstreamTopology.PARTIALS_SINK);
    }

    private int partition() {
        return context.taskId().partition();
    }

    /** Tells the other partitions, unless one of them has told this one. */
    private void forgetOnRequest(String name, RowRecord request) {
        long timestamp = request.raw().timestamp();
        if (!request.isFromAnotherPartition()) {
            context.forward(
                    new Record<>(new Forgotten(name, partition()), null, timestamp, forgetting()),
                    EigenstreamTopology.FORGOTTEN_SINK);
        }
        forget(name, timestamp, request.isFromAnotherPartition() ? new RecordHeaders() : forgetting());
    }

    private void forgetIdle() {
        long now = now();
        for (String name : matrices.idleAt(now)) {
            forget(name, now, new RecordHeaders());
        }
    }

    /** With tombstones for what was forwarded of the matrix; the last one retires the partial. */
    private void forget(String name, long timestamp, Headers headers) {
        LiveMatrix matrix = matrices.get(name);
        if (matrix == null) {
            partial(name, Section.SKETCH, 0, null, timestamp, headers);
            return;
        }
        matrix.sketch()
                .folded()
                .writeTo((section, slot, row) -> partial(name, section, slot, null, timestamp, headers));
        matrices.forget(name);
        groups.drop(name);
        unsent.remove(name);
    }

    private static Headers forgetting() {
        return new RecordHeaders().add(HeaderNames.FORGET, new byte[0]);
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
