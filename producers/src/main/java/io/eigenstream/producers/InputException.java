package io.eigenstream.producers;

/** An input cannot be used. The message names the input, what is wrong with it and what would be right. */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
