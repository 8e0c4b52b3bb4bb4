package io.eigenstream.quickstart;

import java.io.Serial;

/** Why a command failed, in words for its user, who can do something about it: no stack trace is wanted. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws what a topology's failure means to the user: its root, as Kafka Streams wraps it in where it was. */
    static void throwForTopology(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        throw new CommandFailure("the topology stopped: " + root, failure);
    }
}
