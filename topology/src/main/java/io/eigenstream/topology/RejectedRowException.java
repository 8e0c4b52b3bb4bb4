package io.eigenstream.topology;

/** A record of the rows topic that is no row of its matrix; the message is the reason on its dead letter. */
final class RejectedRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectedRowException(String reason) {
        super(reason, null, false, false);
    }
}
