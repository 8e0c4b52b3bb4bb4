package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Gathers what a live view shows: the latest estimates of every matrix, the last few anomalies and
 * new regimes. */
final class LiveState implements OutputListener {

    private static final int ANOMALIES_KEPT = 8;
    private static final int CHANGES_KEPT = 3;

    private final Predicate<String> watched;
    private final Map<String, Tally> matrices = new TreeMap<>();
    private final Deque<AnomalyScore> latestAnomalies = new ArrayDeque<>();
    private final Deque<SubspaceChange> latestChanges = new ArrayDeque<>();
    private long rejected;
    private Duration lastSnapshot = Duration.ZERO;

    /** @param watched tells the names of the matrices to gather */
    LiveState(Predicate<String> watched) {
        this.watched = watched;
    }

    @Override
    public void score(AnomalyScore score) {
        tally(score.matrix()).ifPresent(tally -> {
            tally.scored++;
            if (score.anomalous()) {
                tally.flagged++;
                remember(latestAnomalies, score, ANOMALIES_KEPT);
            }
        });
    }

    private static <T> void remember(Deque<T> latest, T newest, int kept) {
        latest.addFirst(newest);
        if (latest.size() > kept) {
            latest.removeLast();
        }
    }

    @Override
    public void change(SubspaceChange change) {
        if (watched.test(change.matrix())) {
            remember(latestChanges, change, CHANGES_KEPT);
        }
    }

    @Override
    public void eigenvector(Eigenvector eigenvector) {
        tally(eigenvector.matrix()).ifPresent(tally -> tally.eigenvector = eigenvector);
    }

    @Override
    public void spectrum(Spectrum spectrum) {
        tally(spectrum.matrix()).ifPresent(tally -> tally.spectrum = spectrum);
    }

    @Override
    public void model(Model model) {
        tally(model.matrix()).ifPresent(tally -> tally.model = model);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        if (letter.key() != null && watched.test(letter.key())) {
            rejected++;
        }
    }

    private Optional<Tally> tally(String matrix) {
        return watched.test(matrix)
                ? Optional.of(matrices.computeIfAbsent(matrix, name -> new Tally()))
                : Optional.empty();
    }

    /** What is known now; rates are over the time since the snapshot before. */
    LiveSnapshot snapshot(Duration elapsed) {
        double seconds = elapsed.minus(lastSnapshot).toNanos() / 1e9;
        lastSnapshot = elapsed;
        List<LiveSnapshot.MatrixState> states = matrices.entrySet().stream()
                .map(entry -> entry.getValue().state(entry.getKey(), seconds))
                .toList();
        return new LiveSnapshot(elapsed, states, rejected, List.copyOf(latestAnomalies), List.copyOf(latestChanges));
    }

    private static final class Tally {

        private long scored;
        private long scoredAtLastSnapshot;
        private long flagged;
        private Eigenvector eigenvector;
        private Spectrum spectrum;
        private Model model;

        private LiveSnapshot.MatrixState state(String name, double seconds) {
            long fresh = scored - scoredAtLastSnapshot;
            scoredAtLastSnapshot = scored;
            Optional<Spectrum> published = Optional.ofNullable(spectrum);
            return new LiveSnapshot.MatrixState(
                    name,
                    Math.max(scored, published.map(Spectrum::rows).orElse(0L)),
                    seconds > 0 ? fresh / seconds : 0,
                    published
                            .map(s -> Arrays.stream(s.singularValues()).boxed().toList())
                            .orElse(List.of()),
                    published.filter(s -> s.energy() > 0).map(s -> s.shrinkage() / s.energy()),
                    Optional.ofNullable(eigenvector).map(Eigenvector::certifiedSinSquared),
                    Optional.ofNullable(model).map(Model::rank),
                    flagged);
        }
    }
}
