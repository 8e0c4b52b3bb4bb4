package io.eigenstream.sketches;

import java.util.Arrays;

/**
 * What is certain of the squared singular values: what a {@link RankRule} reads.
 *
 * @param lower lᵢ ≤ σᵢ², descending; as many as a rank may count
 * @param upper uᵢ ≥ σᵢ²
 * @param beyond upper bound of every square after those
 * @param total F: sum of all squares, exact up to rounding
 * @param dimension d: how many squares there are
 */
record SquaredBounds(double[] lower, double[] upper, double beyond, double total, int dimension) {

    /** Of an eigendecomposition, relative to √d·λ₁: the error grows so, up to 7 for d from 4 to 512. */
    private static final double ROUNDING_OF_EIGENVALUES = 8 * 0x1.0p-52;

    static SquaredBounds of(SpectrumEstimate spectrum) {
        return new SquaredBounds(
                squares(spectrum.lowerBounds()),
                squares(spectrum.upperBounds()),
                spectrum.beyond() * spectrum.beyond(),
                spectrum.energy(),
                spectrum.dimension());
    }

    /**
     * Of the centred rows: those that stand out from rounding, at most that many. A row keeps the rounding of its own
     * size when the mean is taken off it, so that singular values are allowed for relative to ‖A‖_F; their squares, of
     * which a d×d matrix or a Gram matrix is decomposed, relative to the largest.
     */
    static SquaredBounds centred(IncrementalSvd sketch, ScaledScatter scatter, int most) {
        double[] squares = scatter.eigen().values();
        double allowance = sketch.relativeRounding();
        double ofSquares = squares.length == 0
                ? 0
                : (allowance + ROUNDING_OF_EIGENVALUES * Math.sqrt(sketch.dimension())) * squares[0];
        double ofValues = allowance * Math.sqrt(scatter.energy());
        double[] lower = Arrays.stream(squares)
                .map(square -> Math.sqrt(Math.max(0, square - ofSquares)) - ofValues)
                .takeWhile(least -> least > 0)
                .limit(most)
                .toArray();
        double[] upper = Arrays.stream(Arrays.copyOf(squares, lower.length + 1))
                .map(square -> Math.sqrt(square + scatter.shrinkage() + ofSquares) + ofValues)
                .toArray();
        return new SquaredBounds(
                squares(lower),
                squares(Arrays.copyOf(upper, lower.length)),
                upper[lower.length] * upper[lower.length],
                scatter.total(),
                sketch.dimension());
    }

    private static double[] squares(double[] x) {
        return Arrays.stream(x).map(value -> value * value).toArray();
    }

    int rank() {
        return lower.length;
    }

    /** The smallest k with l₁ + … + l_k ≥ wanted; more than the rank when all of them are less. */
    int fewestHolding(double wanted) {
        int k = 0;
        double held = 0;
        while (k < lower.length && held < wanted) {
            held += lower[k++];
        }
        return held < wanted ? k + 1 : k;
    }

    /** l_k/u_{k+1}, for 1 ≤ k ≤ rank and k &lt; d. */
    double gapAfter(int k) {
        return lower[k - 1] / (k < upper.length ? upper[k] : beyond);
    }
}
