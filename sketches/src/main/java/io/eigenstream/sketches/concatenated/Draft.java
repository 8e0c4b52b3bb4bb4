package io.eigenstream.sketches.concatenated;

import java.util.ArrayList;
import java.util.List;

/** A cluster in the making. */
final class Draft {

    private final List<String> names = new ArrayList<>();
    private StackBound bound;
    private long rows;
    private double energy;

    Draft(StackBound empty, Member first) {
        take(first, empty.with(first));
    }

    /** Takes the member if the error is then within the tolerance. */
    boolean admits(Member member, double tolerance) {
        StackBound larger = bound.with(member);
        if (larger.relativeError() > tolerance) {
            return false;
        }
        take(member, larger);
        return true;
    }

    private void take(Member member, StackBound larger) {
        names.add(member.name());
        bound = larger;
        rows += member.rowCount();
        energy += member.energy();
    }

    StackBound bound() {
        return bound;
    }

    long rows() {
        return rows;
    }

    Cluster cluster() {
        return new Cluster(List.copyOf(names), bound.relativeError(), bound.basis(), rows, energy);
    }
}
