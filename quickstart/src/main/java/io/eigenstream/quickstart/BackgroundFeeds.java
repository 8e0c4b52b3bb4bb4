package io.eigenstream.quickstart;

import io.eigenstream.producers.SentRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Feeds that are being sent, each by a thread of its own. */
final class BackgroundFeeds implements AutoCloseable {

    private static final int STOP_SECONDS = 10;

    private final ExecutorService threads;
    private final List<Future<SentRows>> feeds = new ArrayList<>();

    private BackgroundFeeds(ExecutorService threads) {
        this.threads = threads;
    }

    static BackgroundFeeds start(List<Callable<SentRows>> feeds) {
        BackgroundFeeds started = new BackgroundFeeds(Executors.newFixedThreadPool(feeds.size()));
        feeds.forEach(feed -> started.feeds.add(started.threads.submit(feed)));
        return started;
    }

    /**
     * What was sent, once every feed has ended.
     *
     * @throws RuntimeException a feed's own, when one has failed
     */
    Optional<SentRows> sent() {
        SentRows total = new SentRows(0, 0);
        boolean allDone = true;
        for (Future<SentRows> feed : feeds) {
            if (feed.isDone()) {
                SentRows sent = result(feed);
                total = new SentRows(total.rows() + sent.rows(), total.badLines() + sent.badLines());
            } else {
                allDone = false;
            }
        }
        return allDone ? Optional.of(total) : Optional.empty();
    }

    private static SentRows result(Future<SentRows> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a feed failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    /** Stops the feeds that have not ended. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
