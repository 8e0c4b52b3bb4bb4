package io.eigenstream.sketches.concatenated;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The members that are in no cluster yet, from both ends of their energies. Taking one costs O(log K), wherever it
 * stands.
 */
final class Remaining {

    private static final Comparator<Candidate> INPUT_ORDER = Comparator.comparingInt(Candidate::position);
    private static final Comparator<Candidate> ENERGY =
            Comparator.comparingDouble(candidate -> candidate.member().energy());

    private final NavigableSet<Candidate> largestFirst =
            new TreeSet<>(ENERGY.reversed().thenComparing(INPUT_ORDER));
    private final NavigableSet<Candidate> smallestFirst = new TreeSet<>(ENERGY.thenComparing(INPUT_ORDER));

    Remaining(List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            largestFirst.add(new Candidate(members.get(i), i));
        }
        smallestFirst.addAll(largestFirst);
    }

    boolean isEmpty() {
        return largestFirst.isEmpty();
    }

    /** The member of largest energy, the first of equals. */
    Candidate largest() {
        return largestFirst.first();
    }

    Iterable<Candidate> smallestFirst() {
        return Collections.unmodifiableSet(smallestFirst);
    }

    void take(Candidate candidate) {
        largestFirst.remove(candidate);
        smallestFirst.remove(candidate);
    }
}
