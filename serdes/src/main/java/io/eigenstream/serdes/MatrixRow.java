package io.eigenstream.serdes;

import java.util.List;

/**
 * One row of a matrix; the record key is the matrix's name. Nullable components are absent.
 *
 * @param values the d numbers of the row; none to end its group
 * @param mask true where the value was observed, or null when all were
 * @param weight multiplicity of the row, or null for 1
 * @param group what the row belongs to, or null
 * @param source where the row came from, or null; copied to its score
 * @param index position in the input from 0, or null; copied to its score
 * @param features names of the columns, which hold until there are others; null where nothing is new
 */
public record MatrixRow(
        double[] values,
        boolean[] mask,
        Double weight,
        String group,
        String source,
        Long index,
        List<String> features) {

    /** Longest name of a group in UTF-8. */
    public static final int LARGEST_GROUP_BYTES = 1024;

    /** A row that names no columns. */
    public MatrixRow(double[] values, boolean[] mask, Double weight, String group, String source, Long index) {
        this(values, mask, weight, group, source, index, null);
    }

    /** A row of values alone. */
    public static MatrixRow of(double... values) {
        return new MatrixRow(values, null, null, null, null, null);
    }

    /** A row of values at a position of its input. */
    public static MatrixRow at(long index, double... values) {
        return new MatrixRow(values, null, null, null, null, index);
    }

    /** What comes after the last row of a group. */
    public static MatrixRow endOf(String group) {
        return new MatrixRow(new double[0], null, null, group, null, null);
    }

    /** The same row at a position of its input. */
    public MatrixRow withIndex(long other) {
        return new MatrixRow(values, mask, weight, group, source, other, features);
    }

    /** The same row, belonging to nothing. */
    public MatrixRow withoutGroup() {
        return new MatrixRow(values, mask, weight, null, source, index, features);
    }

    /** The same row with another mask. */
    public MatrixRow withMask(boolean[] other) {
        return new MatrixRow(values, other, weight, group, source, index, features);
    }

    /** The same row with other values. */
    public MatrixRow withValues(double... others) {
        return new MatrixRow(others, mask, weight, group, source, index, features);
    }

    /** The same row with names of its columns. */
    public MatrixRow withFeatures(List<String> others) {
        return new MatrixRow(values, mask, weight, group, source, index, others);
    }

    /** Whether this is no row, but the end of its group: it has no values. */
    public boolean endsGroup() {
        return values.length == 0 && group != null;
    }
}
