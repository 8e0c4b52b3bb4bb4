package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.serdes.DoublesSerde;
import io.eigenstream.serdes.HeaderNames;
import io.eigenstream.serdes.RecordSerde;
import io.eigenstream.serdes.SlotKey;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.WireFormat;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.SketchParameters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partials of several partitions, sent as the partitions would. */
class MergePartialsTest {

    private TopologyTestDriver driver;
    private TestInputTopic<SlotKey, double[]> partials;
    private TestOutputTopic<String, Spectrum> spectra;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        Settings settings = Pipeline.settings(Map.of(Settings.EMIT_EVERY_ROWS, "1000"));
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.of(settings));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(EigenstreamTopology.build(settings), properties, Instant.EPOCH);
        partials = driver.createInputTopic(
                Pipeline.TOPICS.partials(), SlotKey.serde().serializer(), new DoublesSerde().serializer());
        spectra = driver.createOutputTopic(
                Pipeline.TOPICS.spectra(),
                new StringDeserializer(),
                new RecordSerde<>(Spectrum.class, WireFormat.AVRO).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static MatrixSketch sketch(double[][] rows) {
        MatrixSketch sketch =
                new MatrixSketch(new SketchParameters(rows[0].length, 8, 64, 1), DetectorParameters.standard());
        Arrays.stream(rows).forEach(row -> sketch.update(row, 1));
        return sketch.folded();
    }

    private void send(int partition, MatrixSketch sketch, boolean requested) {
        sketch.writeTo((section, slot, row) -> send(partition, section, slot, row, requested));
    }

    /** All but the last of its records, which makes it whole. */
    private void sendUnfinished(int partition, MatrixSketch sketch) {
        sketch.writeTo((section, slot, row) -> {
            if (section != Section.SKETCH) {
                send(partition, section, slot, row, false);
            }
        });
    }

    private void send(int partition, Section section, int slot, double[] row, boolean requested) {
        RecordHeaders headers = new RecordHeaders();
        if (requested && section == Section.SKETCH) {
            headers.add(HeaderNames.EMIT, new byte[0]);
        }
        partials.pipeInput(new TestRecord<>(new SlotKey("m", partition, section, slot), row, headers));
    }

    private Spectrum single() {
        List<Spectrum> published = spectra.readValuesToList();
        assertThat(published).hasSize(1);
        return published.get(0);
    }

    @Test
    void mergesThePartitionsInTheirOrderWhateverTheOrderOfArrival() {
        MatrixSketch first = sketch(EigenstreamTopologyTest.rows(90, 12, 1));
        MatrixSketch second = sketch(EigenstreamTopologyTest.rows(70, 12, 2));
        send(7, second, false);
        send(3, first, true);
        MatrixSummary expected = first.summary();
        expected.merge(second.summary());
        Spectrum spectrum = single();
        assertThat(spectrum.rows()).isEqualTo(160);
        assertThat(spectrum.singularValues())
                .containsExactly(expected.spectrum().lowerBounds());
        assertThat(spectrum.upperBounds()).containsExactly(expected.spectrum().upperBounds());
    }

    @Test
    void aNewerPartialReplacesTheOlderOfItsPartition() {
        double[][] rows = EigenstreamTopologyTest.rows(90, 12, 3);
        send(0, sketch(Arrays.copyOf(rows, 40)), false);
        send(0, sketch(rows), false);
        send(0, sketch(rows), true);
        Spectrum spectrum = single();
        assertThat(spectrum.rows()).isEqualTo(90);
        assertThat(spectrum.singularValues())
                .containsExactly(sketch(rows).summary().spectrum().lowerBounds());
    }

    @Test
    void aPartialThatIsStillArrivingIsNotPublishedInPart() {
        double[][] rows = EigenstreamTopologyTest.rows(90, 12, 8);
        MatrixSketch first = sketch(Arrays.copyOf(rows, 3));
        MatrixSketch other = sketch(EigenstreamTopologyTest.rows(50, 12, 9));
        send(0, first, false);
        sendUnfinished(0, sketch(rows));
        send(1, other, true);
        MatrixSummary expected = first.summary();
        expected.merge(other.summary());
        Spectrum spectrum = single();
        assertThat(spectrum.rows()).isEqualTo(53);
        assertThat(spectrum.singularValues())
                .containsExactly(expected.spectrum().lowerBounds());
    }

    @Test
    void whatCompactionHasLeftOfAPartialIsLeftOutUntilTheNewerOne() {
        double[][] rows = EigenstreamTopologyTest.rows(90, 12, 10);
        sketch(Arrays.copyOf(rows, 40)).writeTo((section, slot, row) -> {
            if (section == Section.DETECTOR || section == Section.SKETCH) {
                send(0, section, slot, row, true);
            }
        });
        assertThat(spectra.isEmpty()).isTrue();
        send(0, sketch(rows), true);
        Spectrum spectrum = single();
        assertThat(spectrum.rows()).isEqualTo(90);
        assertThat(spectrum.singularValues())
                .containsExactly(sketch(rows).summary().spectrum().lowerBounds());
    }

    @Test
    void publishesWhenThePartitionsTogetherHaveEnoughNewRows() {
        send(0, sketch(EigenstreamTopologyTest.rows(600, 3, 4)), false);
        assertThat(spectra.isEmpty()).isTrue();
        send(1, sketch(EigenstreamTopologyTest.rows(400, 3, 5)), false);
        assertThat(single().rows()).isEqualTo(1000);
        send(1, sketch(EigenstreamTopologyTest.rows(900, 3, 5)), false);
        assertThat(spectra.isEmpty()).isTrue();
    }

    @Test
    void partitionsThatDisagreeAboutTheDimensionDoNotStopTheStream() {
        send(0, sketch(EigenstreamTopologyTest.rows(5, 4, 6)), false);
        send(1, sketch(EigenstreamTopologyTest.rows(50, 3, 7)), true);
        Spectrum spectrum = single();
        assertThat(spectrum.dimension()).isEqualTo(3);
        assertThat(spectrum.rows()).isEqualTo(50);
        assertThat(spectrum.rotation()).isNull();
        send(0, sketch(EigenstreamTopologyTest.rows(60, 4, 6)), true);
        Spectrum other = single();
        assertThat(other.dimension()).isEqualTo(4);
        assertThat(other.rotation())
                .as("nothing of that dimension was published")
                .isNull();
    }

    private void retire(int partition, boolean isForgotten) {
        RecordHeaders headers = new RecordHeaders();
        if (isForgotten) {
            headers.add(HeaderNames.FORGET, new byte[0]);
        }
        partials.pipeInput(new TestRecord<>(new SlotKey("m", partition, Section.SKETCH, 0), null, headers));
    }

    @Test
    void aRetiredPartialIsNotInTheNextAnswer() {
        send(0, sketch(EigenstreamTopologyTest.rows(5, 3, 10)), false);
        send(1, sketch(EigenstreamTopologyTest.rows(6, 3, 11)), true);
        assertThat(single().rows()).isEqualTo(11);
        retire(0, false);
        assertThat(spectra.isEmpty()).isTrue();
        send(1, sketch(EigenstreamTopologyTest.rows(7, 3, 11)), true);
        assertThat(single().rows()).isEqualTo(7);
    }

    @Test
    void afterTheLastPartialTheEstimatesGetTombstonesAndTheCountBeginsAnew() {
        send(0, sketch(EigenstreamTopologyTest.rows(5, 3, 12)), true);
        send(0, sketch(EigenstreamTopologyTest.rows(6, 3, 12)), true);
        assertThat(spectra.readValuesToList()).hasSize(2);
        retire(0, false);
        assertThat(single()).isNull();
        assertThat(state()).isEmpty();
        send(0, sketch(EigenstreamTopologyTest.rows(4, 2, 13)), true);
        Spectrum again = single();
        assertThat(again.sequence()).isEqualTo(1);
        assertThat(again.rotation()).isNull();
    }

    @Test
    void aForgottenMatrixIsRetiredInAllPartitions() {
        for (int partition = 0; partition < 3; partition++) {
            send(partition, sketch(EigenstreamTopologyTest.rows(5, 3, partition)), false);
        }
        retire(7, true);
        assertThat(single()).isNull();
        assertThat(state()).isEmpty();
    }

    private List<SlotKey> state() {
        List<SlotKey> keys = new ArrayList<>();
        KeyValueStore<SlotKey, double[]> store = driver.getKeyValueStore(EigenstreamTopology.PARTIALS_STORE);
        try (KeyValueIterator<SlotKey, double[]> all = store.all()) {
            all.forEachRemaining(slot -> keys.add(slot.key));
        }
        return keys;
    }

    @Test
    void anUnfinishedPartialLeavesTheOlderOneWholeHoweverOftenItBegins() {
        double[][] rows = EigenstreamTopologyTest.rows(90, 12, 14);
        MatrixSketch first = sketch(Arrays.copyOf(rows, 30));
        send(0, first, false);
        sendUnfinished(0, sketch(Arrays.copyOf(rows, 50)));
        sendUnfinished(0, sketch(rows));
        send(1, sketch(EigenstreamTopologyTest.rows(3, 12, 15)), true);
        assertThat(single().rows()).isEqualTo(33);
        send(0, sketch(rows), true);
        MatrixSummary expected = sketch(rows).summary();
        expected.merge(sketch(EigenstreamTopologyTest.rows(3, 12, 15)).summary());
        assertThat(single().singularValues())
                .containsExactly(expected.spectrum().lowerBounds());
    }
}
