package io.eigenstream.producers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Reads the items of another reader in a uniformly random order: each of the n! orders has the same probability.
 *
 * <p>Items that exceed the memory budget are scattered over temporary files, each item to a file drawn independently
 * and uniformly. The files are then shuffled one after the other in the same way, down to Fisher and Yates in memory.
 * Why this is uniform: it sorts the items by independent, identically distributed keys (the file) and orders equal
 * keys uniformly, so that renaming the items does not change the probability of an order.
 *
 * <p>The order is a function of the items, the generator's state and the budget. Memory: the budget and a buffer for
 * each of {@value #FILES} files. Disk: the input once, and what is being split a second time.
 *
 * <p>Reference: the scattering is that of C. R. Rao, "Generation of random permutations of given number of elements
 * using random sampling numbers", Sankhyā A 23, 1961, and M. Sandelius, "A simple randomization procedure", JRSS B
 * 24, 1962.
 */
final class Shuffle implements ItemReader {

    private static final int FILES = 64;
    private static final int ITEM_OVERHEAD_BYTES = 96;

    private final ItemReader input;
    private final SplittableRandom random;
    private final long budgetBytes;
    private final Deque<ItemSpill> unread = new ArrayDeque<>();
    private List<InputItem> inMemory;

    Shuffle(ItemReader input, SplittableRandom random, long budgetBytes) {
        this.input = input;
        this.random = random;
        this.budgetBytes = budgetBytes;
    }

    @Override
    public InputItem read() throws IOException {
        if (inMemory == null) {
            load(input);
        }
        while (inMemory.isEmpty() && !unread.isEmpty()) {
            try (ItemReader spilled = unread.pop().reader()) {
                load(spilled);
            }
        }
        return inMemory.isEmpty() ? null : inMemory.remove(inMemory.size() - 1);
    }

    private void load(ItemReader items) throws IOException {
        inMemory = new ArrayList<>();
        long bytes = 0;
        for (InputItem item = items.read(); item != null; item = items.read()) {
            inMemory.add(item);
            bytes += estimatedBytes(item);
            if (bytes > budgetBytes && inMemory.size() > 1) {
                scatter(items);
                return;
            }
        }
        permute(inMemory);
    }

    /** Moves the items in memory and those still to be read to files. */
    private void scatter(ItemReader rest) throws IOException {
        ItemSpill[] files = new ItemSpill[FILES];
        try {
            for (InputItem item : inMemory) {
                drawn(files).write(item);
            }
            inMemory.clear();
            for (InputItem item = rest.read(); item != null; item = rest.read()) {
                drawn(files).write(item);
            }
        } finally {
            // by number: the order in which files were drawn first would betray the order of the input
            Arrays.stream(files).filter(Objects::nonNull).forEach(unread::push);
        }
    }

    /** A uniformly random file, made when it is drawn for the first time. */
    private ItemSpill drawn(ItemSpill[] files) throws IOException {
        int i = random.nextInt(FILES);
        if (files[i] == null) {
            files[i] = new ItemSpill();
        }
        return files[i];
    }

    /** Fisher and Yates. */
    private void permute(List<InputItem> items) {
        for (int i = items.size() - 1; i > 0; i--) {
            Collections.swap(items, i, random.nextInt(i + 1));
        }
    }

    private static long estimatedBytes(InputItem item) {
        if (item instanceof InputItem.BadLine line) {
            return ITEM_OVERHEAD_BYTES + (long) Character.BYTES * line.text().length();
        }
        double[] values = ((InputItem.Row) item).row().values();
        return ITEM_OVERHEAD_BYTES + (long) Double.BYTES * values.length;
    }

    @Override
    public void close() throws IOException {
        input.close();
        for (ItemSpill file : unread) {
            file.close();
        }
    }
}
