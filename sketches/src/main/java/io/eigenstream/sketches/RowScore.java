package io.eigenstream.sketches;

/**
 * Where a row lies relative to a principal subspace.
 *
 * @param q squared prediction error: ‖r‖², in squared row units
 * @param t2 Hotelling's T²: the row's squared distance to the mean inside the subspace, in variances
 * @param residual r = x − μ − V(x−μ): entry j squared is column j's part of q
 */
public record RowScore(double q, double t2, double[] residual) {}
