package io.eigenstream.topology;

/** Which columns a record names. */
final class LargestColumns {

    private LargestColumns() {}

    /** The columns with the largest parts, as many as are asked for or there, descending; of equal ones the first. */
    static int[] of(double[] parts, int count) {
        int[] columns = new int[Math.min(count, parts.length)];
        int found = 0;
        for (int j = 0; j < parts.length; j++) {
            int place = found;
            while (place > 0 && parts[columns[place - 1]] < parts[j]) {
                place--;
            }
            if (place < columns.length) {
                found = Math.min(found + 1, columns.length);
                System.arraycopy(columns, place, columns, place + 1, found - 1 - place);
                columns[place] = j;
            }
        }
        return columns;
    }
}
