package io.eigenstream.sketches;

import io.eigenstream.sketches.EigenvectorEstimate.Flag;
import io.eigenstream.sketches.EigenvectorEstimate.Method;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link RandomOrderEigenvector} knows, from one stream or merged from several: the heavy rows, the Gaussian
 * sketch, and the directions of every power method, which are no more than candidates. The summed sketch judges.
 */
final class RandomOrderCandidates implements Mergeable<RandomOrderCandidates> {

    /** A direction of unit length and where it comes from. */
    record Candidate(Method method, double[] vector) {}

    private final HeavyRows heavy;
    private final GaussianSketch gaussian;
    private final List<double[]> powerDirections = new ArrayList<>();
    private double heavyThreshold;
    private boolean overflow;

    RandomOrderCandidates(HeavyRows heavy, BlockPower power, GaussianSketch gaussian) {
        this.heavy = heavy.copy();
        this.gaussian = gaussian.copy();
        powerDirections.add(power.answer());
        powerDirections.add(power.current());
        heavyThreshold = power.answerThreshold();
        overflow = power.answerGuarded();
    }

    @Override
    public void merge(RandomOrderCandidates other) {
        heavy.merge(other.heavy);
        gaussian.merge(other.gaussian);
        powerDirections.addAll(other.powerDirections);
        heavyThreshold = Math.max(heavyThreshold, other.heavyThreshold);
        overflow |= other.overflow;
    }

    /** The candidate along which the Gaussian sketch is longest, among the others given and its own. */
    Candidate longest(Candidate... others) {
        List<Candidate> candidates = new ArrayList<>(List.of(others));
        powerDirections.forEach(v -> candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, v)));
        candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, alignedMean(powerDirections)));
        double[] heaviest = heavy.leadingDirection(heavyThreshold);
        if (heaviest != null) {
            candidates.add(new Candidate(Method.RANDOM_ORDER_HEAVY, heaviest));
        }
        Candidate best = candidates.get(0);
        double longest = -1;
        for (Candidate candidate : candidates) {
            double length = gaussian.squaredNormAlong(candidate.vector);
            if (length > longest) {
                longest = length;
                best = candidate;
            }
        }
        return best;
    }

    private static double[] alignedMean(List<double[]> units) {
        double[] sum = new double[units.get(0).length];
        for (double[] unit : units) {
            Kernels.axpy(Kernels.dot(sum, unit) < 0 ? -1 : 1, unit, sum);
        }
        return Kernels.normalized(sum);
    }

    Set<Flag> flags() {
        return overflow || heavy.mayMiss(heavyThreshold) ? EnumSet.of(Flag.HEAVY_OVERFLOW) : EnumSet.noneOf(Flag.class);
    }
}
