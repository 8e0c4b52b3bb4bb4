package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
import io.eigenstream.sketches.linalg.ThinSvd;
import io.eigenstream.sketches.linalg.TriangularFactor;
import java.util.Arrays;

/**
 * The Frequent Directions sketch of the centred rows: a matrix B of at most ℓ rows with
 *
 * <pre>  0 ⪯ S − BᵀB ⪯ ΔI,   Δ ≤ ‖A − A_k‖_F² / (ℓ + 1 − k) for every 0 ≤ k ≤ ℓ</pre>
 *
 * where S = Σ w(x−μ)(x−μ)ᵀ is the scatter of the n rows x of weight w about their exact mean μ, and Δ is
 * {@link #shrinkage()}. Since AᵀA = S + Wμμᵀ exactly (W the total weight), the rows of B and √W·μ together are a sketch
 * of the matrix as it is, with the same Δ. For d ≤ ℓ nothing is ever lost: Δ = 0.
 *
 * <table><caption>Cost, block of b rows</caption>
 *   <tr><td>memory</td><td>(ℓ + 1)d doubles</td></tr>
 *   <tr><td>fold, d ≤ ℓ</td><td>QR: about 2(d+b)d² flops</td></tr>
 *   <tr><td>fold, d &gt; ℓ</td><td>Gram matrix, its eigenvectors, product: about 3(ℓ+b)²d + 9(ℓ+b)³ flops</td></tr>
 *   <tr><td>merge</td><td>one fold of the other's rows; the two Δ add</td></tr>
 * </table>
 *
 * <p>Invariants: (1) for d ≤ ℓ the rows of B are at most d rows of a triangular factor, for d &gt; ℓ they are σᵢvᵢ in
 * descending σ, orthogonal up to rounding; (2) at most min(ℓ, d) of them;
 * (3) Δ never decreases; (4) ‖B‖_F² + (ℓ+1)Δ ≤ {@link #scatter()} up to rounding.
 *
 * <p>Reference: Ghashami, Liberty, Phillips, Woodruff, "Frequent Directions: Simple and Deterministic Matrix
 * Sketching", SIAM J. Comput. 45(5), 2016; the mean correction is that of Ross, Lim, Lin, Yang, IJCV 77, 2008.
 * Deviations: rows come in blocks and σ²_{ℓ+1} is subtracted, which keeps ℓ rows instead of ℓ−1 and puts ℓ+1 for ℓ into
 * the published bound; singular values below about 10⁻⁸σ₁ are rounding when d &gt; ℓ (Gram matrix), which the bound of
 * {@link #relativeRounding()} covers.
 */
public final class FrequentDirections {

    private static final int MOMENTS_LENGTH = 6;

    private final int dimension;
    private final int size;
    private double[][] directions = new double[0][];
    private double[] mean;
    private long rows;
    private double weight;
    private double shrinkage;
    private double scatter;
    private long folds;

    public FrequentDirections(int dimension, int size) {
        this.dimension = dimension;
        this.size = size;
        this.mean = new double[dimension];
    }

    /** Absorbs the rows of the block. */
    public void fold(RowBlock block) {
        if (block.count() == 0) {
            return;
        }
        double blockWeight = block.totalWeight();
        double[] blockMean = mean(block, blockWeight);
        double[][] centred = new double[block.count()][];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = difference(block.row(i), blockMean, Math.sqrt(block.weight(i)));
        }
        absorb(centred, squaredNorms(centred), blockMean, blockWeight);
        rows += block.count();
        folds++;
    }

    /** First row plus the mean of the differences to it: exact for equal rows, whatever their size. */
    private double[] mean(RowBlock block, double blockWeight) {
        double[] first = block.row(0);
        double[] offset = new double[dimension];
        for (int i = 1; i < block.count(); i++) {
            double[] row = block.row(i);
            double share = block.weight(i) / blockWeight;
            for (int j = 0; j < dimension; j++) {
                offset[j] += share * (row[j] - first[j]);
            }
        }
        Kernels.axpy(1, first, offset);
        return offset;
    }

    /**
     * Absorbs another sketch; it is left as it is. The certificates add.
     *
     * @throws IllegalArgumentException when the dimensions or sizes differ
     */
    public void merge(FrequentDirections other) {
        if (other.dimension != dimension || other.size != size) {
            throw new IllegalArgumentException("a sketch of dimension " + other.dimension + " and size " + other.size
                    + " cannot be merged into one of " + dimension + " and " + size);
        }
        if (other.weight == 0) {
            return;
        }
        absorb(other.directions, other.scatter, other.mean, other.weight);
        rows += other.rows;
        shrinkage += other.shrinkage;
        folds += other.folds + 1;
    }

    /** Absorbs rows centred about their own mean: the correction row makes the scatter one about the common mean. */
    private void absorb(double[][] centred, double theirScatter, double[] theirMean, double theirWeight) {
        double total = weight + theirWeight;
        double[] correction = difference(mean, theirMean, Math.sqrt(weight * theirWeight / total));
        double[][] stack = Arrays.copyOf(directions, directions.length + centred.length + 1);
        System.arraycopy(centred, 0, stack, directions.length, centred.length);
        stack[stack.length - 1] = correction;
        directions = compress(stack);
        scatter += theirScatter + Kernels.squaredNorm(correction);
        mean = mean.clone();
        Kernels.axpy(1, difference(theirMean, mean, theirWeight / total), mean);
        weight = total;
    }

    private double[][] compress(double[][] stack) {
        if (losesNothing()) {
            return stack.length <= dimension ? stack : TriangularFactor.of(stack);
        }
        return stack.length <= size ? rowsOf(ThinSvd.of(stack)) : shrink(stack);
    }

    private static double[][] rowsOf(ThinSvd svd) {
        double[][] rows = new double[svd.values().length][];
        Arrays.setAll(rows, i -> Kernels.scaled(svd.values()[i], svd.rightVectors()[i]));
        return rows;
    }

    /** Orthogonal rows with σ²_{ℓ+1} subtracted from every squared length; adds it to Δ. */
    private double[][] shrink(double[][] stack) {
        SymmetricEigen eigen = SymmetricEigen.of(Kernels.gram(stack));
        double[] lambda = eigen.values();
        double delta = Math.max(lambda[size], 0);
        shrinkage += delta;
        double[][] shrunk = new double[size][];
        int kept = 0;
        for (int i = 0; i < size && lambda[i] > delta; i++) {
            double[] coefficients = Kernels.scaled(Math.sqrt((lambda[i] - delta) / lambda[i]), eigen.vectors()[i]);
            shrunk[kept] = new double[dimension];
            Kernels.combine(coefficients, stack, stack.length, shrunk[kept++]);
        }
        return Arrays.copyOf(shrunk, kept);
    }

    /** The rows of B; the caller must not change them. */
    double[][] directions() {
        return directions;
    }

    /** Whether every row is kept in full because its dimension fits the sketch. */
    boolean losesNothing() {
        return dimension <= size;
    }

    /** Singular values and right singular vectors of B: of the centred rows. */
    ThinSvd centred() {
        return losesNothing() ? ThinSvd.of(directions) : ThinSvd.ofOrthogonal(directions);
    }

    /** Singular values and right singular vectors of the rows of B and √W·μ: of the matrix as it is. */
    ThinSvd uncentred() {
        double[][] stack = Arrays.copyOf(directions, directions.length + 1);
        stack[directions.length] = meanDirection();
        return ThinSvd.of(stack);
    }

    /** √W·μ: what the centred rows lack to be AᵀA. */
    double[] meanDirection() {
        return Kernels.scaled(Math.sqrt(weight), mean);
    }

    public int dimension() {
        return dimension;
    }

    public int size() {
        return size;
    }

    /** n: rows absorbed, merged ones included. */
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

    FrequentDirections copy() {
        FrequentDirections copy = new FrequentDirections(dimension, size);
        copy.directions = directions;
        copy.mean = mean;
        copy.rows = rows;
        copy.weight = weight;
        copy.shrinkage = shrinkage;
        copy.scatter = scatter;
        copy.folds = folds;
        return copy;
    }

    void writeTo(StateWriter out) {
        double[] moments = {rows, weight, shrinkage, scatter, folds, directions.length};
        out.write(Section.MOMENTS, 0, moments);
        out.write(Section.MOMENTS, 1, mean);
        for (int i = 0; i < directions.length; i++) {
            out.write(Section.DIRECTIONS, i, directions[i]);
        }
    }

    static FrequentDirections readFrom(StateReader in, int dimension, int size) {
        FrequentDirections sketch = new FrequentDirections(dimension, size);
        double[] moments = in.require(Section.MOMENTS, 0, MOMENTS_LENGTH);
        sketch.rows = StateReader.count(moments[0], Long.MAX_VALUE, "row count");
        sketch.weight = moments[1];
        sketch.shrinkage = moments[2];
        sketch.scatter = moments[3];
        sketch.folds = StateReader.count(moments[4], Long.MAX_VALUE, "number of folds");
        sketch.directions =
                new double[(int) StateReader.count(moments[5], Math.min(size, dimension), "number of directions")][];
        sketch.mean = in.require(Section.MOMENTS, 1, dimension);
        for (int i = 0; i < sketch.directions.length; i++) {
            sketch.directions[i] = in.require(Section.DIRECTIONS, i, dimension);
        }
        return sketch;
    }

    private static double squaredNorms(double[][] rows) {
        double sum = 0;
        for (double[] row : rows) {
            sum += Kernels.squaredNorm(row);
        }
        return sum;
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
