package io.eigenstream.quickstart;

import io.eigenstream.producers.Progress;
import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.RowSender;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.producers.SentRows;
import io.eigenstream.topology.EigenstreamApplication;
import io.eigenstream.topology.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** One feed through the topology: runs it, sends the rows, and reads results until all of them have come. */
final class Pass {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String done;
    private final RowFeed feed;
    private final SendOptions sending;
    private final StopSignal stop;
    private final PrintWriter err;

    private final AtomicLong handedOver = new AtomicLong();
    private long lastMoves;
    private long lastMoveNanos;

    /**
     * @param done what has been done with the rows that the progress counts
     * @param err shows the progress
     */
    Pass(String done, RowFeed feed, SendOptions sending, StopSignal stop, PrintWriter err) {
        this.done = done;
        this.feed = feed;
        this.sending = sending;
        this.stop = stop;
        this.err = err;
    }

    /**
     * Runs until every row has its result and the estimates cover every accepted row, those of passes before among
     * them. What else there is of the rows, as groups, was committed by then.
     *
     * @return the time from the first row sent to the last result read
     * @throws CommandFailure when that cannot be reached
     */
    Duration execute(Settings settings, RunTally tally) {
        lastMoveNanos = System.nanoTime();
        try (EigenstreamApplication application = EigenstreamApplication.start(settings);
                OutputReader reader = OutputReader.live(settings.kafka(), settings.topics(), 0);
                RowSender sender = RowSender.connect(settings.kafka(), settings.topics(), settings.wireFormat())) {
            while (application.state() != KafkaStreams.State.RUNNING) {
                readSome(reader, tally, application);
            }
            long startNanos = System.nanoTime();
            try (BackgroundFeeds feeds = BackgroundFeeds.start(List.of(sendAll(sender)));
                    Progress progress = Progress.start(err, done, feed.itemCount())) {
                while (!isComplete(tally, feeds)) {
                    readSome(reader, tally, application);
                    progress.accept(tally.processed());
                }
            }
            BooleanSupplier isAllRead = reader.untilNow();
            while (!isAllRead.getAsBoolean()) {
                readSome(reader, tally, application);
            }
            return Duration.ofNanos(System.nanoTime() - startNanos);
        }
    }

    private Callable<SentRows> sendAll(RowSender sender) {
        return () -> {
            SentRows sent = sender.send(feed, sending, handedOver::set);
            sender.requestEstimates(feed.matrix(), sending);
            return sent;
        };
    }

    private boolean isComplete(RunTally tally, BackgroundFeeds feeds) {
        long sent = feeds.sent().map(SentRows::total).orElse(Long.MAX_VALUE);
        if (tally.processed() < sent) {
            return false;
        }
        if (tally.scored() == 0) {
            throw new CommandFailure(tally.firstRejected()
                    .map(first ->
                            "none of the " + Figures.count(sent) + " rows was accepted; the first: " + first.reason())
                    .orElse("there are no rows in the input"));
        }
        return tally.estimatesAreFinal();
    }

    private void readSome(OutputReader reader, RunTally tally, EigenstreamApplication application) {
        int records = reader.poll(POLL_TIMEOUT, tally);
        if (stop.isRequested()) {
            throw new CommandFailure("stopped; no results were written");
        }
        application.failure().ifPresent(CommandFailure::throwForTopology);
        long moves = handedOver.get() + records;
        if (records > 0 || moves != lastMoves) {
            lastMoves = moves;
            lastMoveNanos = System.nanoTime();
        } else if (System.nanoTime() - lastMoveNanos > PATIENCE.toNanos()) {
            throw new CommandFailure("nothing has come for %d s: %s of %s rows sent have a result; the topology is %s"
                    .formatted(
                            PATIENCE.toSeconds(),
                            Figures.count(tally.processed()),
                            Figures.count(handedOver.get()),
                            application.state()));
        }
    }
}
