package io.eigenstream.producers;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Random rows of a known law: the same ones for the same arguments. Without end unless {@link #limitedTo limited}. */
public final class Generator implements RowSource {

    private final RowLaw law;
    private final int dimension;
    private final long seed;
    private final long rows;

    private Generator(RowLaw law, int dimension, long seed, long rows) {
        this.law = law;
        this.dimension = dimension;
        this.seed = seed;
        this.rows = rows;
    }

    /**
     * Low rank plus noise: x = Σ sᵢ zᵢ vᵢ + noise·g with random orthonormal v₁…v_k, strengths sᵢ = (k−i+1)/k, and
     * independent standard normal z and g.
     *
     * @throws IllegalArgumentException when the rank is not between 1 and the dimension, or the noise is negative
     */
    public static Generator lowRank(int dimension, int rank, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RowLaw law = new LowRankLaw(dimension, rank, noise, random.split());
        return new Generator(law, dimension, random.nextLong(), Long.MAX_VALUE);
    }

    /**
     * Spiked covariance: normal rows with covariance I + (gap−1)·vvᵀ for a random unit v, so that the gap is λ₁/λ₂
     * and v the leading eigenvector.
     *
     * @throws IllegalArgumentException when the dimension is not positive or the gap is below 1
     */
    public static Generator spiked(int dimension, double gap, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RowLaw law = new SpikedLaw(dimension, gap, random.split());
        return new Generator(law, dimension, random.nextLong(), Long.MAX_VALUE);
    }

    /**
     * The rows of {@link #lowRank} around a fixed mean, as metrics of a machine. A share of them leave the subspace:
     * one to three neighbouring columns jump. Their source is {@code anomaly}, that of the others {@code normal}.
     *
     * @throws IllegalArgumentException as for {@link #lowRank}, and when the share is not between 0 and 1
     */
    public static Generator anomalies(int dimension, int rank, double noise, double anomalyShare, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LowRankLaw normal = new LowRankLaw(dimension, rank, noise, random.split());
        RowLaw law = new FleetLaw(normal, dimension, anomalyShare, random.split());
        return new Generator(law, dimension, random.nextLong(), Long.MAX_VALUE);
    }

    /**
     * Two standard normal columns whose correlation changes its sign in the last rows of every period: neither column
     * shows that alone. The source of these rows is {@code flipped}, that of the others {@code normal}.
     *
     * @throws IllegalArgumentException when the correlation is not between 0 and 1, or a period has no place for the
     *     flipped rows
     */
    public static Generator correlationFlip(double correlation, long period, long flipped, long seed) {
        return new Generator(new CorrelationFlipLaw(correlation, period, flipped), 2, seed, Long.MAX_VALUE);
    }

    /** The first rows of this generator. */
    public Generator limitedTo(long rowCount) {
        if (rowCount < 1) {
            throw new IllegalArgumentException("rows is " + rowCount + ", expected at least 1");
        }
        return new Generator(law, dimension, seed, rowCount);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** The number of rows, when it is limited. */
    @Override
    public OptionalLong itemCount() {
        return rows == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    @Override
    public ItemReader open(long firstIndex) {
        return new Reader(firstIndex);
    }

    private final class Reader implements ItemReader {

        private final SplittableRandom random = new SplittableRandom(seed);
        private final long firstIndex;
        private long rowsRead;

        Reader(long firstIndex) {
            this.firstIndex = firstIndex;
        }

        @Override
        public InputItem read() {
            return rowsRead == rows ? null : new InputItem.Row(law.draw(random, firstIndex + rowsRead++));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
