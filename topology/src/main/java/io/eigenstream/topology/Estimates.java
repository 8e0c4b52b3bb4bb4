package io.eigenstream.topology;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.sketches.ControlLimits;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SpectrumEstimate;
import java.util.Arrays;
import java.util.OptionalDouble;

/** One publication: a summary's answers as records. */
final class Estimates {

    private final String matrix;
    private final MatrixSummary summary;
    private final SpectrumEstimate spectrum;
    private final long sequence;
    private final Settings settings;

    Estimates(String matrix, MatrixSummary summary, long sequence, Settings settings) {
        this.matrix = matrix;
        this.summary = summary;
        this.spectrum = summary.spectrum();
        this.sequence = sequence;
        this.settings = settings;
    }

    Eigenvector eigenvector() {
        EigenvectorEstimate estimate = summary.eigenvector(spectrum);
        return new Eigenvector(
                matrix,
                summary.rows(),
                estimate.vector(),
                estimate.eigenvalueLower(),
                estimate.eigenvalueUpper(),
                nullable(estimate.gap()),
                nullable(estimate.certifiedSinSquared()),
                estimate.method().toString(),
                estimate.flags().stream().map(Object::toString).toList(),
                sequence);
    }

    Spectrum spectrum() {
        return new Spectrum(
                matrix,
                summary.rows(),
                spectrum.dimension(),
                spectrum.rank(),
                spectrum.lowerBounds(),
                spectrum.upperBounds(),
                spectrum.vectors(),
                spectrum.energy(),
                spectrum.capturedShare(),
                spectrum.shrinkage(),
                spectrum.effectiveRank(),
                sequence);
    }

    Model model() {
        PrincipalComponents components = summary.principalComponents(settings.getDouble(Settings.MODEL_ENERGY));
        ControlLimits limits = components.limits(settings.getDouble(Settings.FALSE_ALARM_RATE));
        double[] noScaling = new double[spectrum.dimension()];
        Arrays.fill(noScaling, 1);
        return new Model(
                matrix,
                summary.rows(),
                components.mean(),
                noScaling,
                components.axes(),
                components.variances(),
                components.residualVariance(),
                components.rank(),
                components.rankReason().toString(),
                new Model.Limits(limits.falseAlarmRate(), limits.q(), limits.t2()),
                sequence);
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
