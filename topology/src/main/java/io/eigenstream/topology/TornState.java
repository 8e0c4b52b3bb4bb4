package io.eigenstream.topology;

import io.eigenstream.sketches.CorruptStateException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about state that was written in part. A transaction leaves none, so exactly-once stops at it. At least
 * once, a kill leaves some now and then, and would stop whoever reads it for good: what it belongs to begins anew.
 *
 * @param isExpected whether rows are processed at least once
 */
record TornState(boolean isExpected) {

    private static final Logger LOG = LoggerFactory.getLogger(TornState.class);

    /**
     * What is read, or what is there when it is torn and that was to be expected.
     *
     * @param of what it is the state of, for the log
     * @param fresh deletes what is torn and gives what there is at first
     */
    <T> T read(Supplier<String> of, Supplier<T> read, Supplier<T> fresh) {
        try {
            return read.get();
        } catch (CorruptStateException e) {
            if (!isExpected) {
                throw e;
            }
            LOG.warn(
                    "{} begins anew, since a failure has left its state written in part: {}", of.get(), e.getMessage());
            return fresh.get();
        }
    }
}
