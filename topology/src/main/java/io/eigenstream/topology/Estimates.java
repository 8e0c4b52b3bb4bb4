package io.eigenstream.topology;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.AlignedVectors;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.ControlLimits;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SpectrumEstimate;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** One publication: a summary's answers as records, their vectors aligned to those of the last one. */
final class Estimates {

    /** sin² of any angle: the bound for a vector of which nothing is certified. */
    private static final double NOTHING_CERTIFIED = 1;

    private final String matrix;
    private final MatrixSummary summary;
    private final long sequence;
    private final EigenvectorEstimate eigenvector;
    private final SpectrumEstimate spectrum;
    private final AnomalyDetector detector;
    private final PrincipalComponents components;
    private final AlignedVectors leading;
    private final AlignedVectors singularVectors;
    private final AlignedVectors axes;

    Estimates(String matrix, MatrixSummary summary, long sequence, LastAnswers last) {
        this.matrix = matrix;
        this.summary = summary;
        this.sequence = sequence;
        this.spectrum = summary.spectrum();
        this.eigenvector = summary.eigenvector(spectrum);
        this.detector = summary.detector().orElseThrow();
        this.components = detector.model().orElseThrow();
        this.leading = eigenvector.alignedTo(last.eigenvector());
        this.singularVectors = spectrum.alignedTo(last.singularVectors());
        this.axes = components.alignedAxes(last.axes());
    }

    Eigenvector eigenvector() {
        return new Eigenvector(
                matrix,
                summary.rows(),
                leading.vectors()[0],
                eigenvector.eigenvalueLower(),
                eigenvector.eigenvalueUpper(),
                nullable(eigenvector.gap()),
                nullable(eigenvector.certifiedSinSquared()),
                eigenvector.method().toString(),
                eigenvector.flags().stream().map(Object::toString).toList(),
                sequence,
                nullable(leading.rotation()));
    }

    Spectrum spectrum() {
        return new Spectrum(
                matrix,
                summary.rows(),
                spectrum.dimension(),
                spectrum.rank(),
                spectrum.lowerBounds(),
                spectrum.upperBounds(),
                singularVectors.vectors(),
                spectrum.energy(),
                spectrum.capturedShare(),
                spectrum.shrinkage(),
                spectrum.effectiveRank(),
                sequence,
                IntStream.range(0, spectrum.rank())
                        .mapToDouble(i -> spectrum.sinSquaredBound(i).orElse(NOTHING_CERTIFIED))
                        .toArray(),
                spectrum.resolved(),
                nullable(singularVectors.rotation()));
    }

    Model model() {
        ControlLimits limits = components.limits(detector.parameters().falseAlarmRate());
        return new Model(
                matrix,
                summary.rows(),
                components.mean(),
                components.scale(),
                axes.vectors(),
                components.variances(),
                components.residualVariance(),
                components.rank(),
                components.rankReason().toString(),
                new Model.Limits(
                        limits.falseAlarmRate(),
                        limits.q(),
                        limits.t2(),
                        detector.limit().orElseThrow(),
                        nullable(detector.alarmRate())),
                sequence,
                nullable(axes.rotation()));
    }

    /** What the next publication is aligned to. */
    LastAnswers answers() {
        return new LastAnswers(leading.vectors(), singularVectors.vectors(), axes.vectors());
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
