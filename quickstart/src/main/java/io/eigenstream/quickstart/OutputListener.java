package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;

/** Is told of the records of the output topics, in the order of their partitions; it need not heed all of them. */
interface OutputListener {

    default void score(AnomalyScore score) {}

    default void group(GroupScore group) {}

    default void change(SubspaceChange change) {}

    default void eigenvector(Eigenvector eigenvector) {}

    default void spectrum(Spectrum spectrum) {}

    default void model(Model model) {}

    default void deadLetter(DeadLetter letter) {}
}
