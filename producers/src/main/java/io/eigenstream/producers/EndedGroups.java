package io.eigenstream.producers;

import java.io.IOException;

/** Rows with groups, and after the last row of each, before one of another or at the end, the end of the group. */
final class EndedGroups implements ItemReader {

    private final ItemReader items;
    /** Of the last row; null when it had none, or when it has ended. */
    private String group;
    /** Read already, but not given out before the end of the group. */
    private InputItem held;

    EndedGroups(ItemReader items) {
        this.items = items;
    }

    @Override
    public InputItem read() throws IOException {
        InputItem item = held == null ? items.read() : held;
        held = null;
        String next = groupAt(item);
        if (group != null && !group.equals(next)) {
            held = item;
            InputItem end = new InputItem.EndOfGroup(group);
            group = null;
            return end;
        }
        group = next;
        return item;
    }

    /** A line that is no row ends nothing. */
    private String groupAt(InputItem item) {
        if (item instanceof InputItem.Row row) {
            return row.row().group();
        }
        return item == null ? null : group;
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
