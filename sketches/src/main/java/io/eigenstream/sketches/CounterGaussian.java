package io.eigenstream.sketches;

/**
 * Standard normal numbers as a function of (key, counter): no state to keep, the same on every machine.
 *
 * <p>SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) gives the uniform bits, Marsaglia's polar method (SIAM Review 6(3),
 * 1964) the normal numbers, {@link StrictMath} the logarithm.
 */
final class CounterGaussian {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_52 = 0x1.0p-52;

    private CounterGaussian() {}

    /** Fills the array with the independent numbers that belong to the counter. */
    static void fill(long key, long counter, double[] out) {
        long state = mix(key ^ mix(counter + GOLDEN_GAMMA));
        int i = 0;
        while (i < out.length) {
            state += GOLDEN_GAMMA;
            double u = uniform(state);
            state += GOLDEN_GAMMA;
            double v = uniform(state);
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
                out[i++] = u * scale;
                if (i < out.length) {
                    out[i++] = v * scale;
                }
            }
        }
    }

    /** Uniform on [−1, 1). */
    private static double uniform(long state) {
        return (mix(state) >> 11) * TWO_TO_MINUS_52;
    }

    /** SplitMix64's finaliser: a bijection whose output bits each depend on every input bit. */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
