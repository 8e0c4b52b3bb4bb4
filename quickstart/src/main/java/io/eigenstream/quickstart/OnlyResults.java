package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.GroupScore;

/** Passes on what becomes of rows and groups, and no estimates. */
record OnlyResults(OutputListener listener) implements OutputListener {

    @Override
    public void score(AnomalyScore score) {
        listener.score(score);
    }

    @Override
    public void group(GroupScore group) {
        listener.group(group);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        listener.deadLetter(letter);
    }
}
