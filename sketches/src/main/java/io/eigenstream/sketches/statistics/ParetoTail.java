package io.eigenstream.sketches.statistics;

/**
 * The generalised Pareto distribution of how far numbers exceed a threshold,
 *
 * <pre>  P(excess &gt; y) = (1 + γy/σ)^(−1/γ),  exp(−y/σ) for γ = 0,</pre>
 *
 * fitted by maximum likelihood among γ ≥ 0: a tail that ends is taken for one that does not, so that no row is called
 * impossible. For a given θ = γ/σ the best γ is the mean of ln(1 + θy), so one number is searched: on a grid of powers
 * of two times the reciprocal mean, then by golden section. The exponential has the likelihood −n(1 + ln ȳ).
 *
 * <p>Reference: Pickands, Ann. Stat. 3(1), 1975; Grimshaw, Technometrics 35(2), 1993 (one search). The published code
 * of SPOT (Siffer et al., KDD 2017) has the exponential's likelihood with the wrong sign and so almost always chooses
 * it.
 *
 * @param shape γ ≥ 0
 * @param scale σ &gt; 0
 */
public record ParetoTail(double shape, double scale) {

    private static final int GRID_FROM = -6;
    private static final int GRID_TO = 12;
    private static final int SECTIONS = 16;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /**
     * The likeliest tail.
     *
     * @param excesses above 0, at least one
     * @param weights of each, above 0
     */
    public static ParetoTail fit(double[] excesses, double[] weights) {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < excesses.length; i++) {
            total += weights[i];
            sum += weights[i] * excesses[i];
        }
        double mean = sum / total;
        double best = 0;
        double most = -1 - StrictMath.log(mean);
        for (int power = GRID_FROM; power <= GRID_TO; power++) {
            double theta = Math.scalb(1 / mean, power);
            double likelihood = likelihood(theta, excesses, weights, total);
            if (likelihood > most) {
                most = likelihood;
                best = theta;
            }
        }
        if (best == 0) {
            return new ParetoTail(0, mean);
        }
        double theta = refined(best, excesses, weights, total);
        double shape = shape(theta, excesses, weights, total);
        return new ParetoTail(shape, shape / theta);
    }

    private static double refined(double best, double[] excesses, double[] weights, double total) {
        double low = best / 2;
        double high = best * 2;
        for (int i = 0; i < SECTIONS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (likelihood(left, excesses, weights, total) > likelihood(right, excesses, weights, total)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    /** The log-likelihood an excess. */
    private static double likelihood(double theta, double[] excesses, double[] weights, double total) {
        double shape = shape(theta, excesses, weights, total);
        return -StrictMath.log(shape / theta) - shape - 1;
    }

    private static double shape(double theta, double[] excesses, double[] weights, double total) {
        double sum = 0;
        for (int i = 0; i < excesses.length; i++) {
            sum += weights[i] * StrictMath.log1p(theta * excesses[i]);
        }
        return sum / total;
    }

    /** ln P(excess &gt; y) for y ≥ 0. */
    public double logUpperTail(double y) {
        return shape == 0 ? -y / scale : -StrictMath.log1p(shape * y / scale) / shape;
    }

    /** The excess that is exceeded with the probability, above 0 and at most 1. */
    public double limit(double probability) {
        double log = -StrictMath.log(probability);
        return shape == 0 ? scale * log : scale * StrictMath.expm1(shape * log) / shape;
    }
}
