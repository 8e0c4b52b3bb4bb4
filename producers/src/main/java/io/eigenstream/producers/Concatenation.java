package io.eigenstream.producers;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Sources of one dimension, one after the other; indices run on. */
record Concatenation(List<RowSource> parts) implements RowSource {

    @Override
    public int dimension() {
        return parts.get(0).dimension();
    }

    /** Those of the first part. */
    @Override
    public List<String> features() {
        return parts.get(0).features();
    }

    @Override
    public OptionalLong itemCount() {
        if (parts.stream().anyMatch(part -> part.itemCount().isEmpty())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                parts.stream().mapToLong(part -> part.itemCount().getAsLong()).sum());
    }

    @Override
    public ItemReader open(long firstIndex) throws IOException {
        return new Reader(parts.iterator(), firstIndex);
    }

    private static final class Reader implements ItemReader {

        private final Iterator<RowSource> remaining;
        private ItemReader current;
        private long nextIndex;

        Reader(Iterator<RowSource> parts, long firstIndex) throws IOException {
            this.remaining = parts;
            this.nextIndex = firstIndex;
            this.current = parts.next().open(firstIndex);
        }

        @Override
        public InputItem read() throws IOException {
            InputItem item = current.read();
            while (item == null && remaining.hasNext()) {
                current.close();
                current = remaining.next().open(nextIndex);
                item = current.read();
            }
            if (item != null && !(item instanceof InputItem.EndOfGroup)) {
                nextIndex++;
            }
            return item;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
