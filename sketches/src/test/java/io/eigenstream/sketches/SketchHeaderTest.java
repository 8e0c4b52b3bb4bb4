package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.StateTable.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchHeaderTest {

    private static final SketchHeader HEADER =
            new SketchHeader(new SketchParameters(12, 8, ShrinkPolicy.ROBUST, 5, 0x9ABCDEF012345678L), 7);
    private final StateTable state = StateTable.of(HEADER::writeTo);

    @Test
    void isReadAsItWasWritten() {
        assertThat(SketchHeader.readFrom(state.reader())).isEqualTo(HEADER);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 0", "2, 1", "3, 4", "4, 1", "5, 4294967296", "6, -1", "7, 8", "7, 0.5"})
    void refusesWhatNoSketchHas(int place, double number) {
        StateTable wrong = state.with(new Slot(Section.SKETCH, 0), place, number);
        assertThatThrownBy(() -> SketchHeader.readFrom(wrong.reader())).isInstanceOf(CorruptStateException.class);
    }
}
