package io.eigenstream.quickstart;

import io.eigenstream.producers.RowFeed;
import io.eigenstream.producers.SendOptions;
import io.eigenstream.topology.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/**
 * The whole job on one feed.
 *
 * @param err shows the progress
 */
record FileRun(RowFeed feed, SendOptions sending, StopSignal stop, PrintWriter err) {

    /** Every row is judged by the model of the rows before it. */
    RunOutcome causal(Settings settings, OutputListener files) {
        RunTally tally = new RunTally(files);
        Duration duration = pass("processed", feed).execute(settings, tally);
        return new RunOutcome(settings, tally, tally, duration);
    }

    /**
     * Every row is judged by one model, that of all rows, all in one partition. They pass the topology twice: first the
     * rows alone, which the model learns from, and at whose end the estimates are made; then, the model being frozen,
     * rows, groups and lines that are no rows, for their results.
     */
    RunOutcome whole(Settings settings, OutputListener files) {
        Settings learning = settings.with(Map.of(Settings.RELEARN_AFTER_ROWS, "0"));
        RunTally learned = new RunTally(new OnlyEstimates(files));
        Duration first = pass("learned", feed.rowsAlone()).execute(learning, learned);

        Settings judging = learning.with(Map.of(Settings.FREEZE_AFTER_ROWS, String.valueOf(learned.scored())));
        RunTally judged = RunTally.after(learned, new OnlyResults(files));
        Duration second = pass("judged", feed).execute(judging, judged);
        return new RunOutcome(judging, learned, judged, first.plus(second));
    }

    private Pass pass(String done, RowFeed rows) {
        return new Pass(done, rows, sending, stop, err);
    }
}
