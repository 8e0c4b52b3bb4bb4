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

    /** Keeps what it is given: a merge changes them. */
    RandomOrderCandidates(HeavyRows heavy, BlockPower power, GaussianSketch gaussian) {
        this.heavy = heavy;
        this.gaussian = gaussian;
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

    /** Every local direction, the mean of them with their signs aligned, and that of the heavy rows. */
    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        powerDirections.forEach(v -> candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, v)));
        candidates.add(new Candidate(Method.RANDOM_ORDER_POWER, alignedMean(powerDirections)));
        double[] heaviest = heavy.leadingDirection(heavyThreshold);
        if (heaviest != null) {
            candidates.add(new Candidate(Method.RANDOM_ORDER_HEAVY, heaviest));
        }
        return candidates;
    }

    /** The candidate along which the Gaussian sketch is longest; the first of equals. */
    Candidate longest(List<Candidate> candidates) {
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            if (squaredNormAlong(candidate.vector) > squaredNormAlong(best.vector)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The Gaussian sketch's estimate of ‖Av‖². */
    double squaredNormAlong(double[] unit) {
        return gaussian.squaredNormAlong(unit);
    }

    boolean mergesWith(RandomOrderCandidates other) {
        return heavy.capacity() == other.heavy.capacity();
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
