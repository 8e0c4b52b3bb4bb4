package io.eigenstream.topology;

import io.eigenstream.sketches.Arithmetic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running application: one instance of {@link EigenstreamTopology}. */
public final class EigenstreamApplication implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(EigenstreamApplication.class);

    private final KafkaStreams streams;
    private final RestartBudget restarts;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private EigenstreamApplication(Settings settings) {
        streams = new KafkaStreams(EigenstreamTopology.build(settings), StreamsSettings.of(settings));
        restarts = new RestartBudget(settings.getInt(Settings.THREAD_RESTARTS), System::currentTimeMillis);
        streams.setUncaughtExceptionHandler(this::afterFailure);
    }

    /** A thread has failed; its transaction is aborted, and whoever goes on begins where it had committed. */
    private StreamThreadExceptionResponse afterFailure(Throwable error) {
        if (restarts.take()) {
            LOG.warn("a stream thread failed and is replaced", error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Creates missing topics, verifies the others, and starts; returns before the first rebalance.
     *
     * @throws org.apache.kafka.common.KafkaException when the cluster does not answer, a topic is not fit, or rows that
     *     are in the sketches would be counted again
     */
    public static EigenstreamApplication start(Settings settings) {
        Topics.prepare(settings);
        EigenstreamApplication application = new EigenstreamApplication(settings);
        LOG.info("kernels: {}", Arithmetic.inUse());
        application.streams.start();
        return application;
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Why the application stopped by itself; empty while it has not. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Commits, leaves the group, so that its partitions find a new owner at once, and stops; 25 seconds at most. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
