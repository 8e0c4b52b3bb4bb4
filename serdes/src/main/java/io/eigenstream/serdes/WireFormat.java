package io.eigenstream.serdes;

import java.util.Locale;

/** How records are written to topics. Readers accept both. */
public enum WireFormat {
    /** Avro single-object encoding: compact, self-identifying, no registry. */
    AVRO,
    /** One JSON object: for people and for languages without Avro. */
    JSON;

    /** @throws IllegalArgumentException when the name is neither avro nor json */
    public static WireFormat parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
