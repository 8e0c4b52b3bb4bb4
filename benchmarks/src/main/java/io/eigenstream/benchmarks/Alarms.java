package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How flagged rows compare with the labels.
 *
 * @param falseAlarmRate share of the normal rows that are flagged
 * @param recall share of the anomalous rows that are
 * @param f1 harmonic mean of recall and precision
 * @param segmentsFound share of the runs of anomalous rows with a flagged one
 * @param delay median number of rows before the first flagged one, of the runs that have one
 */
record Alarms(double falseAlarmRate, double recall, double f1, double segmentsFound, OptionalDouble delay) {

    static Alarms of(boolean[] flagged, boolean[] anomalous) {
        int truePositives = 0;
        int falsePositives = 0;
        int positives = 0;
        for (int i = 0; i < flagged.length; i++) {
            positives += anomalous[i] ? 1 : 0;
            truePositives += flagged[i] && anomalous[i] ? 1 : 0;
            falsePositives += flagged[i] && !anomalous[i] ? 1 : 0;
        }
        int segments = 0;
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < flagged.length; i++) {
            if (anomalous[i] && (i == 0 || !anomalous[i - 1])) {
                segments++;
                int first = i;
                while (first < flagged.length && anomalous[first] && !flagged[first]) {
                    first++;
                }
                if (first < flagged.length && anomalous[first]) {
                    delays.add(first - i);
                }
            }
        }
        Collections.sort(delays);
        return new Alarms(
                (double) falsePositives / Math.max(1, flagged.length - positives),
                (double) truePositives / Math.max(1, positives),
                2.0 * truePositives / Math.max(1, positives + truePositives + falsePositives),
                (double) delays.size() / Math.max(1, segments),
                delays.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(delays.get(delays.size() / 2)));
    }
}
