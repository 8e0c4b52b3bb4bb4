package io.eigenstream.sketches;

/** How many seeds the theorem tests try: {@code -Dsketches.seeds}, 20 unless told otherwise. */
public final class Seeds {

    public static final int COUNT = Integer.getInteger("sketches.seeds", 20);

    private Seeds() {}
}
