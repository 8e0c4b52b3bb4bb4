package io.eigenstream.benchmarks;

import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.StateReader;
import io.eigenstream.sketches.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state of a sketch in memory: where the rows of B can be read. */
final class SketchState implements StateWriter, StateReader {

    private record Place(Section section, int slot) {}

    private final Map<Place, double[]> rows = new HashMap<>();

    @Override
    public void write(Section section, int slot, double[] row) {
        rows.put(new Place(section, slot), row.clone());
    }

    @Override
    public double[] read(Section section, int slot) {
        return rows.get(new Place(section, slot));
    }

    /** All rows of a section whose slots count from 0. */
    double[][] rows(Section section) {
        List<double[]> found = new ArrayList<>();
        for (double[] row = read(section, 0); row != null; row = read(section, found.size())) {
            found.add(row);
        }
        return found.toArray(double[][]::new);
    }
}
