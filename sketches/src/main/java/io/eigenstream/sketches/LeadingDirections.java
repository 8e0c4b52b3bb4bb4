package io.eigenstream.sketches;

/**
 * The methods that look for the leading eigenvector alone, side by side: one for rows in random order, one for any.
 * They have guarantees where the incremental SVD has lost too much to have one.
 *
 * <p>Memory: (h + 8 ln d + log₂(16 d ln d) + 5)d doubles, for h heavy rows.
 */
final class LeadingDirections {

    private final RandomOrderEigenvector randomOrder;
    private final AnyOrderEigenvector anyOrder;

    LeadingDirections(SketchParameters parameters) {
        this(
                new RandomOrderEigenvector(parameters.dimension(), parameters.heavyRows(), parameters.seed()),
                new AnyOrderEigenvector(parameters.dimension(), parameters.seed()));
    }

    private LeadingDirections(RandomOrderEigenvector randomOrder, AnyOrderEigenvector anyOrder) {
        this.randomOrder = randomOrder;
        this.anyOrder = anyOrder;
    }

    void fold(RowBlock block) {
        randomOrder.fold(block);
        anyOrder.fold(block);
    }

    RandomOrderEigenvector randomOrder() {
        return randomOrder;
    }

    AnyOrderEigenvector anyOrder() {
        return anyOrder;
    }

    /** Rows of d doubles that are kept at most. */
    long rowsHeld() {
        return randomOrder.rowsHeld() + anyOrder.rowsHeld();
    }

    int dimension() {
        return randomOrder.dimension();
    }

    long rows() {
        return randomOrder.rows();
    }

    LeadingDirections copy() {
        return new LeadingDirections(randomOrder.copy(), anyOrder.copy());
    }

    void writeTo(StateWriter out) {
        randomOrder.writeTo(out);
        anyOrder.writeTo(out);
    }

    static LeadingDirections readFrom(StateReader in) {
        LeadingDirections directions =
                new LeadingDirections(RandomOrderEigenvector.readFrom(in), AnyOrderEigenvector.readFrom(in));
        if (directions.randomOrder.rows() != directions.anyOrder.rows()
                || directions.randomOrder.dimension() != directions.anyOrder.dimension()) {
            throw new CorruptStateException("the methods for random and for any order saw different rows");
        }
        return directions;
    }
}
