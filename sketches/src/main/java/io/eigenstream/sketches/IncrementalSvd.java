package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import io.eigenstream.sketches.linalg.ThinSvd;
import io.eigenstream.sketches.linalg.TriangularFactor;
import java.util.Arrays;

/**
 * An incremental singular value decomposition of the centred rows: a matrix B of at most ℓ rows with
 *
 * <pre>  0 ⪯ S − BᵀB ⪯ ΔI</pre>
 *
 * where S = Σ w(x−μ)(x−μ)ᵀ is the scatter of the n rows x of weight w about their exact mean μ, and Δ is
 * {@link #shrinkage()}. How small Δ stays is the promise of the {@link ShrinkPolicy}; for Frequent Directions
 *
 * <pre>  Δ ≤ ‖A − A_k‖_F² / (ℓ + 1 − k) for every 0 ≤ k ≤ ℓ.</pre>
 *
 * <p>Since AᵀA = S + Wμμᵀ exactly (W the total weight), the rows of B and √W·μ together are a sketch of the matrix as
 * it is, with the same Δ. For d ≤ ℓ nothing is ever lost, whatever the policy: Δ = 0.
 *
 * <table><caption>Cost, block of b rows</caption>
 *   <tr><td>memory</td><td>(ℓ + 1)d doubles</td></tr>
 *   <tr><td>fold, d ≤ ℓ</td><td>QR of R and the block: about 2bd² flops</td></tr>
 *   <tr><td>fold, d &gt; ℓ</td><td>Gram matrix without the products of B's own rows, its eigenvectors, product: about
 *       (ℓ+b)²d − ℓ²d + 2ℓ(ℓ+b)d + 9(ℓ+b)³ flops</td></tr>
 *   <tr><td>merge</td><td>one fold of the other's rows; the two Δ add</td></tr>
 * </table>
 *
 * <p>A sketch that forgets ({@link #forget}) is one of the rows at their present weights; B, Δ, the
 * scatter and W shrink together, so everything above holds of the weighted matrix.
 *
 * <p>Invariants: (1) for d ≤ ℓ B is upper triangular, for d &gt; ℓ they are σᵢvᵢ in
 * descending σ, orthogonal up to rounding; (2) at most min(ℓ, d) of them; (3) Δ never decreases but by forgetting;
 * (4) ‖B‖_F² + (a+1)Δ ≤ {@link #scatter()} up to rounding, for the a retained directions that pay.
 *
 * <p>Reference: Ghashami, Liberty, Phillips, Woodruff, "Frequent Directions: Simple and Deterministic Matrix
 * Sketching", SIAM J. Comput. 45(5), 2016; the mean correction is that of Ross, Lim, Lin, Yang, IJCV 77, 2008.
 * Deviations: rows come in blocks and σ²_{ℓ+1} is subtracted, which keeps ℓ rows instead of ℓ−1 and puts ℓ+1 for ℓ into
 * the published bound; singular values below about 10⁻⁸σ₁ are rounding when d &gt; ℓ (Gram matrix), which the bound of
 * {@link #relativeRounding()} covers.
 */
public final class IncrementalSvd implements Sketch, Mergeable<IncrementalSvd> {

    private static final int MOMENTS_LENGTH = 9;

    private final int dimension;
    private final int size;
    private final ShrinkPolicy policy;
    private double[][] directions = new double[0][];
    private double[] mean;
    private long rows;
    private double weight;
    private double shrinkage;
    private double scatter;
    /** Folds, earlier ones at what forgetting has left of them: what rounding grows with. */
    private double folds;

    /**
     * An empty sketch.
     *
     * @param dimension d, at least 1
     * @param size ℓ: rows to retain, at least 2
     */
    public IncrementalSvd(int dimension, int size, ShrinkPolicy policy) {
        SketchParameters.require("dimension", dimension, 1);
        SketchParameters.require("size", size, 2);
        this.dimension = dimension;
        this.size = size;
        this.policy = policy;
        this.mean = new double[dimension];
    }

    /** Absorbs the rows of the block. */
    @Override
    public void fold(RowBlock block) {
        if (block.count() == 0) {
            return;
        }
        double blockWeight = block.totalWeight();
        double[] blockMean = block.mean();
        double[][] centred = new double[block.count()][];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = difference(block.row(i), blockMean, Math.sqrt(block.weight(i)));
        }
        absorb(centred, Kernels.squaredNorm(centred), blockMean, blockWeight);
        rows += block.count();
        folds++;
    }

    /**
     * Leaves every row so far the share of its weight; the mean stays.
     *
     * @param share above 0 and at most 1
     * @throws IllegalArgumentException when it is not; the sketch is unchanged
     */
    public void forget(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share left is " + share + ", expected above 0 and at most 1");
        }
        if (share == 1) {
            return;
        }
        double[][] shorter = new double[directions.length][];
        Arrays.setAll(shorter, i -> Kernels.scaled(Math.sqrt(share), directions[i]));
        directions = shorter;
        weight *= share;
        shrinkage *= share;
        scatter *= share;
        folds *= share;
    }

    /**
     * Absorbs another sketch; it is left as it is. The certificates add.
     *
     * @throws IllegalArgumentException when the dimensions, sizes or policies differ
     */
    @Override
    public void merge(IncrementalSvd other) {
        if (!mergesWith(other)) {
            throw new IllegalArgumentException(
                    "a sketch of " + other.shape() + " cannot be merged into one of " + shape());
        }
        if (other.weight == 0) {
            return;
        }
        absorb(other.directions, other.scatter, other.mean, other.weight);
        rows += other.rows;
        shrinkage += other.shrinkage;
        folds += other.folds + 1;
    }

    boolean mergesWith(IncrementalSvd other) {
        return other.dimension == dimension && other.size == size && other.policy == policy;
    }

    String shape() {
        return "dimension " + dimension + ", size " + size + " and policy " + policy;
    }

    /** Absorbs rows centred about their own mean: the correction row makes the scatter one about the common mean. */
    private void absorb(double[][] centred, double theirScatter, double[] theirMean, double theirWeight) {
        double total = weight + theirWeight;
        double[] correction = difference(mean, theirMean, Math.sqrt(weight * theirWeight / total));
        double[][] added = Arrays.copyOf(centred, centred.length + 1);
        added[centred.length] = correction;
        directions = losesNothing() ? TriangularFactor.update(directions, added) : compress(added);
        scatter += theirScatter + Kernels.squaredNorm(correction);
        mean = mean.clone();
        Kernels.axpy(1, difference(theirMean, mean, theirWeight / total), mean);
        weight = total;
    }

    private double[][] compress(double[][] added) {
        double[][] stack = Arrays.copyOf(directions, directions.length + added.length);
        System.arraycopy(added, 0, stack, directions.length, added.length);
        return stack.length <= size ? rowsOf(ThinSvd.of(stack)) : shrink(stack);
    }

    private static double[][] rowsOf(ThinSvd svd) {
        double[][] rows = new double[svd.values().length][];
        Arrays.setAll(rows, i -> Kernels.scaled(svd.values()[i], svd.rightVectors()[i]));
        return rows;
    }

    /** Orthogonal rows, σ²_{ℓ+1} subtracted from the squared length of those that pay; adds it to Δ. */
    private double[][] shrink(double[][] stack) {
        SymmetricEigen eigen = SymmetricEigen.of(Kernels.gram(stack, directions.length));
        double[] lambda = eigen.values();
        double delta = Math.max(lambda[size], 0);
        shrinkage += delta;
        int whole = size - policy.shrunk(size);
        double[][] coefficients = new double[size][];
        int kept = 0;
        for (int i = 0; i < size && lambda[i] > (i < whole ? 0 : delta); i++) {
            double left = i < whole ? 1 : (lambda[i] - delta) / lambda[i];
            coefficients[kept++] = Kernels.scaled(Math.sqrt(left), eigen.vectors()[i]);
        }
        return Kernels.product(Arrays.copyOf(coefficients, kept), stack);
    }

    /** The rows of B; the caller must not change them. */
    double[][] directions() {
        return directions;
    }

    /** Whether every row is kept in full because its dimension fits the sketch. */
    boolean losesNothing() {
        return dimension <= size;
    }

    /** Singular values and right singular vectors of the rows of B and √W·μ: of the matrix as it is. */
    ThinSvd uncentred() {
        return ThinSvd.of(uncentredRows());
    }

    /** The rows of B and √W·μ; the caller must not change them. */
    double[][] uncentredRows() {
        double[][] stack = Arrays.copyOf(directions, directions.length + 1);
        stack[directions.length] = meanDirection();
        return stack;
    }

    /** B with √W·μ below it: a sketch of the matrix as it is, 0 ⪯ AᵀA − BᵀB ⪯ ΔI up to rounding. */
    public double[][] retainedRows() {
        double[][] rows = uncentredRows();
        Arrays.setAll(rows, i -> rows[i].clone());
        return rows;
    }

    /** √W·μ: what the centred rows lack to be AᵀA. */
    double[] meanDirection() {
        return Kernels.scaled(Math.sqrt(weight), mean);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** ℓ. */
    public int size() {
        return size;
    }

    public ShrinkPolicy policy() {
        return policy;
    }

    /** n: rows absorbed, merged ones included. */
    @Override
    public long rows() {
        return rows;
    }

    /** W: total weight of the rows. */
    public double weight() {
        return weight;
    }

    /** μ: the exact weighted mean of the rows, up to rounding. */
    public double[] mean() {
        return mean.clone();
    }

    /** Δ: certified bound of what is missing in every direction, in squared row units. */
    public double shrinkage() {
        return shrinkage;
    }

    /** α of the estimate BᵀB + αI: Δ/2 when the policy is robust, otherwise 0. */
    public double ridge() {
        return policy.ridgeShare() * shrinkage;
    }

    /** Certified bound of ‖S − (BᵀB + αI)‖₂, rounding aside: Δ/2 when the policy is robust, otherwise Δ. */
    public double spectralError() {
        return Math.max(policy.ridgeShare(), 1 - policy.ridgeShare()) * shrinkage;
    }

    /** The estimate of vᵀSv for a unit vector v: ‖Bv‖² + α, within {@link #spectralError()} of the truth. */
    public double squaredNormAlong(double[] unit) {
        return Kernels.squaredNormAlong(directions, unit) + ridge();
    }

    /** The certified singular values and vectors of the matrix as it is; costs an SVD of (ℓ+1)×d. */
    public SpectrumEstimate spectrum() {
        return SpectrumEstimate.of(this);
    }

    /** The principal components of the centred rows, as many as the rule chooses. */
    public PrincipalComponents principalComponents(RankRule rule) {
        return principalComponents(rule, Scaling.NONE);
    }

    /** Those of the centred rows with scaled columns. */
    public PrincipalComponents principalComponents(RankRule rule, Scaling scaling) {
        return PrincipalComponents.of(this, rule, scaling);
    }

    /** tr S: the summed squared distance of the rows to their mean, exact up to rounding. */
    public double scatter() {
        return scatter;
    }

    /** ‖A‖_F² of the matrix as it is, exact up to rounding. */
    public double energy() {
        return scatter + weight * Kernels.squaredNorm(mean);
    }

    /**
     * Allowance for rounding, relative to σ₁ (d ≤ ℓ) or to σ₁² (d &gt; ℓ). A fold is backward stable to a few units of
     * 2⁻⁵². Those of QR add up like a random walk, those of a product with eigenvectors in one direction: hence √folds
     * and folds. An estimate of first order, not a proof: in the tests the error stays below half of it.
     */
    public double relativeRounding() {
        return 0x1.0p-52 * (8 + 4 * (losesNothing() ? Math.sqrt(folds) : folds));
    }

    @Override
    public IncrementalSvd copy() {
        IncrementalSvd copy = new IncrementalSvd(dimension, size, policy);
        copy.directions = directions;
        copy.mean = mean;
        copy.rows = rows;
        copy.weight = weight;
        copy.shrinkage = shrinkage;
        copy.scatter = scatter;
        copy.folds = folds;
        return copy;
    }

    @Override
    public void writeTo(StateWriter out) {
        double[] moments = {
            rows, weight, shrinkage, scatter, folds, directions.length, dimension, size, policy.ordinal()
        };
        out.write(Section.MOMENTS, 0, moments);
        out.write(Section.MOMENTS, 1, mean);
        for (int i = 0; i < directions.length; i++) {
            out.write(Section.DIRECTIONS, i, directions[i]);
        }
    }

    /**
     * The sketch whose state this is.
     *
     * @throws CorruptStateException when no sketch has written this
     */
    public static IncrementalSvd readFrom(StateReader in) {
        double[] moments = in.require(Section.MOMENTS, 0, MOMENTS_LENGTH);
        int dimension = SketchParameters.readBetween(moments[6], 1, "dimension");
        int size = SketchParameters.readBetween(moments[7], 2, "sketch size");
        ShrinkPolicy[] policies = ShrinkPolicy.values();
        int policy = (int) StateReader.count(moments[8], policies.length - 1L, "shrink policy");
        int count = (int) StateReader.count(moments[5], Math.min(size, dimension), "number of directions");
        IncrementalSvd sketch = new IncrementalSvd(dimension, size, policies[policy]);
        sketch.rows = StateReader.count(moments[0], StateReader.LARGEST_COUNT, "row count");
        sketch.weight = StateReader.amount(moments[1], "weight");
        sketch.shrinkage = StateReader.amount(moments[2], "shrinkage");
        sketch.scatter = StateReader.amount(moments[3], "scatter");
        sketch.folds = StateReader.amount(moments[4], "number of folds");
        sketch.mean = in.require(Section.MOMENTS, 1, dimension);
        sketch.directions = new double[count][];
        for (int i = 0; i < count; i++) {
            sketch.directions[i] = in.require(Section.DIRECTIONS, i, dimension);
            StateReader.requireZeros(sketch.directions[i], sketch.losesNothing() ? i : 0, "a triangular factor");
        }
        sketch.requireInvariants();
        return sketch;
    }

    private void requireInvariants() {
        double kept = Kernels.squaredNorm(directions) + (policy.shrunk(size) + 1) * shrinkage;
        boolean consistent = (weight > 0) == (rows > 0)
                && weight <= rows * MatrixSketch.LARGEST_WEIGHT
                && kept <= scatter * (StateReader.WITH_ROUNDING + relativeRounding())
                && scatter <= 4 * square(MatrixSketch.LARGEST_MAGNITUDE) * dimension * weight
                && Kernels.squaredNorm(mean) <= 2 * square(MatrixSketch.LARGEST_MAGNITUDE) * dimension
                && !(losesNothing() && shrinkage > 0);
        if (!consistent) {
            throw new CorruptStateException("no rows have the moments: " + rows + " rows of weight " + weight
                    + ", scatter " + scatter + ", shrinkage " + shrinkage + ", " + kept + " kept");
        }
    }

    private static double square(double x) {
        return x * x;
    }

    /** c(x − y). */
    private static double[] difference(double[] x, double[] y, double c) {
        double[] difference = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            difference[i] = c * (x[i] - y[i]);
        }
        return difference;
    }
}
