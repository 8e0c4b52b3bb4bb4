package io.eigenstream.serdes;

/** Leading singular values and right singular vectors of A with bounds; fields as in {@code Spectrum.avsc}. */
public record Spectrum(
        String matrix,
        long rows,
        int dimension,
        int rank,
        double[] singularValues,
        double[] upperBounds,
        double[][] rightSingularVectors,
        double energy,
        double capturedShare,
        double shrinkage,
        double effectiveRank,
        long sequence,
        double[] certifiedSinSquared,
        boolean[] resolved,
        Double rotation) {}
