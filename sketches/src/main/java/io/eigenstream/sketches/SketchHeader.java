package io.eigenstream.sketches;

/** The row of a state that comes last: what the sketch is made of, and how many rows wait to be folded. */
record SketchHeader(SketchParameters parameters, int waiting) {

    private static final int STATE_VERSION = 1;
    private static final int LENGTH = 8;

    void writeTo(StateWriter out) {
        double[] state = {
            STATE_VERSION,
            parameters.dimension(),
            parameters.size(),
            parameters.policy().ordinal(),
            parameters.heavyRows(),
            parameters.seed() >>> Integer.SIZE,
            parameters.seed() & 0xFFFFFFFFL,
            waiting
        };
        out.write(Section.SKETCH, 0, state);
    }

    /**
     * The header of a state.
     *
     * @throws CorruptStateException when no sketch of this version has written it
     */
    static SketchHeader readFrom(StateReader in) {
        double[] state = in.require(Section.SKETCH, 0, LENGTH);
        if (state[0] != STATE_VERSION) {
            throw new CorruptStateException("state of version " + state[0] + ", expected " + STATE_VERSION);
        }
        ShrinkPolicy[] policies = ShrinkPolicy.values();
        SketchParameters parameters = new SketchParameters(
                SketchParameters.readBetween(state[1], 1, "dimension"),
                SketchParameters.readBetween(state[2], 2, "sketch size"),
                policies[(int) StateReader.count(state[3], policies.length - 1L, "shrink policy")],
                SketchParameters.readBetween(state[4], 2, "heavy rows"),
                StateReader.seed(state[5], state[6]));
        return new SketchHeader(
                parameters, (int) StateReader.count(state[7], parameters.size() - 1L, "number of pending rows"));
    }
}
