package io.eigenstream.sketches.concatenated;

import java.util.List;

/**
 * Members that share one basis V: each is to be replaced by its rows' coordinates AVᵀ, with ‖M − MVᵀV‖_F ≤
 * errorBound·‖M‖_F for the stack M of them.
 *
 * @param members names, in the order in which they were taken: the seed first
 * @param errorBound certified upper bound of the relative error of V, and of the best basis of its rank; above the
 *     tolerance only for a single member that exceeds it by itself
 * @param basis V: at most r orthonormal rows
 * @param rows of all members as they were given
 * @param energy ‖M‖_F²
 */
public record Cluster(List<String> members, double errorBound, double[][] basis, long rows, double energy) {}
