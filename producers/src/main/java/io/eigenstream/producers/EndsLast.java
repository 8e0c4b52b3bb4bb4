package io.eigenstream.producers;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Items in another order, in which a group has not ended before the last of all rows: its rows may be anywhere. */
final class EndsLast implements ItemReader {

    private final ItemReader reordered;
    private final Set<InputItem> ends = new LinkedHashSet<>();
    private Iterator<InputItem> endsLeft;

    /** @param reorder of items without ends of groups, all of which it reads before it gives out the last one */
    EndsLast(ItemReader items, UnaryOperator<ItemReader> reorder) {
        this.reordered = reorder.apply(new WithoutEnds(items, ends));
    }

    @Override
    public InputItem read() throws IOException {
        InputItem item = endsLeft == null ? reordered.read() : null;
        if (item != null) {
            return item;
        }
        if (endsLeft == null) {
            endsLeft = ends.iterator();
        }
        return endsLeft.hasNext() ? endsLeft.next() : null;
    }

    @Override
    public void close() throws IOException {
        reordered.close();
    }

    private record WithoutEnds(ItemReader items, Set<InputItem> ends) implements ItemReader {

        @Override
        public InputItem read() throws IOException {
            InputItem item = items.read();
            while (item instanceof InputItem.EndOfGroup) {
                ends.add(item);
                item = items.read();
            }
            return item;
        }

        @Override
        public void close() throws IOException {
            items.close();
        }
    }
}
