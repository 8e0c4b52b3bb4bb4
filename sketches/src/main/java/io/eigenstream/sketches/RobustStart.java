package io.eigenstream.sketches;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first rows of a matrix, kept until those among them that do not belong can be told from the others. A model
 * learned row by row takes what was there from the first row on for normal: one strange row in twenty of the same kind
 * has D² ≤ 20 by the model that has learned it.
 *
 * <p>Every row first has the weight min(1, m/‖z‖²), z its deviations from the medians of the columns in units of the
 * mean ones, m the median of ‖z‖². Twice, those of least D² by the model of the weighted rows make the next model: half
 * of all, and k + 1 more, as many as k axes and a mean fit whatever they are, but three quarters at most.
 * Rows then have the trust min(1, (f/D²)²) for the fence f = u·u/l of the quartiles l, u of D²: one interquartile
 * range of ln D² above them.
 *
 * <p>Telemetry that stands still may leave such a model no residual at all, and a quarter of the rows or more beyond
 * all measure: then more of them, up to fifteen in sixteen, make the next models until there is a measure, and the
 * rows within it are trusted. Where three quarters of the rows are on the model exactly, any other would be far out, be
 * it one in four: then none is weighed.
 *
 * <p>Cost: as of learning each row eight times more, in all, and fourteen where there is no measure. Memory: the rows.
 *
 * <p>Reference: concentration steps of Rousseeuw, Van Driessen, Technometrics 41(3), 1999; started deterministically as
 * Hubert, Rousseeuw, Verdonck, J. Comput. Graph. Stat. 21(3), 2012, propose; more than half of few
 * rows as in Hubert, Rousseeuw, Vanden Branden, "ROBPCA", Technometrics 47(1), 2005; fence of Tukey, "Exploratory Data
 * Analysis", 1977.
 */
final class RobustStart {

    private static final int CONCENTRATION_STEPS = 2;
    /** A D² below it is rounding. */
    private static final double ON_THE_MODEL = 1e-9;
    /** A D² above it says that the model has no residual, and not how far the row is from it. */
    private static final double BEYOND_ALL_MEASURE = 1e6;

    private static final double LARGEST_CORE = 0.75;
    private static final double[] LARGER_CORES = {0.75, 0.875, 0.9375};

    private final RowBlock kept;

    /**
     * A model of some of the kept rows.
     *
     * @param distances D² of every kept row
     * @param rank k of the model
     */
    private record Fit(double[] distances, int rank) {}

    RobustStart(int length, int dimension) {
        this(new RowBlock(length, dimension));
    }

    private RobustStart(RowBlock kept) {
        this.kept = kept;
    }

    /** Keeps as many rows of the block as there is room for; true when rows are twice as many as when it last was. */
    boolean add(RowBlock block) {
        int before = kept.count();
        for (int i = 0; i < block.count() && !kept.isFull(); i++) {
            kept.add(block.row(i), block.weight(i), block.time(i));
        }
        return Integer.highestOneBit(kept.count()) > Integer.highestOneBit(before);
    }

    boolean isFull() {
        return kept.isFull();
    }

    int count() {
        return kept.count();
    }

    RobustStart copy() {
        return new RobustStart(kept.copy());
    }

    /** Writes the rows from the given one on. */
    void writeTo(int from, StateWriter out) {
        for (int i = from; i < kept.count(); i++) {
            out.write(Section.START, i, kept.timedRow(i).toState());
        }
    }

    /**
     * The start of which so many rows were written.
     *
     * @throws CorruptStateException when they were not
     */
    static RobustStart readFrom(StateReader in, int count, int length, int dimension) {
        RobustStart start = new RobustStart(length, dimension);
        for (int i = 0; i < count; i++) {
            start.keep(TimedRow.readFrom(in, Section.START, i, 0, dimension));
        }
        return start;
    }

    private void keep(TimedRow row) {
        try {
            MatrixSketch.requireNumbers(row.values(), row.weight());
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException("a kept row: " + e.getMessage());
        }
        kept.add(row.values(), row.weight(), row.time());
    }

    /** A sketch of the kept rows at the weights that they are trusted with; empty where they cannot be told apart. */
    Optional<IncrementalSvd> learned(int size, DetectorParameters parameters) {
        Fit fit = fit(nearness(), size, parameters);
        for (int step = 0; step < CONCENTRATION_STEPS; step++) {
            fit = fit(nearest(core(fit.rank(), kept.totalWeight()), fit.distances()), size, parameters);
        }
        boolean hasSpread = quantile(fit.distances(), 0.25) >= ON_THE_MODEL;
        boolean isExact = hasSpread && quantile(fit.distances(), 0.75) > BEYOND_ALL_MEASURE;
        for (double core : isExact ? LARGER_CORES : new double[0]) {
            if (quantile(fit.distances(), core) > BEYOND_ALL_MEASURE) {
                fit = fit(nearest(core, fit.distances()), size, parameters);
            }
        }
        double upper = quantile(fit.distances(), 0.75);
        if (upper < ON_THE_MODEL) {
            return Optional.empty();
        }
        double fence = isExact ? BEYOND_ALL_MEASURE : upper * (upper / quantile(fit.distances(), 0.25));
        double[] trust = Arrays.stream(fit.distances())
                .map(x -> x <= fence ? 1 : fence / x * (fence / x))
                .toArray();
        RowBlock aged = parameters.halfLife().aged(kept, TimedRow.UNKNOWN);
        return Optional.of(sketch(aged, trust, size));
    }

    /** The share of the rows, of so much weight, that makes a model of k axes. */
    static double core(int rank, double weight) {
        return Math.min(0.5 + (rank + 1) / weight, LARGEST_CORE);
    }

    /** 1 for the share of the rows that has the least distances, 0 for the others. */
    private double[] nearest(double share, double[] distances) {
        double farthest = quantile(distances, share);
        return Arrays.stream(distances).map(x -> x <= farthest ? 1 : 0).toArray();
    }

    /** min(1, m/‖z‖²). */
    private double[] nearness() {
        double[] squares = new double[kept.count()];
        for (int j = 0; j < kept.row(0).length; j++) {
            double[] deviations = deviations(j);
            Arrays.setAll(squares, i -> squares[i] + deviations[i] * deviations[i]);
        }
        double median = quantile(squares, 0.5);
        return Arrays.stream(squares).map(x -> x <= median ? 1 : median / x).toArray();
    }

    /** Of a column from its median, in units of their mean size; zeros for a constant column. */
    private double[] deviations(int column) {
        double[] deviations = new double[kept.count()];
        Arrays.setAll(deviations, i -> kept.row(i)[column]);
        double median = quantile(deviations, 0.5);
        double sum = 0;
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] -= median;
            sum += kept.weight(i) * Math.abs(deviations[i]);
        }
        double mean = sum == 0 ? 1 : sum / kept.totalWeight();
        Arrays.setAll(deviations, i -> deviations[i] / mean);
        return deviations;
    }

    private Fit fit(double[] trust, int size, DetectorParameters parameters) {
        PrincipalComponents model =
                sketch(kept, trust, size).principalComponents(parameters.rank(), parameters.scaling());
        double[] distances = IntStream.range(0, kept.count())
                .mapToDouble(i -> model.score(kept.row(i)).combined())
                .toArray();
        return new Fit(distances, model.rank());
    }

    /** Of the rows at their weights times the trust in them. */
    private static IncrementalSvd sketch(RowBlock rows, double[] trust, int size) {
        IncrementalSvd sketch = new IncrementalSvd(rows.row(0).length, size, ShrinkPolicy.FREQUENT_DIRECTIONS);
        for (int from = 0; from < rows.count(); from += size) {
            RowBlock block = rows.slice(from, Math.min(from + size, rows.count()));
            int first = from;
            sketch.fold(block.reweighted(i -> trust[first + i] * block.weight(i)));
        }
        return sketch;
    }

    /** The least of the values that the share of the rows, by their weights, is not above. */
    private double quantile(double[] values, double share) {
        int[] ascending = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double weight = share * kept.totalWeight();
        int last = 0;
        for (double below = kept.weight(ascending[0]); below < weight && last < values.length - 1; last++) {
            below += kept.weight(ascending[last + 1]);
        }
        return values[ascending[last]];
    }
}
