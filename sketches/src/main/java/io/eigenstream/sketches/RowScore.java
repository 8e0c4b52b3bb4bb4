package io.eigenstream.sketches;

/**
 * Where a row lies relative to a principal subspace, and how much of that is each column's.
 *
 * <p>Every part is a square, and those of all columns add up to their statistic: rⱼ² to Q, wⱼ² to T², and wⱼ² + rⱼ²/σ²
 * to D². Reference: the complete decomposition of Alcala, Qin, J. Process Control 19, 2009.
 *
 * @param q squared prediction error: ‖r‖², in squared units of the scaled rows
 * @param t2 Hotelling's T²: the row's squared distance to the mean inside the subspace, in variances
 * @param noiseVariance σ² of the model, per direction outside the subspace
 * @param scale s: what centred columns are divided by; 1 for each without scaling
 * @param residual r = x′ − VVᵀx′ for x′ = (x − μ)/s
 * @param whitened w = VΛ^(−1/2)Vᵀx′
 */
public record RowScore(
        double q, double t2, double noiseVariance, double[] scale, double[] residual, double[] whitened) {

    /** D² = T² + Q/σ². */
    public double combined() {
        return t2 + q / noiseVariance;
    }

    /** The nearest value of the subspace to column j of the row that this is the score of. */
    public double expected(double[] row, int column) {
        return row[column] - scale[column] * residual[column];
    }

    /** Column j's part of Q. */
    public double partOfQ(int column) {
        return residual[column] * residual[column];
    }

    /** Column j's part of T². */
    public double partOfT2(int column) {
        return whitened[column] * whitened[column];
    }

    /** Column j's part of D². */
    public double partOfCombined(int column) {
        return partOfT2(column) + partOfQ(column) / noiseVariance;
    }

    /** Column j's share of D²: 0 to 1, and 0 for every column of a row at the mean. */
    public double share(int column) {
        double part = partOfCombined(column);
        if (part == Double.POSITIVE_INFINITY) {
            return partOfQ(column) / q;
        }
        return part == 0 ? 0 : part / combined();
    }
}
