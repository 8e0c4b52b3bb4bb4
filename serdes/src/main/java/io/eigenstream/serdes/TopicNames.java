package io.eigenstream.serdes;

import java.util.List;

/**
 * The topics, each named by its content behind a common prefix.
 *
 * @param prefix put before every name; empty by default
 */
public record TopicNames(String prefix) {

    /** Matrix rows: key = matrix name, value = {@link MatrixRow} or the end of a group; without a value: forget it. */
    public String rows() {
        return prefix + "rows";
    }

    /** One {@link AnomalyScore} for every accepted row. */
    public String scores() {
        return prefix + "scores";
    }

    /** Local sketches on their way to the merger, one row of state a record; compacted. */
    public String partials() {
        return prefix + "partials";
    }

    /** The latest {@link Eigenvector} of every matrix; compacted. */
    public String eigenvectors() {
        return prefix + "eigenvectors";
    }

    /** The latest {@link Spectrum} of every matrix; compacted. */
    public String spectra() {
        return prefix + "spectra";
    }

    /** The latest {@link Model} of every matrix; compacted. */
    public String models() {
        return prefix + "models";
    }

    /** A {@link SubspaceChange} for every new regime of a matrix. */
    public String changes() {
        return prefix + "changes";
    }

    /** A {@link GroupScore} for every group of rows that has ended. */
    public String groups() {
        return prefix + "groups";
    }

    /** Records of {@link #rows} that were not accepted, as they came, with {@link HeaderNames} that say why. */
    public String deadLetters() {
        return prefix + "rows-dead-letter";
    }

    public List<String> all() {
        return List.of(
                rows(), scores(), groups(), partials(), eigenvectors(), spectra(), models(), changes(), deadLetters());
    }
}
