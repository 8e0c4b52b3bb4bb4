package io.eigenstream.benchmarks;

import io.eigenstream.sketches.concatenated.CandidateOrder;
import io.eigenstream.sketches.concatenated.Cluster;
import io.eigenstream.sketches.concatenated.Clustering;
import io.eigenstream.sketches.concatenated.ErrorConstrainedClustering;
import io.eigenstream.sketches.concatenated.IncrementalBound;
import io.eigenstream.sketches.concatenated.Member;
import io.eigenstream.sketches.concatenated.ResidualBound;
import io.eigenstream.sketches.concatenated.StackBound;
import io.eigenstream.sketches.concatenated.WeylBound;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One clustering, what is certified of it, and what is true of it and of two other groupings into as many groups.
 *
 * @param certified of the clustering
 */
record ConcatenationPoint(Setting setting, Certified certified, Outcome clustering, Outcome kMeans, Outcome random) {

    private static final int PATIENCE = 10;
    private static final long SEED = 1;

    /** Which bound decides. */
    enum Bound {
        WEYL(WeylBound::ofRank),
        RESIDUAL(ResidualBound::ofRank),
        INCREMENTAL(IncrementalBound::ofRank);

        private final IntFunction<StackBound> empty;

        Bound(IntFunction<StackBound> empty) {
            this.empty = empty;
        }
    }

    /** What the clustering reads of the blocks. */
    enum Members {
        RAW,
        SKETCHED
    }

    /** What was clustered, how, and to which tolerance ε. */
    record Setting(Data data, double tolerance, Bound bound, CandidateOrder order, Members members) {}

    /** The shape of what was clustered. */
    record Data(String name, int blocks, int blockRows, int dimension, int rank) {

        static Data of(BlockSet set) {
            return new Data(set.name(), set.size(), set.blockRows(), set.dimension(), set.rank());
        }
    }

    /**
     * What a clustering says, and how its bases are.
     *
     * @param largestBound of the clusters of two or more members; 0 when there are none
     * @param largestError the largest relative error of their published bases
     * @param broken how many of all clusters have a basis that is worse than its bound
     */
    record Certified(double largestBound, double largestError, int broken) {

        static Certified of(Clustering clustering, Grouping grouping) {
            double largestBound = 0;
            double largestError = 0;
            int broken = 0;
            for (int i = 0; i < clustering.clusters().size(); i++) {
                Cluster cluster = clustering.clusters().get(i);
                StackOracle stack = grouping.stack(i);
                double squaredError = stack.squaredErrorOf(cluster.basis());
                if (squaredError > cluster.errorBound() * cluster.errorBound() + stack.rounding()) {
                    broken++;
                }
                if (cluster.members().size() > 1) {
                    largestBound = Math.max(largestBound, cluster.errorBound());
                    largestError = Math.max(largestError, Math.sqrt(squaredError));
                }
            }
            return new Certified(largestBound, largestError, broken);
        }
    }

    /**
     * What is true of a grouping.
     *
     * @param groups all of them
     * @param shared how many of them have two or more members: a single block is stored as it is, without an error
     * @param violations how many shared ones have err_r(M) &gt; ε
     * @param largest err_r(M) of them; 0 when there are none
     * @param ratio of compression
     */
    record Outcome(int groups, int shared, int violations, double largest, double ratio) {

        static Outcome of(Grouping grouping, double tolerance) {
            int shared = 0;
            int violations = 0;
            double largest = 0;
            for (int i = 0; i < grouping.groups().size(); i++) {
                if (grouping.groups().get(i).size() > 1) {
                    StackOracle stack = grouping.stack(i);
                    double squaredError = stack.squaredError(grouping.set().rank());
                    shared++;
                    violations += squaredError > tolerance * tolerance + stack.rounding() ? 1 : 0;
                    largest = Math.max(largest, Math.sqrt(squaredError));
                }
            }
            return new Outcome(grouping.groups().size(), shared, violations, largest, grouping.compressionRatio());
        }

        /** How many shared groups exceed ε; 0 when there are none. */
        double violatedShare() {
            return shared == 0 ? 0 : (double) violations / shared;
        }
    }

    /** Clusters members that are named by the indices of their blocks. */
    static ConcatenationPoint measure(BlockSet set, List<Member> named, Setting setting) {
        StackBound empty = setting.bound().empty.apply(set.rank());
        Clustering clustering =
                new ErrorConstrainedClustering(empty, setting.tolerance(), setting.order(), PATIENCE).of(named);
        Grouping own = Grouping.of(set, clustering);
        int count = own.groups().size();
        return new ConcatenationPoint(
                setting,
                Certified.of(clustering, own),
                Outcome.of(own, setting.tolerance()),
                Outcome.of(Grouping.byKMeans(set, count, SEED), setting.tolerance()),
                Outcome.of(Grouping.atRandom(set, count, SEED), setting.tolerance()));
    }
}
