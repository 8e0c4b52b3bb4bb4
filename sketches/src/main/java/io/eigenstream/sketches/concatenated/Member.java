package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.TriangularFactor;

/**
 * A named matrix A that may be stacked with others: its own rows, or those of a sketch B with BᵀB ⪯ AᵀA and the
 * energy ‖A‖_F² that the sketch was made of. Estimates read the same three numbers of both:
 *
 * <pre>  ‖Av‖² ≥ ‖Bv‖² for every v,   energy ≥ ‖A‖_F²,   loss ≥ ‖A‖_F² − ‖B‖_F²</pre>
 *
 * <p>At most d rows are kept: of more than d, their triangular factor, which has the same BᵀB; up to d are not copied
 * and must not be changed afterwards.
 */
public final class Member {

    /** A plain sum of 2²⁰ positive terms cannot be wrong by more of itself. */
    private static final double SUM_ROUNDING = 0x1.0p-32;

    private static final double SMALLEST_ENERGY = 1e-200;
    private static final double LARGEST_ENERGY = 1e200;

    private final String name;
    private final double[][] rows;
    private final int rowCount;
    private final int dimension;
    private final double energy;
    private final double loss;

    private Member(String name, double[][] rows, double energy, double loss) {
        this.name = name;
        this.rowCount = rows.length;
        this.dimension = rows.length == 0 ? 0 : rows[0].length;
        this.rows = rowCount > dimension ? TriangularFactor.of(rows) : rows;
        this.energy = energy;
        this.loss = loss;
    }

    /**
     * A matrix given by its own rows; its energy is theirs and nothing is lost.
     *
     * @throws IllegalArgumentException when rows are empty, differ in length or hold a number that is not finite, or
     *     when their energy is neither 0 nor from 1e-200 to 1e200, naming the member and the value
     */
    public static Member ofRows(String name, double[][] rows) {
        requireFinite(name, rows);
        double energy = Kernels.squaredNorm(rows);
        requireEnergy(name, energy, rows);
        return new Member(name, rows, energy, 0);
    }

    /**
     * A matrix given by a sketch of it.
     *
     * <p>Sketches are computed: that BᵀB exceeds AᵀA by 2⁻⁵²(d + 16)(m + 1)‖B‖_F² for m rows is allowed for. One that
     * has been through more arithmetic needs the rest of its rounding in the energy.
     *
     * @param rows B, with BᵀB ⪯ AᵀA; may be none
     * @param energy ‖A‖_F² or an upper bound of it: what it exceeds widens the bounds, what it lacks would void them.
     *     Up to 2⁻³² of it below ‖B‖_F² it is taken for ‖B‖_F², rounded
     * @throws IllegalArgumentException as for {@link #ofRows}, and when the energy is negative or below that of the
     *     rows
     */
    public static Member ofSketch(String name, double[][] rows, double energy) {
        requireFinite(name, rows);
        double kept = Kernels.squaredNorm(rows);
        requireEnergy(name, kept, rows);
        requireEnergy(name, energy, new double[0][]);
        if (energy < kept * (1 - SUM_ROUNDING)) {
            throw refusal(name, "energy " + energy + " is below " + kept + ", that of its rows");
        }
        int d = rows.length == 0 ? 0 : rows[0].length;
        double rounding = EnergyBalance.rounding(d, rows.length) * kept;
        return new Member(name, rows, Math.max(energy, kept), Math.max(energy - kept, 0) + rounding);
    }

    /**
     * A matrix given by its incremental SVD, as it is and not centred. Its rows count as those that the sketch retains.
     *
     * @throws IllegalArgumentException when the energy is out of range
     */
    public static Member ofSketch(String name, IncrementalSvd svd) {
        double rounding = svd.dimension() * svd.relativeRounding();
        return ofSketch(name, svd.retainedRows(), svd.energy() * (1 + rounding));
    }

    private static void requireFinite(String name, double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length == 0 || rows[i].length != rows[0].length) {
                String expected = rows[0].length == 0 ? "at least 1" : rows[0].length + " as in row[0]";
                throw refusal(name, "row[" + i + "] has " + rows[i].length + " numbers, expected " + expected);
            }
            for (int j = 0; j < rows[i].length; j++) {
                if (!Double.isFinite(rows[i][j])) {
                    throw refusal(name, "row[" + i + "][" + j + "] is " + rows[i][j] + ", expected a finite number");
                }
            }
        }
    }

    private static void requireEnergy(String name, double energy, double[][] rows) {
        boolean zero = energy == 0 && isZero(rows);
        if (!zero && !(energy >= SMALLEST_ENERGY && energy <= LARGEST_ENERGY)) {
            throw refusal(
                    name,
                    "energy is " + energy + ", expected 0 for a matrix of zeros, or from " + SMALLEST_ENERGY + " to "
                            + LARGEST_ENERGY);
        }
    }

    private static boolean isZero(double[][] rows) {
        for (double[] row : rows) {
            for (double x : row) {
                if (x != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static IllegalArgumentException refusal(String name, String what) {
        return new IllegalArgumentException("member \"" + name + "\": " + what);
    }

    /** Refuses a member of another dimension than d; 0 stands for any. */
    void requireDimension(int d) {
        if (d != 0 && dimension != 0 && dimension != d) {
            throw refusal(name, "rows have " + dimension + " numbers, expected " + d + " as those stacked before");
        }
    }

    /**
     * Upper bound of ‖A − AVᵀV‖_F² for orthonormal rows V, up to rounding: ‖AVᵀ‖ ≥ ‖BVᵀ‖ makes it loss + ‖B −
     * BVᵀV‖_F².
     */
    public double energyOutside(double[][] basis) {
        double outside = loss;
        for (double[] row : rows) {
            double[] rest = row.clone();
            for (double[] v : basis) {
                Kernels.axpy(-Kernels.dot(row, v), v, rest);
            }
            outside += Kernels.squaredNorm(rest);
        }
        return outside;
    }

    public String name() {
        return name;
    }

    /** At most d rows with the BᵀB of those given; the caller must not change them. */
    double[][] rows() {
        return rows;
    }

    /** Number of rows given: of A or of its sketch. */
    public int rowCount() {
        return rowCount;
    }

    /** d; 0 for a member without rows, which fits every d. */
    public int dimension() {
        return dimension;
    }

    /** Upper bound of ‖A‖_F², exact if what was given is. */
    public double energy() {
        return energy;
    }

    /** Upper bound of the energy that the sketch has lost, its rounding included; 0 for a matrix given by its rows. */
    public double loss() {
        return loss;
    }
}
