package io.eigenstream.sketches.format;

import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SpectrumEstimate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An answer as named arrays in a .npz file, which {@code numpy.load} reads; docs/FORMAT.md lists the arrays. Equal
 * answers are equal bytes.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(path)) {
 *     NumpyArchive.of(summary.principalComponents(0.99)).writeTo(out);
 * }
 * }</pre>
 */
public final class NumpyArchive {

    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    private NumpyArchive() {}

    /** The fitted components, under the names of scikit-learn's PCA where it has one. */
    public static NumpyArchive of(PrincipalComponents model) {
        double[] mean = model.mean();
        NumpyArchive archive = new NumpyArchive();
        archive.arrays.put("components_", NpyArray.of(model.axes(), mean.length));
        archive.arrays.put("explained_variance_", NpyArray.of(model.variances()));
        archive.arrays.put("mean_", NpyArray.of(mean));
        archive.arrays.put("scale_", NpyArray.of(model.scale()));
        archive.arrays.put("noise_variance_", NpyArray.of(noiseVariance(model, mean.length)));
        archive.arrays.put("residual_variance", NpyArray.of(model.residualVariance()));
        archive.arrays.put("n_components_", NpyArray.of(model.rank()));
        archive.arrays.put("n_features_in_", NpyArray.of(mean.length));
        archive.arrays.put("n_samples_", NpyArray.of(model.rows()));
        return archive;
    }

    /** The mean variance along the directions outside the axes, as far as there are rows for them. */
    private static double noiseVariance(PrincipalComponents model, int dimension) {
        long outside = Math.min(dimension, model.rows()) - model.rank();
        return model.residualVariance() / Math.max(1, outside);
    }

    /** The singular values and vectors with their bounds. */
    public static NumpyArchive of(SpectrumEstimate spectrum) {
        NumpyArchive archive = new NumpyArchive();
        archive.arrays.put("right_singular_vectors", NpyArray.of(spectrum.vectors(), spectrum.dimension()));
        archive.arrays.put("singular_values_lower", NpyArray.of(spectrum.lowerBounds()));
        archive.arrays.put("singular_values_upper", NpyArray.of(spectrum.upperBounds()));
        archive.arrays.put("beyond", NpyArray.of(spectrum.beyond()));
        archive.arrays.put("energy", NpyArray.of(spectrum.energy()));
        archive.arrays.put("shrinkage", NpyArray.of(spectrum.shrinkage()));
        archive.arrays.put("rows", NpyArray.of(spectrum.rows()));
        archive.arrays.put("dimension", NpyArray.of(spectrum.dimension()));
        return archive;
    }

    /** Writes the file; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NpyArray> named : arrays.entrySet()) {
            NpyArray array = named.getValue();
            zip.putNextEntry(entry(named.getKey() + ".npy", array));
            array.writeTo(zip);
        }
        zip.finish();
    }

    private static ZipEntry entry(String name, NpyArray array) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.bytes());
        entry.setCrc(array.checksum());
        entry.setTime(fixedTime());
        return entry;
    }

    /**
     * The same bytes everywhere: a zip file has local time without its zone, so this is the same hour of every zone.
     * Not the first day of 1980, to which Java adds a second time that has a zone.
     */
    private static long fixedTime() {
        return new GregorianCalendar(1980, Calendar.FEBRUARY, 1).getTimeInMillis();
    }
}
