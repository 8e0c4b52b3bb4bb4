package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Files of sketches to test with, and what can be done to them. */
final class TestFiles {

    static final int BODY = 12;
    static final int CHECKSUM_BYTES = 4;
    static final int ROW_HEAD = 9;

    private TestFiles() {}

    static double[][] rows(int n, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> 3 + random.nextGaussian() * (j + 1));
        }
        return rows;
    }

    static MatrixSketch sketch(SketchParameters parameters, int n) {
        MatrixSketch sketch = new MatrixSketch(parameters);
        for (double[] row : rows(n, parameters.dimension(), n)) {
            sketch.update(row, 1.5);
        }
        return sketch;
    }

    static byte[] file(MatrixSketch sketch) {
        return SketchFile.MATRIX_SKETCH.write(sketch);
    }

    /** The file with a checksum that fits it. */
    static byte[] sealed(byte[] file) {
        byte[] sealed = file.clone();
        CRC32C crc = new CRC32C();
        crc.update(sealed, 0, sealed.length - CHECKSUM_BYTES);
        littleEndian(sealed).putInt(sealed.length - CHECKSUM_BYTES, (int) crc.getValue());
        return sealed;
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Folds several times and asks for everything: answers, not exceptions, and no numbers that are none. */
    static void assertWorks(MatrixSketch sketch, String what) {
        byte[] before = file(sketch);
        assertThat(file(SketchFile.MATRIX_SKETCH.read(before))).as(what).isEqualTo(before);
        int folds = 3;
        for (double[] row :
                rows(folds * sketch.parameters().size(), sketch.parameters().dimension(), 99)) {
            sketch.update(row, 1);
        }
        MatrixSummary summary = sketch.summary();
        SpectrumEstimate spectrum = summary.spectrum();
        assertFinite(spectrum.lowerBounds(), what);
        assertFinite(spectrum.upperBounds(), what);
        assertFinite(summary.eigenvector(spectrum).vector(), what);
        PrincipalComponents model = summary.principalComponents(0.9);
        assertFinite(model.variances(), what);
        assertThat(model.score(model.mean()).q()).as(what).isFinite();
        assertThat(model.limits(0.01).q()).as(what).isFinite();
        assertThat(file(sketch)).as(what).isNotEmpty();
    }

    private static void assertFinite(double[] numbers, String what) {
        assertThat(Arrays.stream(numbers)).as(what).allMatch(Double::isFinite);
    }

    static List<byte[]> files() {
        return List.of(
                file(sketch(new SketchParameters(3, 4, 2, 7), 17)),
                file(sketch(new SketchParameters(5, 2, 2, 7), 17)),
                file(sketch(new SketchParameters(1, 2, 2, 7), 0)));
    }

    /** Where rows of state begin. */
    static List<Integer> rowOffsets(byte[] file) {
        List<Integer> offsets = new ArrayList<>();
        ByteBuffer in = littleEndian(file);
        for (int at = BODY; at < file.length - CHECKSUM_BYTES; ) {
            offsets.add(at);
            at += ROW_HEAD + Double.BYTES * in.getInt(at + 5);
        }
        return offsets;
    }

    static byte[] changed(byte[] file, Consumer<ByteBuffer> change) {
        byte[] copy = file.clone();
        change.accept(littleEndian(copy));
        return sealed(copy);
    }

    static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        action.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
