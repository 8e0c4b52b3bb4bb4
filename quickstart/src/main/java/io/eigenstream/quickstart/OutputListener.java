package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;

/** Is told of every record of the output topics, in the order of its partition. */
interface OutputListener {

    void score(AnomalyScore score);

    void group(GroupScore group);

    void change(SubspaceChange change);

    void eigenvector(Eigenvector eigenvector);

    void spectrum(Spectrum spectrum);

    void model(Model model);

    void deadLetter(DeadLetter letter);
}
