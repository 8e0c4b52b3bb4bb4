package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;

/** Batch linear algebra on whole stacks, and sketches of single blocks: the oracle. */
final class Stack {

    /**
     * Of ‖M‖_F, what a batch SVD and sums of a few thousand products may be wrong by; some 10⁻¹⁵ are seen, and every
     * bound has a larger allowance of its own.
     */
    static final double ROUNDING = 1e-13;

    private Stack() {}

    static double[][] of(List<double[][]> blocks) {
        return blocks.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    }

    static double[] singularValues(double[][] rows) {
        return new SimpleMatrix(rows).svd(true).getSingularValues();
    }

    static double squaredTail(double[][] rows, int rank) {
        return Arrays.stream(singularValues(rows)).skip(rank).map(s -> s * s).sum();
    }

    /** err_r. */
    static double relativeError(double[][] rows, int rank) {
        double energy = energy(rows);
        return energy == 0 ? 0 : Math.sqrt(squaredTail(rows, rank) / energy);
    }

    /** ‖M − MVᵀV‖_F / ‖M‖_F. */
    static double relativeError(double[][] rows, double[][] basis) {
        double energy = energy(rows);
        if (energy == 0 || basis.length == 0) {
            return energy == 0 ? 0 : 1;
        }
        SimpleMatrix m = new SimpleMatrix(rows);
        SimpleMatrix v = new SimpleMatrix(basis);
        return m.minus(m.mult(v.transpose()).mult(v)).normF() / Math.sqrt(energy);
    }

    /** ‖VVᵀ − I‖_F. */
    static double departureFromOrthonormality(double[][] basis) {
        if (basis.length == 0) {
            return 0;
        }
        SimpleMatrix v = new SimpleMatrix(basis);
        return v.mult(v.transpose()).minus(SimpleMatrix.identity(basis.length)).normF();
    }

    /** ‖·‖_F², rounded up: products and sum in twice the precision. */
    static double energy(double[][] rows) {
        double sum = 0;
        double correction = 0;
        for (double[] row : rows) {
            for (double x : row) {
                double square = x * x;
                double next = sum + square;
                correction += Math.fma(x, x, -square) + (sum >= square ? sum - next + square : square - next + sum);
                sum = next;
            }
        }
        return sum == 0 ? 0 : Math.nextUp(sum + correction);
    }

    /** σᵢvᵢ for i ≤ k. */
    static double[][] truncated(double[][] rows, int k) {
        return leading(rows, k, 0);
    }

    /** √(σᵢ² − σ²_{k+1})vᵢ for i ≤ k: one shrinkage of Frequent Directions. */
    static double[][] shrunk(double[][] rows, int k) {
        double[] sigma = singularValues(rows);
        return leading(rows, k, k < sigma.length ? sigma[k] * sigma[k] : 0);
    }

    /** The block itself, or a sketch of it, by turns. */
    static Member member(int i, double[][] block) {
        String name = "m" + i;
        return switch (i % 4) {
            case 0 -> Member.ofRows(name, block);
            case 1 -> Member.ofSketch(name, truncated(block, 4), energy(block));
            case 2 -> Member.ofSketch(name, folded(block));
            default -> Member.ofSketch(name, shrunk(block, 4), energy(block));
        };
    }

    private static IncrementalSvd folded(double[][] block) {
        IncrementalSvd svd = new IncrementalSvd(block[0].length, 4, ShrinkPolicy.FREQUENT_DIRECTIONS);
        for (double[] row : block) {
            svd.fold(RowBlock.of(row));
        }
        return svd;
    }

    /** The bound with the blocks on top. */
    static StackBound on(StackBound bound, double[][]... blocks) {
        StackBound grown = bound;
        for (double[][] block : blocks) {
            grown = grown.with(Member.ofRows("block", block));
        }
        return grown;
    }

    private static double[][] leading(double[][] rows, int k, double subtracted) {
        SimpleSVD<SimpleMatrix> svd = new SimpleMatrix(rows).svd(true);
        double[] sigma = svd.getSingularValues();
        double[][] leading = new double[Math.min(k, sigma.length)][];
        for (int i = 0; i < leading.length; i++) {
            double length = Math.sqrt(Math.max(0, sigma[i] * sigma[i] - subtracted));
            leading[i] = svd.getV().getColumn(i).scale(length).getDDRM().getData();
        }
        return leading;
    }

    /** The rows times a random orthogonal matrix of the seed. */
    static double[][] rotated(double[][] rows, long seed) {
        int d = rows[0].length;
        SimpleMatrix q = new SimpleMatrix(Blocks.gaussian(d, d, new Random(seed)))
                .svd(true)
                .getU();
        return new SimpleMatrix(rows).mult(q).toArray2();
    }

    static double[][] scaled(double c, double[][] rows) {
        return Blocks.plus(new double[rows.length][rows[0].length], c, rows);
    }
}
