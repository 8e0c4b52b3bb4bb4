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
 * @param count how many columns a record names
 */
record ChangeRecords(int partition, int count) {

    /**
     * @param index of the row at which the change was noticed, or null
     */
    SubspaceChange record(String name, Long index, LiveMatrix matrix, io.eigenstream.sketches.SubspaceChange change) {
        OptionalDouble rotation = change.rotation();
        return new SubspaceChange(
                name,
                partition,
                index,
                matrix.sketch().rows(),
                change.after().rows(),
                rotation.isPresent() ? rotation.getAsDouble() : null,
                change.shift().combined(),
                largestParts(matrix.columns(), change));
    }

    private List<Part> largestParts(Columns columns, io.eigenstream.sketches.SubspaceChange change) {
        double[] rotations = change.rotationShares();
        RowScore shift = change.shift();
        double[] before = change.before().mean();
        double[] after = change.after().mean();
        double[] both = new double[rotations.length];
        Arrays.setAll(both, j -> rotations[j] + shift.share(j));
        return Arrays.stream(LargestColumns.of(both, count))
                .mapToObj(j -> new Part(
                        columns.feature(j),
                        columns.lag(j),
                        rotations[j],
                        shift.share(j),
                        before[j],
                        after[j],
                        columns.name(j)))
                .toList();
    }
}
