package io.eigenstream.producers;

import picocli.CommandLine.Option;

/** Options of generated rows. */
final class GeneratorOptions {

    /** The laws to choose from, by the words of the command line. */
    enum Kind {
        LOW_RANK("low-rank"),
        SPIKED("spiked"),
        ANOMALIES("anomalies");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Option(
            names = "--generate",
            paramLabel = "KIND",
            description =
                    "Generate rows instead of reading files: low-rank (plus noise), spiked (covariance with one large"
                            + " eigenvalue), or anomalies (low-rank, with labelled rows that leave the subspace).")
    private Kind kind;

    @Option(names = "--rows", paramLabel = "N", description = "Rows to generate. Default: without end.")
    private Long rows;

    @Option(
            names = "--dimension",
            paramLabel = "D",
            description = "Length of a generated row. Default: ${DEFAULT-VALUE}.")
    private int dimension = 32;

    @Option(
            names = "--rank",
            paramLabel = "K",
            description = "Rank of low-rank and anomalies. Default: ${DEFAULT-VALUE}.")
    private int rank = 4;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            description = "Standard deviation of the noise of low-rank and anomalies. Default: ${DEFAULT-VALUE}.")
    private double noise = 0.05;

    @Option(
            names = "--gap",
            paramLabel = "R",
            description = "First over second eigenvalue of spiked. Default: ${DEFAULT-VALUE}.")
    private double gap = 10;

    @Option(
            names = "--anomaly-share",
            paramLabel = "P",
            description = "Share of anomalous rows in anomalies. Default: ${DEFAULT-VALUE}.")
    private double anomalyShare = 0.01;

    boolean isGiven() {
        return kind != null;
    }

    boolean isUnbounded() {
        return rows == null;
    }

    String kind() {
        return kind.toString();
    }

    /** @throws IllegalArgumentException naming the value that is out of range */
    Generator generator(long seed) {
        Generator unbounded = switch (kind) {
            case LOW_RANK -> Generator.lowRank(dimension, rank, noise, seed);
            case SPIKED -> Generator.spiked(dimension, gap, seed);
            case ANOMALIES -> Generator.anomalies(dimension, rank, noise, anomalyShare, seed);
        };
        return rows == null ? unbounded : unbounded.limitedTo(rows);
    }
}
