package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.SlotKey;
import io.eigenstream.sketches.Arithmetic;
import io.eigenstream.sketches.Section;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class StateKernelsTest {

    private static final SlotKey RECORD = new SlotKey("m", 0, Section.KERNELS, 0);
    private static final Map<String, String> EVICTING = Map.of(Settings.SKETCH_HEAP_BYTES, "0");

    private static KeyValueStore<SlotKey, double[]> storeAfterRows(Pipeline pipeline) {
        pipeline.send("m", 1, 2);
        // the heap has room for one
        pipeline.send("other", 1);
        return pipeline.store(EigenstreamTopology.SKETCHES_STORE);
    }

    @Test
    void thePlainOnesLeaveNoRecordAndGoOn() {
        try (Pipeline pipeline = new Pipeline(EVICTING)) {
            assertThat(storeAfterRows(pipeline).get(RECORD)).isNull();
            pipeline.send("m", 1, 2);
            assertThat(pipeline.scores()).hasSize(3);
        }
    }

    @Test
    void stateOfOtherOnesStopsTheInstanceWithTheFix() {
        try (Pipeline pipeline = new Pipeline(EVICTING)) {
            storeAfterRows(pipeline).put(RECORD, new double[] {8});
            assertThatThrownBy(() -> pipeline.send("m", 1, 2))
                    .hasRootCauseMessage("matrix m was computed with the kernels vector-8, and this process has plain:"
                            + " start it with -Dio.eigenstream.kernels=vector --add-modules jdk.incubator.vector, on a"
                            + " machine of 8 numbers a vector, or accept other last bits with accept.approximate=true");
        }
    }

    @Test
    void acceptedOnesAreWrittenDown() {
        try (Pipeline pipeline =
                new Pipeline(Map.of(Settings.SKETCH_HEAP_BYTES, "0", Settings.ACCEPT_APPROXIMATE, "true"))) {
            KeyValueStore<SlotKey, double[]> store = storeAfterRows(pipeline);
            store.put(RECORD, new double[] {8});
            pipeline.send("m", 1, 2);
            assertThat(store.get(RECORD)).isNull();
        }
    }

    @Test
    void aMatrixOfVectorsIsNotContinuedByPlainOnesNorByOtherVectors() {
        try (Pipeline pipeline = new Pipeline(EVICTING)) {
            SketchState state = new SketchState(storeAfterRows(pipeline), "m", 0);
            StateKernels eight = new StateKernels(new Arithmetic(8), false);
            assertThatThrownBy(() -> eight.require(state))
                    .hasMessageContaining("the kernels plain, and this process has vector-8: start it with"
                            + " -Dio.eigenstream.kernels=plain, or");
            eight.record(state);
            eight.require(state);
            assertThatThrownBy(() -> new StateKernels(new Arithmetic(4), false).require(state))
                    .hasMessageContaining("vector-8, and this process has vector-4: start it with");
            assertThatThrownBy(() -> new StateKernels(Arithmetic.PLAIN, false).require(state))
                    .hasMessageContaining("vector-8, and this process has plain: start it with");
        }
    }
}
