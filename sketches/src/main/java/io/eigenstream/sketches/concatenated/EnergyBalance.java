package io.eigenstream.sketches.concatenated;

/**
 * What is known of the energy of a stack of members.
 *
 * <p>Lost energy is summed from parts that are not negative, never as the difference of two energies: a difference
 * would leave an error of √2⁻⁵² ≈ 10⁻⁸ where nothing is lost.
 *
 * @param rank r
 * @param dimension d; 0 while no member had rows
 * @param energy ‖M‖_F² of the stack, or an upper bound of it
 * @param lost upper bound of what stays lost, whatever is added later
 * @param rounding allowance in units of √energy
 */
record EnergyBalance(int rank, int dimension, double energy, double lost, double rounding) {

    /** Householder reflections, rotations and sums cost a small multiple of the products' rounding. */
    private static final int BEYOND_PRODUCTS = 16;

    static EnergyBalance ofRank(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank is " + rank + ", expected at least 1");
        }
        return new EnergyBalance(rank, 0, 0, 0, 0);
    }

    /**
     * The relative distance from given rows of dimension d to those for which arithmetic on a small matrix of s rows
     * is exact, to first order: a row is rebuilt from s inner products of length d and a factorisation of size s,
     * which is backward stable. Observed: at most 0.04 of it, over stacks of exact rank 3 of 30 members with d from 2
     * to 200.
     */
    static double rounding(int d, int s) {
        return 0x1.0p-52 * (d + BEYOND_PRODUCTS) * (s + 1.0);
    }

    /**
     * With a member more, of which so much is lost, by arithmetic on a small matrix of s rows. Moving M by δ‖M‖_F
     * moves √(lost/energy) by at most δ, so that allowances add.
     */
    EnergyBalance plus(Member member, double memberLost, int s) {
        int d = Math.max(dimension, member.dimension());
        return new EnergyBalance(rank, d, energy + member.energy(), lost + memberLost, rounding + rounding(d, s));
    }

    /** √(lost/energy) with what is also lost at present, and the allowance; at most 1, and 0 for the zero matrix. */
    double relativeError(double alsoLost) {
        return energy == 0 ? 0 : Math.min(1, Math.sqrt((lost + alsoLost) / energy) + rounding);
    }
}
