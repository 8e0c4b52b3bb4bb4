package io.eigenstream.topology;

import io.eigenstream.serdes.SubspaceChange;
import io.eigenstream.serdes.SubspaceChange.Part;
import io.eigenstream.sketches.RowScore;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Makes records of new regimes.
 *
 * @param partition whose rows they are found in
 * @param columns how many columns a record names
 */
record ChangeRecords(int partition, int columns) {

    /**
     * @param index of the row at which the change was noticed, or null
     * @param rows of the matrix in the partition so far
     */
    SubspaceChange record(String matrix, Long index, long rows, io.eigenstream.sketches.SubspaceChange change) {
        OptionalDouble rotation = change.rotation();
        return new SubspaceChange(
                matrix,
                partition,
                index,
                rows,
                change.after().rows(),
                rotation.isPresent() ? rotation.getAsDouble() : null,
                change.shift().combined(),
                largestParts(change));
    }

    private List<Part> largestParts(io.eigenstream.sketches.SubspaceChange change) {
        double[] rotations = change.rotationShares();
        RowScore shift = change.shift();
        double[] before = change.before().mean();
        double[] after = change.after().mean();
        double[] both = new double[rotations.length];
        Arrays.setAll(both, j -> rotations[j] + shift.share(j));
        return Arrays.stream(LargestColumns.of(both, columns))
                .mapToObj(j -> new Part(j, rotations[j], shift.share(j), before[j], after[j]))
                .toList();
    }
}
