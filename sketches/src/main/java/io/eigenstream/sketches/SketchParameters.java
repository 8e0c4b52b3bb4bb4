package io.eigenstream.sketches;

/**
 * What a matrix's sketches are made of; sketches of equal dimension, size, policy and heavy rows can be merged.
 *
 * @param dimension d: length of every row, at least 1
 * @param size ℓ: rows of the incremental SVD and rows in a block, at least 2
 * @param policy of the incremental SVD
 * @param heavyRows rows of largest length that are kept whole, at least 2
 * @param seed of the random numbers, drawn by (seed, row number)
 */
public record SketchParameters(int dimension, int size, ShrinkPolicy policy, int heavyRows, long seed) {

    /** Largest dimension, size and number of heavy rows. */
    public static final int LARGEST = 1 << 20;

    public SketchParameters {
        require("dimension", dimension, 1);
        require("size", size, 2);
        require("heavyRows", heavyRows, 2);
    }

    /** With Frequent Directions as the policy. */
    public SketchParameters(int dimension, int size, int heavyRows, long seed) {
        this(dimension, size, ShrinkPolicy.FREQUENT_DIRECTIONS, heavyRows, seed);
    }

    /** The same parameters with a seed of their own for one partition of one matrix. */
    public SketchParameters forPartition(String matrix, int partition) {
        long own = CounterGaussian.mix(seed ^ CounterGaussian.mix(partition + 1L));
        for (int i = 0; i < matrix.length(); i++) {
            own = CounterGaussian.mix(own ^ matrix.charAt(i));
        }
        return new SketchParameters(dimension, size, policy, heavyRows, own);
    }

    /** Whether sketches of these and the other parameters can be merged. */
    public boolean mergesWith(SketchParameters other) {
        return dimension == other.dimension
                && size == other.size
                && policy == other.policy
                && heavyRows == other.heavyRows;
    }

    static void require(String what, int value, int least) {
        if (value < least || value > LARGEST) {
            throw new IllegalArgumentException(what + " is " + value + ", expected " + least + " to " + LARGEST);
        }
    }

    /** A dimension or size that was stored as a double. */
    static int readBetween(double stored, int least, String what) {
        if (!(stored >= least)) {
            throw new CorruptStateException(what + " is " + stored + ", expected " + least + " to " + LARGEST);
        }
        return (int) StateReader.count(stored, LARGEST, what);
    }
}
