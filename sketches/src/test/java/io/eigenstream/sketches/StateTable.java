package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The state of a sketch as a table that tests can read, compare and spoil. */
final class StateTable {

    record Slot(Section section, int slot) {}

    private final Map<Slot, double[]> rows = new LinkedHashMap<>();

    static StateTable of(Consumer<StateWriter> sketch) {
        StateTable table = new StateTable();
        sketch.accept(table.writer());
        return table;
    }

    StateWriter writer() {
        return (section, slot, row) -> store(new Slot(section, slot), row);
    }

    private void store(Slot slot, double[] row) {
        if (row == null) {
            rows.remove(slot);
        } else {
            rows.put(slot, row.clone());
        }
    }

    /** Gives out copies: a sketch keeps what it is given. */
    StateReader reader() {
        return (section, slot) -> {
            double[] row = rows.get(new Slot(section, slot));
            return row == null ? null : row.clone();
        };
    }

    Map<Slot, double[]> rows() {
        return rows;
    }

    long doubles() {
        return rows.values().stream().mapToLong(row -> row.length).sum();
    }

    StateTable without(Slot slot) {
        StateTable table = of(this::writeTo);
        table.rows.remove(slot);
        return table;
    }

    StateTable with(Slot slot, double[] row) {
        StateTable table = of(this::writeTo);
        table.rows.put(slot, row);
        return table;
    }

    StateTable with(Slot slot, int place, double value) {
        double[] row = rows.get(slot).clone();
        row[place] = value;
        return with(slot, row);
    }

    private void writeTo(StateWriter out) {
        rows.forEach((slot, row) -> out.write(slot.section, slot.slot, row));
    }

    void assertSameAs(StateTable expected, String when) {
        assertThat(rows.keySet()).as(when).isEqualTo(expected.rows.keySet());
        expected.rows.forEach((slot, row) ->
                assertThat(rows.get(slot)).as("%s: %s", when, slot).containsExactly(row));
    }
}
