package io.eigenstream.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many times as fast as the others some contestants are, by the medians of their rounds. */
final class Ratios {

    private final String contest;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    Ratios(String contest) {
        this.contest = contest;
    }

    void add(String contestant, double rowsPerSecond) {
        rates.computeIfAbsent(contestant, name -> new ArrayList<>()).add(rowsPerSecond);
    }

    /**
     * As comments of a CSV file: {@code # folds 8x4: plain is 3.19 times ejml, 2.25 times numpy}, a line for each of
     * ours; none when nobody else was measured.
     */
    List<String> lines(Set<String> ours) {
        List<String> others =
                rates.keySet().stream().filter(name -> !ours.contains(name)).toList();
        return rates.keySet().stream()
                .filter(name -> ours.contains(name) && !others.isEmpty())
                .map(name -> line(name, others))
                .toList();
    }

    private String line(String contestant, List<String> others) {
        return others.stream()
                .map(other -> String.format(Locale.ROOT, "%.2f times %s", median(contestant) / median(other), other))
                .collect(Collectors.joining(", ", "# " + contest + ": " + contestant + " is ", ""));
    }

    private double median(String contestant) {
        return Spread.of(rates.get(contestant).stream().mapToDouble(x -> x)).median();
    }
}
