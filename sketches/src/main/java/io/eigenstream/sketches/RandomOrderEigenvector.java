package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Set;

/**
 * The leading eigenvector of AᵀA when rows come in uniformly random order, in O((h + log d)·d) doubles for h heavy
 * rows: with a gap R = λ₁/λ₂ above a constant, the answer has correlation 1 − O(1/√R) with v₁.
 *
 * <p>Rows with ‖a‖² ≥ ‖A‖_F²/(d·polylog d) are heavy and kept whole ({@link HeavyRows}); the light ones go through the
 * power method block by block ({@link BlockPower}). Either the heavy or the light rows hold half of ‖Av₁‖², and the top
 * direction of a part M with α = ‖Mv₁‖²/λ₁ has sin² ≤ 4/(αR): so one candidate comes from each, and a Gaussian sketch
 * of all rows ({@link GaussianSketch}) chooses between them.
 *
 * <table><caption>Cost, h heavy rows kept, k = ⌈8 ln d⌉</caption>
 *   <tr><td>memory</td><td>(h + k + 3)d doubles</td></tr>
 *   <tr><td>fold</td><td>(2k + 4)d flops and k random numbers a row</td></tr>
 *   <tr><td>merge</td><td>heavy rows and Gaussian sketch exactly; of the power method every local direction stays a
 *     candidate, joined by the mean of all with their signs aligned ({@link MatrixSummary})</td></tr>
 * </table>
 *
 * <p>When more rows are heavy than are kept, {@link #flags()} says so and the guarantee is void: Ω(hd/R) bits are
 * needed. In an order that is not random the candidates are still directions, but nothing is promised.
 *
 * <p>Reference: Kacham, Woodruff, "Approximating the Top Eigenvector in Random Order Streams", NeurIPS 2024,
 * arXiv:2412.11963. Follows its decomposition and statement; the constants, the dyadic epochs, the growing blocks and
 * the choice by sketch instead of feeding heavy rows into every iteration are ours.
 */
public final class RandomOrderEigenvector implements Sketch {

    private static final int HEADER_LENGTH = 4;

    private final long seed;
    private final int heavyRows;
    private final HeavyRows heavy;
    private final BlockPower power;
    private final GaussianSketch gaussian;

    /**
     * An empty sketch.
     *
     * @param dimension d, at least 1
     * @param heavyRows rows of largest length that are kept whole, at least 2
     * @param seed of the random numbers, drawn by (seed, row number)
     */
    public RandomOrderEigenvector(int dimension, int heavyRows, long seed) {
        SketchParameters.require("dimension", dimension, 1);
        SketchParameters.require("heavyRows", heavyRows, 2);
        this.seed = seed;
        this.heavyRows = heavyRows;
        this.heavy = new HeavyRows(heavyRows);
        this.power = new BlockPower(dimension, seed);
        this.gaussian = new GaussianSketch(dimension, seed);
    }

    private RandomOrderEigenvector(
            long seed, int heavyRows, HeavyRows heavy, BlockPower power, GaussianSketch gaussian) {
        this.seed = seed;
        this.heavyRows = heavyRows;
        this.heavy = heavy;
        this.power = power;
        this.gaussian = gaussian;
    }

    @Override
    public void fold(RowBlock block) {
        double[][] weighted = block.weightedRows();
        long firstRow = power.rows() + 1;
        for (int i = 0; i < weighted.length; i++) {
            double squaredLength = Kernels.squaredNorm(weighted[i]);
            heavy.offer(weighted[i], squaredLength, firstRow + i);
            power.update(weighted[i], squaredLength, heavy);
        }
        gaussian.fold(weighted, firstRow);
    }

    /** The candidate along which the Gaussian sketch is longest: of unit length, also before the first row. */
    public double[] direction() {
        RandomOrderCandidates own = candidates();
        return own.longest(own.candidates()).vector().clone();
    }

    /** What limits the guarantee. */
    public Set<Flag> flags() {
        return candidates().flags();
    }

    RandomOrderCandidates candidates() {
        return new RandomOrderCandidates(heavy, power, gaussian);
    }

    /** Rows of d doubles that are kept at most. */
    long rowsHeld() {
        return heavyRows + GaussianSketch.rowsFor(dimension()) + 3L;
    }

    BlockPower power() {
        return power;
    }

    @Override
    public int dimension() {
        return power.dimension();
    }

    @Override
    public long rows() {
        return power.rows();
    }

    @Override
    public RandomOrderEigenvector copy() {
        return new RandomOrderEigenvector(seed, heavyRows, heavy.copy(), power.copy(), gaussian.copy());
    }

    @Override
    public void writeTo(StateWriter out) {
        out.write(Section.POWER, 0, new double[] {dimension(), heavyRows, seed >>> Integer.SIZE, seed & 0xFFFFFFFFL});
        power.writeTo(out);
        heavy.writeTo(out);
        gaussian.writeTo(out);
    }

    /**
     * The sketch whose state this is.
     *
     * @throws CorruptStateException when no sketch has written this
     */
    public static RandomOrderEigenvector readFrom(StateReader in) {
        double[] header = in.require(Section.POWER, 0, HEADER_LENGTH);
        int d = SketchParameters.readBetween(header[0], 1, "dimension");
        int heavyRows = SketchParameters.readBetween(header[1], 2, "heavy rows");
        long seed = StateReader.seed(header[2], header[3]);
        return new RandomOrderEigenvector(
                seed,
                heavyRows,
                HeavyRows.readFrom(in, heavyRows, d),
                BlockPower.readFrom(in, d),
                GaussianSketch.readFrom(in, d, seed));
    }
}
