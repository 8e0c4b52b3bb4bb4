package io.eigenstream.sketches;

/**
 * A rank, given or chosen by a {@link RankRule}, and why it is that one.
 *
 * @param rank k: leading directions to keep, 0 or more
 * @param reason what decided
 */
public record RankChoice(int rank, Reason reason) {

    /** What decided a rank. The text is what records hold. */
    public enum Reason {
        /** The rank was given. */
        FIXED("fixed"),
        /** The directions hold the share of the energy, or of the variance, that was asked for. */
        ENERGY("energy"),
        /** What they leave out is within the error that was allowed. */
        TOLERANCE("tolerance"),
        /** The widest certain gap follows them. */
        GAP("gap"),
        /** No gap is certain: nothing speaks for any rank. */
        NO_GAP("no-gap"),
        /** They fall short of what was asked for: no more directions can be told apart. */
        CAPPED("capped"),
        /** There is nothing to hold: all rows are zero, or for principal components equal. */
        DEGENERATE("degenerate");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
