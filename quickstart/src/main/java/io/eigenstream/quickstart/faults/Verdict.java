package io.eigenstream.quickstart.faults;

/**
 * What a trial has found.
 *
 * @param rows that were sent, each once
 * @param unscored rows without a committed score
 * @param scoredAgain committed scores of rows that had one
 * @param disturbed the estimates after the disturbances
 * @param fromChangelog the estimates of an instance that has started with nothing on its disk
 */
record Verdict(long rows, long unscored, long scoredAgain, State disturbed, State fromChangelog) {

    /**
     * Estimates held against the library's on the same rows.
     *
     * @param rowsMissing rows that the estimates do not cover
     * @param rowsTooMany rows that they count above those there are
     * @param differences rows of state and parts of estimates that are not equal bit for bit
     */
    record State(long rowsMissing, long rowsTooMany, long differences) {

        boolean isClean() {
            return rowsMissing == 0 && rowsTooMany == 0 && differences == 0;
        }

        @Override
        public String toString() {
            return "%,d rows missing, %,d too many, %,d differences".formatted(rowsMissing, rowsTooMany, differences);
        }
    }

    /** Nothing lost, nothing counted twice, everything equal. */
    boolean isClean() {
        return unscored == 0 && scoredAgain == 0 && disturbed.isClean() && fromChangelog.isClean();
    }
}
