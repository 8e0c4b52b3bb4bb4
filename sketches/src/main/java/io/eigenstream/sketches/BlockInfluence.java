package io.eigenstream.sketches;

import io.eigenstream.sketches.statistics.TailProbability;
import java.util.Arrays;

/**
 * What the rows of a block teach a model, by their D² to it. A row is strange beyond ten times the limit of normally
 * distributed rows at the rate 0.001, D²_α. A row has the weight
 *
 * <pre>  min(1, (15·D²_α/D²)⁴),  in a block of which a quarter is strange min(1, (10·D²_α/D²)²):</pre>
 *
 * <p>a minority is held out, many are where the stream goes. Strange rows that come again and again, p for every other
 * row, in one direction of D² = x, make the variance there λ times what it was, and their own D² x/λ, where
 *
 * <pre>  λ = 1 + (p/x³)(15·D²_α)⁴λ⁴,</pre>
 *
 * <p>which has a solution, λ ≤ 4/3, for x³ ≥ (256/27)p(15·D²_α)⁴: from there on they stay strange for ever. Nearer
 * ones are learned little by little. (With 10 and the exponent 2, x ≥ 4p(10·D²_α)² would do, ten times as far.)
 *
 * <p>Reference: Hampel et al., "Robust Statistics", 1986 (redescending influence).
 */
final class BlockInfluence {

    private static final double STRANGE_LIMITS = 10;
    /** In strange distances. */
    private static final double TRUSTED_OF_FEW = 1.5;

    private static final TailProbability RATE = TailProbability.of(0.001);

    private static final double MANY = 0.25;

    private final double[] combined;
    private final double strangeDistance;
    private final long strange;

    /** @param strangeDistance {@link #strangeDistance} of the model */
    BlockInfluence(double[] combined, double strangeDistance) {
        this.combined = combined;
        this.strangeDistance = strangeDistance;
        this.strange =
                Arrays.stream(combined).filter(x -> !(x <= strangeDistance)).count();
    }

    /** The D² beyond which a row is strange. */
    static double strangeDistance(PrincipalComponents model) {
        return STRANGE_LIMITS * model.limits(RATE).combined();
    }

    double weight(int i) {
        double relative = strangeDistance / combined[i];
        if (strange >= MANY * combined.length) {
            return Math.min(1, relative * relative);
        }
        double ofFew = TRUSTED_OF_FEW * relative;
        return Math.min(1, ofFew * ofFew * ofFew * ofFew);
    }

    /** Whether at least half of the rows are strange. */
    boolean isStrange() {
        return 2 * strange >= combined.length;
    }
}
