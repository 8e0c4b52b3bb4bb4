package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * The power method on consecutive blocks of the light rows, for streams of unknown length in random order.
 *
 * <p>Epoch p covers rows 2^p to 2^{p+1}−1 and is cut into T = ⌈2 log₂ d⌉ blocks whose lengths grow by half: the last,
 * longest one decides the accuracy. Within a block acc = Σ⟨a,z⟩a over its light rows; at its end z = acc/‖acc‖. A row
 * is light when ‖a‖² &lt; τ = F/(d log₂² d), F the energy before the epoch, rounded up to a power of two. The answer is
 * that of the last whole epoch, a quarter of the stream or more.
 *
 * <p>In random order a block of light rows is a spectral sample of all of them (matrix Bernstein), so T steps reach
 * sin² = O(1/R) for a gap R = λ₁/λ₂ above a constant. Memory: 3d doubles; 4d flops a light row. Not mergeable: z is a
 * walk through one sequence of rows.
 */
final class BlockPower {

    private static final double GROWTH = 1.5;
    private static final int SCALARS = 6;
    /** Never drawn for a row: row numbers begin at 1. */
    private static final long START_COUNTER = 0;

    private final int dimension;
    private final int blocksPerEpoch;
    private final double polylog;

    private double[] z;
    private double[] acc;
    private double[] answer;
    private double energy;
    private long rows;
    /** These three follow from the number of rows. */
    private long epochLength = 1;

    private int block;
    private long lastRowOfBlock;

    private double threshold;
    private double answerThreshold;
    private boolean guarded;
    private boolean answerGuarded;

    BlockPower(int dimension, long seed) {
        this.dimension = dimension;
        double log2 = StrictMath.log(dimension) / StrictMath.log(2);
        this.blocksPerEpoch = Math.max(1, (int) StrictMath.ceil(2 * log2));
        this.polylog = Math.max(1, log2 * log2);
        double[] start = new double[dimension];
        CounterGaussian.fill(seed, START_COUNTER, start);
        this.z = Kernels.normalized(start);
        this.acc = new double[dimension];
        this.answer = z;
        this.lastRowOfBlock = endOfBlock();
    }

    /** Takes the next row; the heavy rows, this one included, set the threshold when an epoch ends here. */
    void update(double[] row, double squaredLength, HeavyRows heavy) {
        rows++;
        energy += squaredLength;
        if (squaredLength < threshold) {
            Kernels.axpy(Kernels.dot(row, z), row, acc);
        }
        while (rows >= lastRowOfBlock) {
            endBlock(heavy);
        }
    }

    private long endOfBlock() {
        boolean last = block == blocksPerEpoch - 1;
        double share = last ? 1 : (power(block + 1) - 1) / (power(blocksPerEpoch) - 1);
        return epochLength - 1 + (long) (share * epochLength);
    }

    private static double power(int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= GROWTH;
        }
        return power;
    }

    private void endBlock(HeavyRows heavy) {
        if (Kernels.squaredNorm(acc) > 0) {
            z = Kernels.normalized(acc);
            acc = new double[dimension];
        }
        block++;
        if (block == blocksPerEpoch) {
            endEpoch(heavy);
        }
        lastRowOfBlock = endOfBlock();
    }

    private void endEpoch(HeavyRows heavy) {
        answer = z;
        answerThreshold = threshold;
        answerGuarded = guarded;
        epochLength *= 2;
        block = 0;
        threshold = powerOfTwoAbove(energy / (dimension * polylog));
        guarded = heavy.isFull() && heavy.medianSquaredLength() >= threshold;
        if (guarded) {
            threshold = powerOfTwoAbove(Math.nextUp(heavy.medianSquaredLength()));
        }
    }

    private static double powerOfTwoAbove(double x) {
        if (x < Double.MIN_NORMAL) {
            return x;
        }
        double power = Math.scalb(1.0, Math.getExponent(x));
        return power < x ? 2 * power : power;
    }

    int dimension() {
        return dimension;
    }

    /** Rows taken. */
    long rows() {
        return rows;
    }

    /** The direction after the last whole epoch: of unit length. */
    double[] answer() {
        return answer;
    }

    /** The direction after the last whole block: newer than the answer, from fewer rows. */
    double[] current() {
        return z;
    }

    /** Rows of this squared length and more are not in the answer. */
    double answerThreshold() {
        return answerThreshold;
    }

    /** Whether there were more rows above the threshold than are kept, so that it had to be raised. */
    boolean answerGuarded() {
        return answerGuarded;
    }

    BlockPower copy() {
        BlockPower copy = new BlockPower(dimension, 0);
        copy.z = z;
        copy.acc = acc.clone();
        copy.answer = answer;
        copy.setScalars(scalars());
        return copy;
    }

    private double[] scalars() {
        return new double[] {energy, rows, threshold, answerThreshold, guarded ? 1 : 0, answerGuarded ? 1 : 0};
    }

    private void setScalars(double[] scalars) {
        energy = StateReader.amount(scalars[0], "energy");
        rows = StateReader.count(scalars[1], StateReader.LARGEST_COUNT, "rows of the power method");
        threshold = StateReader.amount(scalars[2], "threshold");
        answerThreshold = StateReader.amount(scalars[3], "threshold of the answer");
        guarded = StateReader.count(scalars[4], 1, "guard") == 1;
        answerGuarded = StateReader.count(scalars[5], 1, "guard of the answer") == 1;
        epochLength = Long.highestOneBit(rows + 1);
        block = 0;
        lastRowOfBlock = endOfBlock();
        while (rows >= lastRowOfBlock) {
            block++;
            lastRowOfBlock = endOfBlock();
        }
    }

    void writeTo(StateWriter out) {
        out.write(Section.POWER, 1, scalars());
        out.write(Section.POWER, 2, z);
        out.write(Section.POWER, 3, acc.clone());
        out.write(Section.POWER, 4, answer);
    }

    static BlockPower readFrom(StateReader in, int dimension) {
        BlockPower power = new BlockPower(dimension, 0);
        power.setScalars(in.require(Section.POWER, 1, SCALARS));
        power.z = StateReader.unit(in.require(Section.POWER, 2, dimension), "vector of the power method");
        power.acc = in.require(Section.POWER, 3, dimension);
        power.answer = StateReader.unit(in.require(Section.POWER, 4, dimension), "answer of the power method");
        if (Kernels.squaredNorm(power.acc) > StateReader.WITH_ROUNDING * power.energy * power.energy) {
            throw new CorruptStateException("the accumulator is longer than the energy " + power.energy);
        }
        return power;
    }
}
