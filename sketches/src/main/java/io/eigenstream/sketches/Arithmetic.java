package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * What the last bits of sums of products depend on: equal rows in equal order give equal bits under equal arithmetic.
 * A process has one, from its start on; {@link Kernels} says how it is chosen.
 *
 * @param lanes how many numbers are taken at once, 1 for plain Java
 */
public record Arithmetic(int lanes) {

    public static final Arithmetic PLAIN = new Arithmetic(1);

    /** That of this process. */
    public static Arithmetic inUse() {
        return new Arithmetic(Kernels.lanes());
    }

    /** {@code plain}, or {@code vector} with the number of lanes. */
    @Override
    public String toString() {
        return equals(PLAIN) ? "plain" : "vector-" + lanes;
    }
}
