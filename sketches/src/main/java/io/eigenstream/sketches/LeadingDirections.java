package io.eigenstream.sketches;

/**
 * The methods that look for the leading eigenvector alone, side by side: one for rows in random order, one for any, and
 * the probes that judge what they find. They have guarantees where the incremental SVD has lost too much to have one.
 *
 * <p>Memory: (h + 8 ln d + log₂(16 d ln d) + 197)d doubles, for h heavy rows.
 */
final class LeadingDirections {

    private final RandomOrderEigenvector randomOrder;
    private final AnyOrderEigenvector anyOrder;
    private final SpectralProbes probes;

    LeadingDirections(SketchParameters parameters) {
        this(
                new RandomOrderEigenvector(parameters.dimension(), parameters.heavyRows(), parameters.seed()),
                new AnyOrderEigenvector(parameters.dimension(), parameters.seed()),
                new SpectralProbes(parameters.dimension()));
    }

    private LeadingDirections(RandomOrderEigenvector randomOrder, AnyOrderEigenvector anyOrder, SpectralProbes probes) {
        this.randomOrder = randomOrder;
        this.anyOrder = anyOrder;
        this.probes = probes;
    }

    void fold(RowBlock block) {
        randomOrder.fold(block);
        anyOrder.fold(block);
        probes.fold(block.weightedRows());
    }

    RandomOrderEigenvector randomOrder() {
        return randomOrder;
    }

    AnyOrderEigenvector anyOrder() {
        return anyOrder;
    }

    SpectralProbes probes() {
        return probes;
    }

    /** Rows of d doubles that the state has at most. */
    int stateRows() {
        return Math.toIntExact(randomOrder.rowsHeld() + anyOrder.rowsHeld() + probes.count());
    }

    /** Rows of d doubles that are on the heap at most: the probes themselves too. */
    int rowsHeld() {
        return stateRows() + probes.count();
    }

    int dimension() {
        return randomOrder.dimension();
    }

    long rows() {
        return randomOrder.rows();
    }

    LeadingDirections copy() {
        return new LeadingDirections(randomOrder.copy(), anyOrder.copy(), probes.copy());
    }

    void writeTo(StateWriter out) {
        randomOrder.writeTo(out);
        anyOrder.writeTo(out);
        probes.writeTo(out);
    }

    static LeadingDirections readFrom(StateReader in) {
        RandomOrderEigenvector randomOrder = RandomOrderEigenvector.readFrom(in);
        LeadingDirections directions = new LeadingDirections(
                randomOrder, AnyOrderEigenvector.readFrom(in), SpectralProbes.readFrom(in, randomOrder.dimension()));
        if (directions.randomOrder.rows() != directions.anyOrder.rows()
                || directions.randomOrder.dimension() != directions.anyOrder.dimension()) {
            throw new CorruptStateException("the methods for random and for any order saw different rows");
        }
        return directions;
    }
}
