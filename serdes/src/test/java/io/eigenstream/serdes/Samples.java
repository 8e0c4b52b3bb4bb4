package io.eigenstream.serdes;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Records of every type: with everything absent or empty, with everything present, and long. */
final class Samples {

    private static final double[] NONE = {};
    private static final double[] EXTREMES = {
        0, -0.0, 1.5, -2, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final double[] LONG =
            DoubleStream.iterate(1, x -> x * -1.0001).limit(3_000).toArray();

    private Samples() {}

    static Stream<Record> all() {
        return Stream.of(rows(), eigenvectors(), spectra(), models(), scores(), groups(), changes())
                .flatMap(records -> records);
    }

    /** One small record of each type, everything present: what the corruption tests alter byte by byte. */
    static Stream<Record> small() {
        double[] vector = {0.6, -0.8};
        double[][] vectors = {vector, {0.8, 0.6}};
        boolean[] resolved = {true, false};
        Model.Limits limits = new Model.Limits(0.01, 1, 2, 3, 0.02);
        return Stream.of(
                new MatrixRow(
                        vector, new boolean[] {true, false}, 2.0, "image-7", "train", 1L << 40, List.of("a", "b")),
                new Eigenvector(
                        "m", 9, vector, 1, 2, 1.5, 0.01, "random-order-power", List.of("heavy-overflow"), 3, 0.25),
                new Spectrum("m", 9, 2, 2, vector, vector, vectors, 1, 0.9, 0.1, 1.5, 3, vector, resolved, 0.5),
                new Model("m", 9, vector, vector, vectors, vector, 0.1, 2, "energy", limits, 3, 0.125),
                score(List.of(
                        new AnomalyScore.Contribution(1, 3, 0.75, 1, 0.5, -2, "load"),
                        new AnomalyScore.Contribution(0, 0, 0.25, 0.5, 0, 7, null))),
                new GroupScore("m", "image-7", 2304, 12.5, 23, 0.75, 4, 9L, 2400L, 1L << 40, true, false),
                new SubspaceChange(
                        "m", 3, 17L, 9, 5, 0.5, 12, List.of(new SubspaceChange.Part(1, 2, 0.25, 0.75, 1, 2, "x"))));
    }

    private static Stream<Record> rows() {
        boolean[] mask = new boolean[LONG.length];
        mask[1] = true;
        return Stream.of(
                MatrixRow.of(),
                MatrixRow.of(EXTREMES),
                MatrixRow.at(Long.MAX_VALUE, 1),
                new MatrixRow(NONE, new boolean[0], Double.MAX_VALUE, "", "", Long.MIN_VALUE),
                new MatrixRow(LONG, mask, 1.0, "größe \uD83D\uDE00", "x".repeat(5_000), 0L));
    }

    private static Stream<Record> eigenvectors() {
        return Stream.of(
                new Eigenvector("", 0, NONE, 0, 0, null, null, "", List.of(), 0, null),
                new Eigenvector("m", 7, EXTREMES, 1, 2, 1.5, 0.0, "a", List.of("b", "", "c"), 1, 1.0));
    }

    private static Stream<Record> spectra() {
        double[][] vectors = {LONG, NONE, EXTREMES};
        return Stream.of(
                new Spectrum("m", 0, 0, 0, NONE, NONE, new double[0][], 0, 0, 0, 0, 1, NONE, new boolean[0], null),
                new Spectrum("m", 5, 3_000, 3, EXTREMES, LONG, vectors, 1, 1, 0, 2, 9, LONG, new boolean[3_000], 0.0));
    }

    private static Stream<Record> models() {
        Model.Limits limits = new Model.Limits(0.001, 4.5, Double.MAX_VALUE, 0, null);
        return Stream.of(
                new Model("m", 0, NONE, NONE, new double[0][], NONE, 0, 0, "degenerate", limits, 1, null),
                new Model(
                        "m",
                        1,
                        LONG,
                        EXTREMES,
                        new double[][] {EXTREMES},
                        NONE,
                        1,
                        1,
                        "energy",
                        limits,
                        2,
                        Double.MIN_VALUE));
    }

    private static Stream<Record> scores() {
        return Stream.of(
                new AnomalyScore("m", null, null, null, null, null, null, false, true, List.of(), 0, null, null, 0),
                score(List.of(new AnomalyScore.Contribution(
                        Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 0, Double.MIN_VALUE, -0.0, ""))));
    }

    private static AnomalyScore score(List<AnomalyScore.Contribution> contributions) {
        return new AnomalyScore("m", 4L, 1.5, 0.5, 2.0, 0.001, 0.99, true, false, contributions, 99, "test", "rack", 2);
    }

    private static Stream<Record> groups() {
        return Stream.of(
                new GroupScore("", "", 0, null, 0, null, 0, null, null, null, false, true),
                new GroupScore(
                        "m",
                        "größe \uD83D\uDE00",
                        Long.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        128,
                        1.0,
                        1,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        0L,
                        true,
                        false));
    }

    private static Stream<Record> changes() {
        SubspaceChange.Part part = new SubspaceChange.Part(Integer.MAX_VALUE, 0, 1, 0, -0.0, Double.MAX_VALUE, null);
        return Stream.of(
                new SubspaceChange("", 0, null, 0, 0, null, 0, List.of()),
                new SubspaceChange(
                        "m", 9_999, Long.MAX_VALUE, 7, 6, 1.0, Double.POSITIVE_INFINITY, List.of(part, part)));
    }
}
