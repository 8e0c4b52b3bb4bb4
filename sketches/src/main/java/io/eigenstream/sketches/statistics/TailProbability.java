package io.eigenstream.sketches.statistics;

/**
 * A probability of an upper tail with the normal quantile that goes with it: finding that costs as much as everything
 * else about a limit together, a hundred times over, and is done once.
 *
 * @param value p, between 0 and 1
 * @param normalQuantile the z with P(Z &gt; z) = p
 */
public record TailProbability(double value, double normalQuantile) {

    public static TailProbability of(double value) {
        return new TailProbability(value, NormalDistribution.upperQuantile(value));
    }
}
