package io.eigenstream.sketches.concatenated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Groups matrices of one dimension so that each group shares a basis of r rows with a certified relative error of at
 * most ε.
 *
 * <p>Greedy, a cluster at a time. Its seed is the largest member that remains, with the next largest ones while they
 * have at most r rows together. Then candidates are tried in the given order; the first that would raise the bound
 * above ε ends the cluster. When as many clusters in a row as the patience says have found no candidate, every member
 * that remains becomes a cluster of its own.
 *
 * <p>Promises: (1) every member is in exactly one cluster; (2) a cluster of two or more members has a certified error
 * of at most ε; (3) a single member may exceed ε by itself, and its bound says so; (4) equal input gives equal
 * output, ties are broken by input order. How few clusters there are is not promised.
 *
 * <table><caption>Cost, K members, C clusters, N rows</caption>
 *   <tr><td>memory</td><td>O(K) references and two bounds</td></tr>
 *   <tr><td>bookkeeping</td><td>O(K log K)</td></tr>
 *   <tr><td>bounds</td><td>at most K + 2C updates of the bound, each at its own cost</td></tr>
 *   <tr><td>order</td><td>by residual: O(CNrd) at most; by energy: nothing</td></tr>
 * </table>
 *
 * <p>Reference: {@link StackBound}. With {@link WeylBound} and SMALLEST_FIRST it is the paper's algorithm 1, with
 * {@link ResidualBound} algorithm 2, with {@link IncrementalBound} algorithm 3. Deviations: a seed grows only while
 * its bound holds, since sketched members may have lost too much; residuals are those to the r rows of the seed's
 * basis, the energy lost by sketches included; members of a seed are never lost when no candidate fits.
 */
public final class ErrorConstrainedClustering {

    private final StackBound empty;
    private final double tolerance;
    private final CandidateOrder order;
    private final int patience;

    /**
     * @param empty the bound of the empty stack, of which the rank is r
     * @param tolerance ε, 0 to 1
     * @param patience clusters in a row without a candidate before the rest is given up, at least 1
     * @throws IllegalArgumentException when one of these does not hold, naming it
     */
    public ErrorConstrainedClustering(StackBound empty, double tolerance, CandidateOrder order, int patience) {
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + ", expected 0 to 1");
        }
        if (empty.relativeError() > 0 || empty.basis().length > 0) {
            throw new IllegalArgumentException("the bound to start from has members already, expected none");
        }
        if (patience < 1) {
            throw new IllegalArgumentException("patience is " + patience + ", expected at least 1");
        }
        this.empty = empty;
        this.tolerance = tolerance;
        this.order = order;
        this.patience = patience;
    }

    /**
     * Clusters the members.
     *
     * @throws IllegalArgumentException when two members have one name or differ in dimension, naming the second
     */
    public Clustering of(List<Member> members) {
        int dimension = requireStackable(members);
        Remaining remaining = new Remaining(members);
        List<Cluster> clusters = new ArrayList<>();
        int fruitless = 0;
        while (!remaining.isEmpty()) {
            Draft draft = new Draft(empty, takeLargest(remaining));
            if (fruitless < patience) {
                growSeed(draft, remaining);
                fruitless = takeCandidates(draft, remaining) ? 0 : fruitless + 1;
            }
            clusters.add(draft.cluster());
        }
        return new Clustering(empty.rank(), dimension, List.copyOf(clusters));
    }

    private static int requireStackable(List<Member> members) {
        Set<String> names = new HashSet<>();
        int dimension = 0;
        for (Member member : members) {
            if (!names.add(member.name())) {
                throw new IllegalArgumentException("member \"" + member.name() + "\" is there twice");
            }
            member.requireDimension(dimension);
            dimension = Math.max(dimension, member.dimension());
        }
        return dimension;
    }

    private static Member takeLargest(Remaining remaining) {
        Candidate largest = remaining.largest();
        remaining.take(largest);
        return largest.member();
    }

    private void growSeed(Draft draft, Remaining remaining) {
        while (!remaining.isEmpty()
                && draft.rows() + remaining.largest().member().rowCount() <= empty.rank()
                && draft.admits(remaining.largest().member(), tolerance)) {
            takeLargest(remaining);
        }
    }

    /** Whether there was one that fitted. */
    private boolean takeCandidates(Draft draft, Remaining remaining) {
        List<Candidate> taken = new ArrayList<>();
        for (Candidate candidate : order.of(remaining, draft.bound())) {
            if (!draft.admits(candidate.member(), tolerance)) {
                break;
            }
            taken.add(candidate);
        }
        taken.forEach(remaining::take);
        return !taken.isEmpty();
    }
}
