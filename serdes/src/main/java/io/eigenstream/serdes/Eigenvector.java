package io.eigenstream.serdes;

import java.util.List;

/** The leading eigenvector of AᵀA with a bound of its error; fields as in {@code Eigenvector.avsc}. */
public record Eigenvector(
        String matrix,
        long rows,
        double[] vector,
        double eigenvalueLower,
        double eigenvalueUpper,
        Double gap,
        Double certifiedSinSquared,
        String method,
        List<String> flags,
        long sequence,
        Double rotation) {}
