package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.MatrixRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"x.jsonl", "x.ndjson", "x.jsonl.gz"})
    void readsTheNamedMembersInTheirOrder(String name) {
        Path path = write(name, "{\"cpu\":1,\"host\":\"a\",\"mem\":2.5}", "{\"mem\":1e300,\"cpu\":NaN}");

        assertThat(TestInputs.values(TestInputs.open(path, "mem", "cpu")))
                .containsExactly(new double[] {2.5, 1}, new double[] {1e300, Double.NaN});
    }

    @Test
    void readsWholeRowsWithoutFieldNames() {
        Path path = write("x.jsonl", "{\"values\":[1,2],\"group\":\"rack 7\",\"weight\":3,\"index\":99}");

        MatrixRow row = ((InputItem.Row) TestInputs.items(TestInputs.open(path)).get(0)).row();

        assertThat(row.values()).containsExactly(1, 2);
        assertThat(row.group()).isEqualTo("rack 7");
        assertThat(row.weight()).isEqualTo(3);
        assertThat(row.index()).as("position, not what the file says").isZero();
    }

    @Test
    void saysWhatIsWrongWithALine() {
        Path path = write(
                "x.jsonl",
                "{\"a\":1,\"b\":2}",
                "{\"a\":1}",
                "{\"a\":1,\"b\":\"2\"}",
                "[1,2]",
                "{\"a\":1,\"b\":2} {}",
                "",
                "{\"a\":3,\"b\":4}");

        assertThat(TestInputs.reasons(TestInputs.open(path, "a", "b")))
                .hasSize(5)
                .startsWith(
                        "x.jsonl:2: field 'b' is missing",
                        "x.jsonl:3: field 'b' is \"2\", expected a number",
                        "x.jsonl:4: expected a JSON object, got ARRAY")
                .anySatisfy(reason -> assertThat(reason).startsWith("x.jsonl:5: not JSON: "))
                .endsWith("x.jsonl:6: the line is blank");
    }

    @Test
    void refusesRowsOfAnotherLengthThanTheFirst() {
        Path path = write("x.jsonl", "{\"values\":[]}", "{\"values\":[1,2]}", "{\"values\":[1]}");

        RowSource source = TestInputs.open(path);

        assertThat(source.dimension()).isEqualTo(2);
        assertThat(TestInputs.reasons(source))
                .containsExactly("x.jsonl:1: no values", "x.jsonl:3: 1 values, expected 2");
    }

    @Test
    void endsOfGroupsHaveNoPosition() {
        Path path = write(
                "x.jsonl",
                "{\"values\":[],\"group\":\"zero\"}",
                "{\"values\":[1,2],\"group\":\"one\"}",
                "{\"values\":[]}",
                "{\"values\":[],\"group\":\"one\"}",
                "{\"values\":[],\"group\":\"" + "ä".repeat(513) + "\"}",
                "{\"values\":[3,4]}");

        RowSource source = TestInputs.open(path);

        assertThat(source.dimension()).isEqualTo(2);
        assertThat(TestInputs.outline(TestInputs.items(source)))
                .containsExactly("end zero", "0 one", "bad", "end one", "bad", "3 null");
        assertThat(TestInputs.reasons(source))
                .containsExactly(
                        "x.jsonl:3: no values",
                        "x.jsonl:5: the name of the group has 1026 bytes, expected at most 1024");
    }

    @Test
    void hasItsGroupsInItsLines() {
        Path path = write("x.jsonl", "{\"values\":[1,2]}");

        assertThatThrownBy(() -> InputFormat.open(InputFile.of(path), List.of(), Optional.of("image")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--group-column is for CSV files");
    }

    @Test
    void saysHowToNameTheMembersOfAFileWithoutRows() {
        Path path = write("x.jsonl", "{\"cpu\":1}");

        assertThatThrownBy(() -> TestInputs.open(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.jsonl:1: not a MatrixRow in JSON: field 'values' is missing")
                .hasMessageContaining("--fields");
    }

    private Path write(String name, String... lines) {
        return TestInputs.write(folder.resolve(name), lines);
    }
}
