package io.eigenstream.quickstart;

import io.eigenstream.topology.Settings;
import java.time.Duration;

/**
 * What came of a run.
 *
 * @param settings that the rows were judged with
 * @param estimates has the last estimates
 * @param results has counted the results
 * @param duration of all passes, each from the first row sent to the last result read
 */
record RunOutcome(Settings settings, RunTally estimates, RunTally results, Duration duration) {}
