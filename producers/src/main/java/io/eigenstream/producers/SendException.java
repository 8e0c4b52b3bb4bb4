package io.eigenstream.producers;

/** Rows could not be sent. The message names the brokers, the topic and the broker's reason. */
public final class SendException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SendException(String message) {
        super(message);
    }

    SendException(String message, Throwable cause) {
        super(message, cause);
    }
}
