package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.serdes.MatrixRow;
import java.nio.file.Path;
import java.util.Arrays;
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
                "{\"a\":1,\"b\":null}",
                "[1,2]",
                "{\"a\":1,\"b\":2} {}",
                "",
                "{\"a\":3,\"b\":4}");

        assertThat(TestInputs.reasons(TestInputs.open(path, "a", "b")))
                .hasSize(6)
                .startsWith(
                        "x.jsonl:2: field 'b' is not there, expected a number; "
                                + "with --missing it would be a missing value",
                        "x.jsonl:3: field 'b' is \"2\", expected a number",
                        "x.jsonl:4: field 'b' is null, expected a number; with --missing it would be a missing value",
                        "x.jsonl:5: expected a JSON object, got ARRAY")
                .anySatisfy(reason -> assertThat(reason).startsWith("x.jsonl:6: not JSON: "))
                .endsWith("x.jsonl:7: the line is blank");
    }

    @Test
    void membersThatMayBeMissingAreNullOrNotThere() {
        Path path = write("x.jsonl", "{\"a\":1,\"b\":2}", "{\"a\":null,\"b\":3}", "{\"b\":4}", "{\"a\":NaN,\"b\":5}");

        assertThat(TestInputs.observed(TestInputs.openMissing(path, "a", "b")))
                .containsExactly(
                        Arrays.asList(1.0, 2.0),
                        Arrays.asList(null, 3.0),
                        Arrays.asList(null, 4.0),
                        Arrays.asList(null, 5.0));
    }

    @Test
    void valuesOfWholeRowsMayBeNull() {
        Path path = write(
                "x.jsonl",
                "{\"values\":[0.1,null,1e300],\"group\":null,\"weight\":3}",
                "{\"values\":[1,\"NaN\",NaN]}",
                "{\"values\":[4,null,6],\"mask\":[false,true,true]}",
                "{\"values\":[7,8,9],\"mask\":[true,true,false]}",
                "{\"values\":[1,2,3],\"group\":\"null\"}");

        RowSource source = TestInputs.openMissing(path);

        assertThat(TestInputs.observed(source))
                .containsExactly(
                        Arrays.asList(0.1, null, 1e300),
                        Arrays.asList(1.0, null, null),
                        Arrays.asList(null, null, 6.0),
                        Arrays.asList(7.0, 8.0, null),
                        Arrays.asList(1.0, 2.0, 3.0));
        assertThat(TestInputs.outline(TestInputs.items(source))).endsWith("3 null", "4 null");
    }

    @Test
    void saysHowValuesMayBeNull() {
        Path path = write("x.jsonl", "{\"values\":[1,null]}", "{\"values\":[1,2],\"group\":null}");

        assertThat(TestInputs.reasons(TestInputs.open(path)))
                .containsExactly(
                        "x.jsonl:1: values[1] is null, expected a number; with --missing it would be a missing value");
    }

    @Test
    void leavesAMaskOfAnotherLengthToTheTopology() {
        Path path = write("x.jsonl", "{\"values\":[1,NaN],\"mask\":[true]}");

        MatrixRow row =
                ((InputItem.Row) TestInputs.items(TestInputs.openMissing(path)).get(0)).row();

        assertThat(row.mask()).containsExactly(true);
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

        assertThatThrownBy(() -> TestInputs.openGrouped(path, "image"))
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
