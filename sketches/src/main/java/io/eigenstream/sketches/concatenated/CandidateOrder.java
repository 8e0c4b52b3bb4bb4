package io.eigenstream.sketches.concatenated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** In which order the members that remain are tried for a cluster; the first that does not fit ends it. */
public enum CandidateOrder {
    /** By energy, the smallest first: costs nothing, and takes many members before the bound is used up. */
    SMALLEST_FIRST {
        @Override
        Iterable<Candidate> of(Remaining remaining, StackBound seed) {
            return remaining.smallestFirst();
        }
    },
    /**
     * By the energy outside the basis of the seed, the least first: finds the members that share its subspace, for
     * 4·rank·d flops a row of every remaining member, cluster by cluster.
     */
    LEAST_RESIDUAL_FIRST {
        @Override
        Iterable<Candidate> of(Remaining remaining, StackBound seed) {
            double[][] basis = seed.basis();
            List<Residual> residuals = new ArrayList<>();
            for (Candidate candidate : remaining.smallestFirst()) {
                residuals.add(new Residual(candidate, candidate.member().energyOutside(basis)));
            }
            residuals.sort(Comparator.comparingDouble(Residual::energy)
                    .thenComparingInt(residual -> residual.candidate().position()));
            return residuals.stream().map(Residual::candidate).toList();
        }
    };

    /** The remaining members, ties in input order. */
    abstract Iterable<Candidate> of(Remaining remaining, StackBound seed);

    private record Residual(Candidate candidate, double energy) {}
}
