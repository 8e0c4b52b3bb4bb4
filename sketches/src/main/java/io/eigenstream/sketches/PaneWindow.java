package io.eigenstream.sketches;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An incremental SVD of the latest rows alone: a queue of sketches, the panes, of a fixed number of rows each. A full
 * pane opens the next, and of more than {@code panes} the oldest goes, rows and all. The estimate merges the panes,
 * oldest first, so its certificate is that of a merge over exactly the rows from {@code (panes − 1)·paneRows + 1} to
 * {@code panes·paneRows} back.
 *
 * <p>Cost: panes·(ℓ + 1)d doubles; a fold as that of {@link IncrementalSvd}; an estimate is one merge a pane.
 *
 * <p>Nothing of a row that has left the window stays behind, which subtracting it from one sketch could not promise.
 */
public final class PaneWindow implements Sketch {

    private static final int HEADER_LENGTH = 4;

    private final IncrementalSvd empty;
    private final int paneRows;
    private final int panes;
    /** Oldest first; the last one is filling. */
    private final Deque<IncrementalSvd> queue = new ArrayDeque<>();

    private long rows;

    /**
     * An empty window.
     *
     * @param empty gives the dimension, size and policy of every pane
     * @param paneRows rows of a full pane, at least 1
     * @param panes at most this many, at least 1
     */
    public PaneWindow(IncrementalSvd empty, int paneRows, int panes) {
        SketchParameters.require("paneRows", paneRows, 1);
        SketchParameters.require("panes", panes, 1);
        this.empty = new IncrementalSvd(empty.dimension(), empty.size(), empty.policy());
        this.paneRows = paneRows;
        this.panes = panes;
    }

    @Override
    public void fold(RowBlock block) {
        for (int from = 0; from < block.count(); ) {
            IncrementalSvd pane = paneWithRoom();
            int to = (int) Math.min(block.count(), from + paneRows - pane.rows());
            pane.fold(block.slice(from, to));
            rows += to - from;
            from = to;
        }
    }

    private IncrementalSvd paneWithRoom() {
        if (queue.isEmpty() || queue.getLast().rows() == paneRows) {
            queue.addLast(empty.copy());
        }
        if (queue.size() > panes) {
            queue.removeFirst();
        }
        return queue.getLast();
    }

    /** The sketch of the rows in the window: a new one that goes its own way. */
    public IncrementalSvd merged() {
        IncrementalSvd merged = empty.copy();
        queue.forEach(merged::merge);
        return merged;
    }

    @Override
    public int dimension() {
        return empty.dimension();
    }

    /** All rows folded, those that have left the window included. */
    @Override
    public long rows() {
        return rows;
    }

    @Override
    public PaneWindow copy() {
        PaneWindow copy = new PaneWindow(empty, paneRows, panes);
        queue.forEach(pane -> copy.queue.addLast(pane.copy()));
        copy.rows = rows;
        return copy;
    }

    /** The panes one after the other: slots of the i-th follow those of the one before it. */
    @Override
    public void writeTo(StateWriter out) {
        out.write(Section.WINDOW, 0, new double[] {paneRows, panes, queue.size(), rows});
        empty.writeTo(out);
        int first = slotsOfAPane();
        for (IncrementalSvd pane : queue) {
            int offset = first;
            pane.writeTo((section, slot, row) -> out.write(section, offset + slot, row));
            first += slotsOfAPane();
        }
    }

    /**
     * The window whose state this is.
     *
     * @throws CorruptStateException when no window has written this
     */
    public static PaneWindow readFrom(StateReader in) {
        double[] header = in.require(Section.WINDOW, 0, HEADER_LENGTH);
        int paneRows = SketchParameters.readBetween(header[0], 1, "rows of a pane");
        int panes = SketchParameters.readBetween(header[1], 1, "panes");
        PaneWindow window = new PaneWindow(IncrementalSvd.readFrom(in), paneRows, panes);
        long count = StateReader.count(header[2], panes, "number of panes");
        window.rows = StateReader.count(header[3], StateReader.LARGEST_COUNT, "row count");
        for (int i = 1; i <= count; i++) {
            int offset = i * window.slotsOfAPane();
            IncrementalSvd pane = window.readPane((section, slot) -> in.read(section, offset + slot));
            if (i < count ? pane.rows() != paneRows : pane.rows() > paneRows) {
                throw new CorruptStateException("pane " + i + " of " + count + " has " + pane.rows() + " rows");
            }
            window.queue.addLast(pane);
        }
        return window;
    }

    private IncrementalSvd readPane(StateReader in) {
        IncrementalSvd pane = IncrementalSvd.readFrom(in);
        if (!pane.mergesWith(empty)) {
            throw new CorruptStateException("a pane has " + pane.shape() + ", expected " + empty.shape());
        }
        return pane;
    }

    private int slotsOfAPane() {
        return Math.max(2, Math.min(empty.size(), empty.dimension()));
    }
}
