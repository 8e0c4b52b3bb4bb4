package io.eigenstream.quickstart;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;

/** Passes on what is known of the matrix, and nothing of single rows. */
record OnlyEstimates(OutputListener listener) implements OutputListener {

    @Override
    public void eigenvector(Eigenvector eigenvector) {
        listener.eigenvector(eigenvector);
    }

    @Override
    public void spectrum(Spectrum spectrum) {
        listener.spectrum(spectrum);
    }

    @Override
    public void model(Model model) {
        listener.model(model);
    }
}
