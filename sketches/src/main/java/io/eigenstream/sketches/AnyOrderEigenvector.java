package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * The leading eigenvector v₁ of AᵀA for rows in any order, an adversary's included: Oja's rule v ← v + η⟨x,v⟩x at a
 * band of rates at once, and the longest row x*.
 *
 * <p><b>Theorem.</b> Let a rate η have started at a unit vector v₀ and seen any of the rows of A, and grown to ‖v‖ =
 * e^s. With P the projection off v₁ and λ₂ the second eigenvalue for <em>all</em> rows of A, seen or not,
 *
 * <pre>  ‖P v‖ / ‖v‖ ≤ √(ηλ₂/2) + e^−s,   ‖P x*‖² / ‖x*‖² ≤ λ₂ / ‖x*‖²</pre>
 *
 * <p>Proof. ‖vₜ‖² = ‖vₜ₋₁‖² + (2η + η²‖xₜ‖²)pₜ² with pₜ = ⟨xₜ,vₜ₋₁⟩, so 2ηΣpₜ² ≤ ‖v‖². For a unit w ⟂ v₁, ⟨w,v − v₀⟩ =
 * ηΣpₜ⟨xₜ,w⟩ ≤ η(Σpₜ²)^½(Σ⟨xₜ,w⟩²)^½, sums over the rows seen. The last one is at most that over all rows, ‖Aw‖² ≤ λ₂.
 * So ⟨w,v⟩ ≤ 1 + √(ηλ₂/2)‖v‖. And ‖Px‖ is ⟨w,x⟩ for one such w, hence ‖Px‖² ≤ ‖Aw‖² ≤ λ₂. ∎
 *
 * <p>So a rate may start late, and a part of the rows can certify the direction of the whole, as long as λ₂ is that of
 * the whole.
 *
 * <p>Growth alone certifies nothing, as a rate too large grows along other directions: {@link #certified} asks for an
 * upper bound of λ₂. When v₁ is ambiguous, λ₁ = λ₂, every such bound is at least √½.
 *
 * <p><b>The band</b> is the E = 1 + ⌈log₂(16 d ln d)⌉ powers of two η with ηF ≥ 1, smallest first, for the energy F =
 * ‖A‖_F². No smaller rate can grow beyond e, as s ≤ Σ ln(1 + η‖x‖²) ≤ ηF. The published guarantee needs a rate within
 * a constant factor of (ln d)/λ₁ ≥ (ln d)/F, and λ₁ ≥ F/d. F decides at the start of a fold, with the block's energy:
 * as F grows, the largest rates give their places to smaller ones, and a rate that starts has missed rows of energy
 * below 1/η, so at most 1 of the ηλ₁ that its growth lives on. The first rows, however long, are missed by none.
 *
 * <table><caption>Cost, block of b rows</caption>
 *   <tr><td>memory</td><td>(E + 1)d + E + 6 doubles, always</td></tr>
 *   <tr><td>fold</td><td>4Ebd + b²d + 2Eb² flops</td></tr>
 *   <tr><td>merge</td><td>not mergeable, and nothing as small can be: mergeable summaries need Ω(d²/R²) space for a
 *       gap R = λ₁/λ₂. Several partitions are read one after the other: the state is handed over and goes on.</td></tr>
 * </table>
 *
 * <p>Assumes that no row is ever taken back and that F is finite. Rows whose squared length underflows count as zero.
 *
 * <p>Reference: Price, Xun, "Spectral Guarantees for Adversarial Streaming PCA", FOCS 2024, arXiv:2408.10332: sin² =
 * O(log d / R) for R above a multiple of log n·log d. Follows its statements; the moving band, the constants, the
 * blocks and the certificate are ours.
 */
public final class AnyOrderEigenvector implements Sketch {

    /** A certificate says that sin² is below ¼: within 30° of v₁. */
    private static final double LARGEST_SINE = 0.5;

    private static final double HALF_ULP = 0x1.0p-53;
    private static final double LARGEST_HEAVY_STEP = 2;
    private static final int SCALARS = 6;
    private static final int FIRST_VECTOR = 3;

    private final int dimension;
    private final long seed;
    /** Place i mod E belongs to the rate 2^i: so the rate that starts takes the place of the one that is dropped. */
    private final double[][] vectors;

    private final double[] growth;
    private double[] longest;
    private double squaredLength;
    private double energy;
    private double rounding;
    private long rows;

    /**
     * A direction that is certainly close to v₁.
     *
     * @param vector of unit length
     * @param sinSquaredBound certified upper bound of sin² of the angle to v₁, below ¼
     * @param method a rate's vector, or the longest row
     */
    public record Answer(double[] vector, double sinSquaredBound, Method method) {}

    public AnyOrderEigenvector(int dimension, long seed) {
        this(dimension, seed, new double[rates(dimension)][]);
        Arrays.setAll(vectors, this::start);
    }

    private AnyOrderEigenvector(int dimension, long seed, double[][] vectors) {
        this.dimension = dimension;
        this.seed = seed;
        this.vectors = vectors;
        this.growth = new double[vectors.length];
        this.longest = new double[dimension];
    }

    private static int rates(int dimension) {
        double widest = 16.0 * dimension * Math.max(1, StrictMath.log(dimension));
        return 1 + (int) StrictMath.ceil(StrictMath.log(widest) / StrictMath.log(2));
    }

    /** A function of the place, never of the time. The counters of rows are positive. */
    private double[] start(int place) {
        double[] start = new double[dimension];
        CounterGaussian.fill(seed, -1 - place, start);
        return Kernels.normalized(start);
    }

    /** Absorbs the rows of the block, in their order. */
    @Override
    public void fold(RowBlock block) {
        double[][] weighted = block.weightedRows();
        double blockEnergy = 0;
        for (double[] row : weighted) {
            double square = Kernels.squaredNorm(row);
            blockEnergy += square;
            if (square > squaredLength) {
                squaredLength = square;
                longest = row.clone();
            }
        }
        rows += weighted.length;
        if (blockEnergy > 0) {
            startRates(blockEnergy);
            applyRates(weighted);
        }
    }

    /** The smallest i with 2^i·F ≥ 1. */
    private int lowestExponent() {
        return -Math.getExponent(energy);
    }

    private int place(int exponent) {
        return Math.floorMod(exponent, vectors.length);
    }

    private void startRates(double blockEnergy) {
        int before = lowestExponent();
        energy += blockEnergy;
        int lowest = lowestExponent();
        for (int i = lowest; i < Math.min(before, lowest + vectors.length); i++) {
            vectors[place(i)] = start(place(i));
            growth[place(i)] = 0;
        }
    }

    /** In units in which F is about 1, so that neither rates nor squares leave the range of a double. */
    private void applyRates(double[][] weighted) {
        double[][] scaled = new double[weighted.length][];
        Arrays.setAll(scaled, i -> inUnitsOfEnergy(weighted[i]));
        OjaBlock block = new OjaBlock(scaled);
        int lowest = lowestExponent();
        for (int i = lowest; i < lowest + vectors.length; i++) {
            double rate = Math.scalb(1.0, i - 2 * halfExponent());
            OjaBlock.Outcome outcome = block.apply(rate, vectors[place(i)]);
            vectors[place(i)] = outcome.unit();
            growth[place(i)] += outcome.logGrowth();
        }
        rounding += block.relativeRounding();
    }

    private int halfExponent() {
        return Math.floorDiv(lowestExponent(), 2);
    }

    private double[] inUnitsOfEnergy(double[] row) {
        return Kernels.scaled(Math.scalb(1.0, halfExponent()), row);
    }

    /**
     * The direction with the smallest certificate, given an upper bound of λ₂ of all rows; absent when no certificate
     * is below ¼. Every rate and the longest row are looked at: so it is at least as good as the smallest rate that
     * has grown enough, and a rate that has not has no certificate.
     *
     * @throws IllegalArgumentException when the bound is negative or not a number
     */
    public Optional<Answer> certified(double secondEigenvalueUpper) {
        if (!(secondEigenvalueUpper >= 0)) {
            throw new IllegalArgumentException(
                    "the bound of the second eigenvalue is " + secondEigenvalueUpper + ", expected 0 or more");
        }
        int lowest = lowestExponent();
        int best = lowest;
        for (int i = lowest + 1; i < lowest + vectors.length; i++) {
            if (sineBound(i, secondEigenvalueUpper) < sineBound(best, secondEigenvalueUpper)) {
                best = i;
            }
        }
        double ofRate = sineBound(best, secondEigenvalueUpper);
        double ofRow = sineBoundOfLongest(secondEigenvalueUpper);
        if (!(Math.min(ofRate, ofRow) < LARGEST_SINE)) {
            return Optional.empty();
        }
        return Optional.of(
                ofRate < ofRow
                        ? new Answer(vectors[place(best)].clone(), ofRate * ofRate, Method.ANY_ORDER)
                        : new Answer(unitOfLongest(), ofRow * ofRow, Method.ANY_ORDER_LONGEST_ROW));
    }

    /**
     * The theorem's bound for the rate 2^i, never below the true sine: widened by what the folds have rounded, by
     * (d+16)u for the length of v, and by 2u√(ηF) for the roots of the weights, u = 2⁻⁵³.
     */
    private double sineBound(int exponent, double secondEigenvalueUpper) {
        double allowance = rounding + lengthRounding();
        return Math.sqrt(Math.scalb(secondEigenvalueUpper, exponent - 1)) * (1 + allowance)
                + StrictMath.exp(-growth[place(exponent)])
                + allowance
                + 2 * HALF_ULP * Math.sqrt(Math.scalb(energy, exponent));
    }

    private double sineBoundOfLongest(double secondEigenvalueUpper) {
        if (squaredLength == 0) {
            return 1;
        }
        double square = Kernels.squaredNorm(inUnitsOfEnergy(longest));
        double ratio = Math.scalb(secondEigenvalueUpper, 2 * halfExponent()) / square;
        return Math.sqrt(ratio) * (1 + lengthRounding()) + lengthRounding();
    }

    private double lengthRounding() {
        return (dimension + 16) * HALF_ULP;
    }

    /**
     * The direction that the published rule chooses, always of unit length and never certain: the smallest rate that
     * has grown by d², unless it is large for the longest row, η‖x*‖² &gt; 2; the longest row then, and when none has.
     */
    public double[] direction() {
        int lowest = lowestExponent();
        for (int i = lowest; i < lowest + vectors.length; i++) {
            if (growth[place(i)] >= 2 * StrictMath.log(dimension)) {
                boolean large = Math.scalb(squaredLength, i) > LARGEST_HEAVY_STEP;
                return large ? unitOfLongest() : vectors[place(i)].clone();
            }
        }
        return unitOfLongest();
    }

    /** A start vector before the first row. */
    private double[] unitOfLongest() {
        return squaredLength == 0 ? vectors[0].clone() : Kernels.normalized(inUnitsOfEnergy(longest));
    }

    /** Rows of d doubles that are kept. */
    long rowsHeld() {
        return vectors.length + 1L;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** n: rows absorbed. */
    @Override
    public long rows() {
        return rows;
    }

    @Override
    public AnyOrderEigenvector copy() {
        AnyOrderEigenvector copy = new AnyOrderEigenvector(dimension, seed, vectors.clone());
        copy.setState(scalars(), growth, longest);
        return copy;
    }

    private double[] scalars() {
        return new double[] {rows, energy, rounding, dimension, seed >>> Integer.SIZE, seed & 0xFFFFFFFFL};
    }

    private void setState(double[] scalars, double[] growthByPlace, double[] longestRow) {
        rows = StateReader.count(scalars[0], StateReader.LARGEST_COUNT, "rows of the any-order eigenvector");
        energy = StateReader.amount(scalars[1], "energy");
        rounding = StateReader.amount(scalars[2], "rounding");
        System.arraycopy(growthByPlace, 0, growth, 0, growth.length);
        longest = longestRow;
        squaredLength = Kernels.squaredNorm(longest);
    }

    @Override
    public void writeTo(StateWriter out) {
        out.write(Section.OJA, 0, scalars());
        out.write(Section.OJA, 1, growth.clone());
        out.write(Section.OJA, 2, longest);
        for (int place = 0; place < vectors.length; place++) {
            out.write(Section.OJA, FIRST_VECTOR + place, vectors[place]);
        }
    }

    /**
     * Goes on from the state, in this partition or the next.
     *
     * @throws CorruptStateException when no sketch has written this
     */
    public static AnyOrderEigenvector readFrom(StateReader in) {
        double[] scalars = in.require(Section.OJA, 0, SCALARS);
        int d = SketchParameters.readBetween(scalars[3], 1, "dimension");
        double[][] vectors = new double[rates(d)][];
        Arrays.setAll(vectors, i -> StateReader.unit(in.require(Section.OJA, FIRST_VECTOR + i, d), "vector of a rate"));
        AnyOrderEigenvector eigenvector = new AnyOrderEigenvector(d, StateReader.seed(scalars[4], scalars[5]), vectors);
        eigenvector.setState(scalars, in.require(Section.OJA, 1, vectors.length), in.require(Section.OJA, 2, d));
        return eigenvector;
    }
}
