package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import java.util.ArrayList;
import java.util.List;

/** Everything that came from the output topics. */
record ReceivedRecords(
        List<AnomalyScore> scores,
        List<GroupScore> groups,
        List<SubspaceChange> changes,
        List<Eigenvector> eigenvectors,
        List<Spectrum> spectra,
        List<Model> models,
        List<DeadLetter> deadLetters)
        implements OutputListener {

    ReceivedRecords() {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    @Override
    public void score(AnomalyScore score) {
        scores.add(score);
    }

    @Override
    public void group(GroupScore group) {
        groups.add(group);
    }

    @Override
    public void change(SubspaceChange change) {
        changes.add(change);
    }

    @Override
    public void eigenvector(Eigenvector eigenvector) {
        eigenvectors.add(eigenvector);
    }

    @Override
    public void spectrum(Spectrum spectrum) {
        spectra.add(spectrum);
    }

    @Override
    public void model(Model model) {
        models.add(model);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        deadLetters.add(letter);
    }

    Spectrum lastSpectrum() {
        return spectra.get(spectra.size() - 1);
    }

    Eigenvector lastEigenvector() {
        return eigenvectors.get(eigenvectors.size() - 1);
    }

    /** The vectors of the spectrum before the latest, which that one is aligned to. */
    double[][] vectorsBefore() {
        return spectra.size() < 2
                ? new double[0][]
                : spectra.get(spectra.size() - 2).rightSingularVectors();
    }

    /** The eigenvector before the latest, as one row. */
    double[][] eigenvectorBefore() {
        return eigenvectors.size() < 2
                ? new double[0][]
                : new double[][] {eigenvectors.get(eigenvectors.size() - 2).vector()};
    }

    /** Whether the latest spectrum and eigenvector are those of so many rows. */
    boolean cover(long rows) {
        return !spectra.isEmpty()
                && !eigenvectors.isEmpty()
                && lastSpectrum().rows() == rows
                && lastEigenvector().rows() == rows;
    }
}
