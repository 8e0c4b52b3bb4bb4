package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import java.util.Optional;

/** Counts the results of a run on their way to its files and keeps the latest estimates. */
final class RunTally implements OutputListener {

    private final OutputListener files;
    private final long scoredBefore;
    private long scored;
    private long anomalous;
    private long groups;
    private long anomalousGroups;
    private long rejected;
    private DeadLetter firstRejected;
    private Eigenvector eigenvector;
    private Spectrum spectrum;
    private Model model;

    RunTally(OutputListener files) {
        this(files, 0);
    }

    private RunTally(OutputListener files, long scoredBefore) {
        this.files = files;
        this.scoredBefore = scoredBefore;
    }

    /** Counts the results of another pass over the same matrix, from none on. */
    static RunTally after(RunTally earlier, OutputListener files) {
        return new RunTally(files, earlier.scoredBefore + earlier.scored);
    }

    @Override
    public void score(AnomalyScore score) {
        scored++;
        if (score.anomalous()) {
            anomalous++;
        }
        files.score(score);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        rejected++;
        if (firstRejected == null) {
            firstRejected = letter;
        }
        files.deadLetter(letter);
    }

    @Override
    public void group(GroupScore group) {
        groups++;
        if (group.anomalousRows() > 0) {
            anomalousGroups++;
        }
        files.group(group);
    }

    @Override
    public void change(SubspaceChange change) {
        files.change(change);
    }

    @Override
    public void eigenvector(Eigenvector latest) {
        eigenvector = latest;
        files.eigenvector(latest);
    }

    @Override
    public void spectrum(Spectrum latest) {
        spectrum = latest;
        files.spectrum(latest);
    }

    @Override
    public void model(Model latest) {
        model = latest;
        files.model(latest);
    }

    long scored() {
        return scored;
    }

    long anomalous() {
        return anomalous;
    }

    long groups() {
        return groups;
    }

    /** Of at least one anomalous row. */
    long anomalousGroups() {
        return anomalousGroups;
    }

    long rejected() {
        return rejected;
    }

    /** Rows that have got their one result. */
    long processed() {
        return scored + rejected;
    }

    Optional<DeadLetter> firstRejected() {
        return Optional.ofNullable(firstRejected);
    }

    Optional<Eigenvector> eigenvector() {
        return Optional.ofNullable(eigenvector);
    }

    Optional<Spectrum> spectrum() {
        return Optional.ofNullable(spectrum);
    }

    /** Whether the latest estimates, all three, cover every scored row, those of earlier passes too. */
    boolean estimatesAreFinal() {
        long rows = scoredBefore + scored;
        return eigenvector().filter(e -> e.rows() == rows).isPresent()
                && spectrum().filter(s -> s.rows() == rows).isPresent()
                && Optional.ofNullable(model).filter(m -> m.rows() == rows).isPresent();
    }
}
