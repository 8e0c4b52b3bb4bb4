package io.eigenstream.sketches.concatenated;

/** A member that is in no cluster yet, and its position in the input, by which ties are broken. */
record Candidate(Member member, int position) {}
