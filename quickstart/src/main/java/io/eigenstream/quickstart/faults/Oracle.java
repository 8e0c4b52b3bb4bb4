package io.eigenstream.quickstart.faults;

import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.WireFormat;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.EigenvectorEstimate;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import io.eigenstream.topology.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What the library computes from the rows that are in the topic: a sketch a matrix and partition, rows in the order of
 * their offsets, merged in the order of the partitions. Differences are counted bit for bit.
 *
 * <p>Published vectors are turned towards those of the publication before, whose time is the clock's. So a vector is
 * compared up to its sign, and a singular vector only where it is resolved: others may be turned within their group.
 * The rows of state that everything is computed from are compared whole.
 */
final class Oracle {

    private final Settings settings;
    private final Map<String, Map<Integer, MatrixSketch>> sketches = new TreeMap<>();

    private Oracle(Settings settings) {
        this.settings = settings;
    }

    /** Of all rows in the topic. */
    static Oracle read(Settings settings) {
        Oracle oracle = new Oracle(settings);
        String topic = settings.topics().rows();
        Deserializer<MatrixRow> rows = new RecordSerde<>(MatrixRow.class, WireFormat.AVRO).deserializer();
        TopicContents.forEach(Cluster.client(settings), topic, record -> {
            if (record.value() != null) {
                String matrix = new String(record.key(), StandardCharsets.UTF_8);
                oracle.absorb(matrix, record.partition(), rows.deserialize(topic, record.value()));
            }
        });
        return oracle;
    }

    static Oracle of(Settings settings) {
        return new Oracle(settings);
    }

    void absorb(String matrix, int partition, MatrixRow row) {
        sketches.computeIfAbsent(matrix, name -> new TreeMap<>())
                .computeIfAbsent(
                        partition,
                        p -> new MatrixSketch(parameters(matrix, p, row.values().length), settings.detection()))
                .update(row.values(), 1);
    }

    private SketchParameters parameters(String matrix, int partition, int dimension) {
        return new SketchParameters(
                        dimension,
                        settings.getInt(Settings.SKETCH_SIZE),
                        settings.getInt(Settings.HEAVY_ROWS),
                        settings.getLong(Settings.SKETCH_SEED))
                .forPartition(matrix, partition);
    }

    long rows(String matrix) {
        return sketches.get(matrix).values().stream()
                .mapToLong(MatrixSketch::rows)
                .sum();
    }

    /** What is published, held against this. */
    Verdict.State judge(Published published) {
        long rowsMissing = 0;
        long rowsTooMany = 0;
        long differences = 0;
        for (String matrix : sketches.keySet()) {
            Spectrum spectrum = published.spectra().get(matrix);
            long surplus = (spectrum == null ? 0 : spectrum.rows()) - rows(matrix);
            rowsMissing += Math.max(0, -surplus);
            rowsTooMany += Math.max(0, surplus);
            differences += slotDifferences(matrix, published.partials());
            differences += spectrum == null ? 1 : estimateDifferences(matrix, published);
        }
        return new Verdict.State(rowsMissing, rowsTooMany, differences);
    }

    private long slotDifferences(String matrix, Map<SlotKey, double[]> partials) {
        long[] differences = {0};
        sketches.get(matrix)
                .forEach((partition, sketch) -> sketch.folded().writeTo((section, slot, row) -> {
                    double[] found = partials.get(new SlotKey(matrix, partition, section, slot));
                    differences[0] += sameBits(row, found) ? 0 : 1;
                }));
        return differences[0];
    }

    private long estimateDifferences(String matrix, Published published) {
        MatrixSummary summary = null;
        for (MatrixSketch sketch : sketches.get(matrix).values()) {
            MatrixSummary part = sketch.folded().summary();
            if (summary == null) {
                summary = part;
            } else {
                summary.merge(part);
            }
        }
        SpectrumEstimate spectrum = summary.spectrum();
        return differences(spectrum, published.spectra().get(matrix))
                + differences(
                        summary.eigenvector(spectrum), published.eigenvectors().get(matrix))
                + differences(
                        summary.detector().orElseThrow(), published.models().get(matrix));
    }

    private static long differences(SpectrumEstimate expected, Spectrum found) {
        double[] numbers = {expected.energy(), expected.shrinkage(), expected.effectiveRank(), expected.capturedShare()
        };
        double[] foundNumbers = {found.energy(), found.shrinkage(), found.effectiveRank(), found.capturedShare()};
        long differences = count(sameBits(numbers, foundNumbers))
                + count(sameBits(expected.lowerBounds(), found.singularValues()))
                + count(sameBits(expected.upperBounds(), found.upperBounds()));
        for (int i = 0; i < Math.min(expected.rank(), found.rank()); i++) {
            if (expected.resolved()[i]) {
                differences += count(sameUpToSign(expected.vectors()[i], found.rightSingularVectors()[i]));
            }
        }
        return differences;
    }

    private static long differences(EigenvectorEstimate expected, Eigenvector found) {
        double[] numbers = {expected.eigenvalueLower(), expected.eigenvalueUpper()};
        double[] foundNumbers = {found.eigenvalueLower(), found.eigenvalueUpper()};
        Double certified = expected.certifiedSinSquared().isPresent()
                ? expected.certifiedSinSquared().getAsDouble()
                : null;
        return count(sameBits(numbers, foundNumbers))
                + count(Objects.equals(certified, found.certifiedSinSquared()))
                + count(expected.method().toString().equals(found.method()))
                + count(sameUpToSign(expected.vector(), found.vector()));
    }

    private static long differences(AnomalyDetector detector, Model found) {
        PrincipalComponents expected = detector.model().orElseThrow();
        double[] numbers = {detector.limit().orElseThrow(), detector.alarmRate().orElse(0)};
        Double alarmRate = found.limits().alarmRate();
        double[] foundNumbers = {found.limits().combined(), alarmRate == null ? 0 : alarmRate};
        long differences = count(sameBits(numbers, foundNumbers))
                + count(sameBits(expected.mean(), found.mean()))
                + count(sameBits(expected.variances(), found.variances()));
        for (int i = 0; i < Math.min(expected.rank(), found.axes().length); i++) {
            differences += count(sameUpToSign(expected.axes()[i], found.axes()[i]));
        }
        return differences;
    }

    private static long count(boolean same) {
        return same ? 0 : 1;
    }

    private static boolean sameUpToSign(double[] expected, double[] found) {
        return sameBits(expected, found)
                || sameBits(
                        expected, Arrays.stream(found).map(value -> 0 - value).toArray());
    }

    /** Equal numbers; 0 and −0 are the same, since a sign that is turned turns that too. */
    private static boolean sameBits(double[] expected, double[] found) {
        if (found == null || expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != found[i]) {
                return false;
            }
        }
        return true;
    }
}
