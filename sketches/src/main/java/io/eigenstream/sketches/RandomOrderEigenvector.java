package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * Candidates for the leading eigenvector of AᵀA when rows come in uniformly random order, in O((h + log d)·d) doubles
 * for h heavy rows: with a gap R = λ₁/λ₂ above a constant, the best of them has correlation 1 − O(1/√R) with v₁.
 *
 * <p>Rows with ‖a‖² ≥ ‖A‖_F²/(d·polylog d) are heavy and kept whole ({@link HeavyRows}); the light ones go through the
 * power method block by block ({@link BlockPower}). Either the heavy or the light rows hold half of ‖Av₁‖², and the top
 * direction of a part M with α = ‖Mv₁‖²/λ₁ has sin² ≤ 4/(αR): so one candidate comes from each, and a Gaussian sketch
 * of all rows ({@link GaussianSketch}) chooses between them.
 *
 * <p>The candidates are not mergeable: see {@link MatrixSummary} for how those of several partitions are judged.
 *
 * <p>Reference: Kacham, Woodruff, "Approximating the Top Eigenvector in Random Order Streams", NeurIPS 2024,
 * arXiv:2412.11963. Follows its decomposition and statement; the constants, the dyadic epochs, the growing blocks and
 * the choice by sketch instead of feeding heavy rows into every iteration are ours.
 */
final class RandomOrderEigenvector {

    private final HeavyRows heavy;
    private final BlockPower power;
    private final GaussianSketch gaussian;
    private long rows;

    RandomOrderEigenvector(SketchParameters parameters) {
        this(
                new HeavyRows(parameters.heavyRows()),
                new BlockPower(parameters.dimension(), parameters.seed()),
                new GaussianSketch(parameters.dimension(), parameters.seed()),
                0);
    }

    private RandomOrderEigenvector(HeavyRows heavy, BlockPower power, GaussianSketch gaussian, long rows) {
        this.heavy = heavy;
        this.power = power;
        this.gaussian = gaussian;
        this.rows = rows;
    }

    void fold(RowBlock block) {
        double[][] weighted = new double[block.count()][];
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] = block.weightedRow(i);
            double squaredLength = Kernels.squaredNorm(weighted[i]);
            heavy.offer(weighted[i], squaredLength, rows + 1 + i);
            power.update(weighted[i], squaredLength, heavy);
        }
        gaussian.fold(weighted, rows + 1);
        rows += weighted.length;
    }

    HeavyRows heavy() {
        return heavy;
    }

    BlockPower power() {
        return power;
    }

    GaussianSketch gaussian() {
        return gaussian;
    }

    RandomOrderEigenvector copy() {
        return new RandomOrderEigenvector(heavy.copy(), power.copy(), gaussian.copy(), rows);
    }

    void writeTo(StateWriter out) {
        heavy.writeTo(out);
        power.writeTo(out);
        gaussian.writeTo(out);
    }

    static RandomOrderEigenvector readFrom(StateReader in, SketchParameters parameters, long rows) {
        int dimension = parameters.dimension();
        return new RandomOrderEigenvector(
                HeavyRows.readFrom(in, parameters.heavyRows(), dimension),
                BlockPower.readFrom(in, dimension),
                GaussianSketch.readFrom(in, dimension, parameters.seed()),
                rows);
    }
}
