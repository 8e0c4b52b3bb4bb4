package io.eigenstream.topology;

import io.eigenstream.sketches.Arithmetic;
import io.eigenstream.sketches.Section;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kernels a matrix's state was computed with. Equal rows give equal bits under one set alone, so a matrix goes on
 * under the one that it was begun with, unless other last bits have been accepted.
 */
record StateKernels(Arithmetic inUse, boolean mayChange) {

    private static final Logger LOG = LoggerFactory.getLogger(StateKernels.class);

    /** Writes down the set in use, for a matrix that begins. */
    void record(SketchState state) {
        if (!inUse.equals(Arithmetic.PLAIN)) {
            state.writer().write(Section.KERNELS, 0, new double[] {inUse.lanes()});
        }
    }

    /** @throws IllegalStateException when it was another set, with the fix */
    void require(SketchState state) {
        double[] lanes = state.reader().read(Section.KERNELS, 0);
        Arithmetic before = lanes == null ? Arithmetic.PLAIN : new Arithmetic((int) lanes[0]);
        if (before.equals(inUse)) {
            return;
        }
        String difference = "matrix " + state.matrix() + " was computed with the kernels " + before
                + ", and this process has " + inUse;
        if (!mayChange) {
            throw new IllegalStateException(difference + ": start it with " + flags(before) + ", or accept other last"
                    + " bits with " + Settings.ACCEPT_APPROXIMATE + "=true");
        }
        LOG.warn("{}: its last bits are others from here on", difference);
        state.writer().write(Section.KERNELS, 0, null);
        record(state);
    }

    private static String flags(Arithmetic arithmetic) {
        return arithmetic.equals(Arithmetic.PLAIN)
                ? "-Dio.eigenstream.kernels=plain"
                : "-Dio.eigenstream.kernels=vector --add-modules jdk.incubator.vector, on a machine of "
                        + arithmetic.lanes() + " numbers a vector";
    }
}
