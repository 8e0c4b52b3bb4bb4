package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import java.util.List;

/** Small output records of a matrix of two columns. */
final class Records {

    private Records() {}

    static AnomalyScore score(String matrix, long index, boolean anomalous) {
        double grade = anomalous ? 0.9 : 0.1;
        return new AnomalyScore(
                matrix, index, 1.0, 1.0, 3.0, 0.5, grade, anomalous, false, List.of(), index, null, null, 0);
    }

    static GroupScore group(String matrix, String name) {
        return new GroupScore(matrix, name, 200, 3.5, 2, 0.9, 1, 0L, 199L, 7L, true, false);
    }

    /** Two columns turned, the second one moved too. */
    static SubspaceChange change(String matrix, long index) {
        return new SubspaceChange(
                matrix,
                0,
                index,
                index + 1,
                1024,
                0.5,
                90,
                List.of(
                        new SubspaceChange.Part(3, 0, 0.5, 0.9, 1, 2, "flow"),
                        new SubspaceChange.Part(2, 0, 0.4, 0.0, 1, 1, null)));
    }

    static Eigenvector eigenvector(String matrix, long rows, Double certifiedSinSquared) {
        return new Eigenvector(
                matrix,
                rows,
                new double[] {1, 0},
                4,
                5,
                null,
                certifiedSinSquared,
                "random-order-power",
                List.of(),
                1,
                null);
    }

    static Spectrum spectrum(String matrix, long rows, double shrinkage) {
        return new Spectrum(
                matrix,
                rows,
                2,
                2,
                new double[] {2, 1},
                new double[] {2.5, 1.5},
                new double[][] {{1, 0}, {0, 1}},
                5,
                1,
                shrinkage,
                1.5,
                1,
                new double[] {0.1, 1},
                new boolean[] {true, false},
                null);
    }

    static Model model(String matrix, long rows) {
        double[] zeros = {0, 0};
        double[] ones = {1, 1};
        Model.Limits limits = new Model.Limits(0.001, 3, 4, 5, 0.002);
        return new Model(
                matrix,
                rows,
                zeros,
                ones,
                new double[][] {{1, 0}},
                new double[] {2},
                0.1,
                1,
                "energy",
                limits,
                1,
                null);
    }
}
