package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.csv.gz", "X.CSV"})
    void readsNumbersWithoutHeader(String name) {
        RowSource source = open(name, "1,2.5,-3e2", " 4 ,\"5\",+.5");

        assertThat(source.dimension()).isEqualTo(3);
        assertThat(TestInputs.values(source)).containsExactly(new double[] {1, 2.5, -300}, new double[] {4, 5, 0.5});
    }

    @Test
    void takesAFirstLineOfWordsForAHeader() {
        assertThat(TestInputs.values(open("x.csv", "cpu,2,mem", "1,2,3"))).containsExactly(new double[] {1, 2, 3});
    }

    @Test
    void takesAFirstLineOfNumbersWithOneWordForABadLine() {
        RowSource source = open("x.csv", "1,abc,3", "4,5,6");

        assertThat(TestInputs.reasons(source)).containsExactly("x.csv:1: column 2 is 'abc', expected a number");
        assertThat(source.dimension()).isEqualTo(3);
    }

    @Test
    void takesAFirstLineOfNumbersAndGapsForARow() {
        RowSource source = open("x.csv", "1,", "NA,?", "3,4");

        assertThat(TestInputs.reasons(source))
                .containsExactly(
                        "x.csv:1: column 2 is empty, expected a number; with --missing it would be a missing value",
                        "x.csv:2: column 1 is 'NA', expected a number; with --missing it would be a missing value");
    }

    @Test
    void masksWhatIsMissingWhenItMayBe() {
        Path path = TestInputs.write(
                folder.resolve("x.csv"),
                ",1,2",
                "NA,n/a,#N/A",
                "<NA>,NaN,null",
                "None,\\N,?",
                " ,\"\", ? ",
                "3,4,5",
                "6,inf,",
                "-nan,7,8");

        assertThat(TestInputs.observed(TestInputs.openMissing(path)))
                .containsExactly(
                        Arrays.asList(null, 1.0, 2.0),
                        Arrays.asList(null, null, null),
                        Arrays.asList(null, null, null),
                        Arrays.asList(null, null, null),
                        Arrays.asList(null, null, null),
                        Arrays.asList(3.0, 4.0, 5.0),
                        Arrays.asList(6.0, Double.POSITIVE_INFINITY, null),
                        Arrays.asList(null, 7.0, 8.0));
    }

    @Test
    void otherWordsAreNoMissingValues() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "a,b", "1,2", "1,-", "1,missing", "nan?,1", "0,");

        RowSource source = TestInputs.openMissing(path);

        assertThat(source.features()).containsExactly("a", "b");
        assertThat(TestInputs.reasons(source))
                .containsExactly(
                        "x.csv:3: column 2 is '-', expected a number",
                        "x.csv:4: column 2 is 'missing', expected a number",
                        "x.csv:5: column 1 is 'nan?', expected a number");
    }

    @Test
    void aRowWithoutMissingValuesHasNoMask() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "1,2");

        assertThat(TestInputs.items(TestInputs.openMissing(path)))
                .allSatisfy(
                        item -> assertThat(((InputItem.Row) item).row().mask()).isNull());
    }

    @Test
    void readsTheNamedColumnsInTheirOrder() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "time, a ,\"b\"", "noon,1,2", "one,3,4");

        assertThat(TestInputs.values(TestInputs.open(path, "b", "a")))
                .containsExactly(new double[] {2, 1}, new double[] {4, 3});
    }

    @Test
    void namesTheColumnsThereAreWhenOneIsMissing() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "time,a", "0,1");

        assertThatThrownBy(() -> TestInputs.open(path, "c"))
                .isInstanceOf(InputException.class)
                .hasMessage(path + ": --fields: no column 'c', expected one of time, a");
    }

    @Test
    void passesNotANumberAndInfinityOn() {
        assertThat(TestInputs.values(open("x.csv", "nan,NaN,inf", "-Infinity,1e300,1e999")))
                .containsExactly(
                        new double[] {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY},
                        new double[] {Double.NEGATIVE_INFINITY, 1e300, Double.POSITIVE_INFINITY});
    }

    @Test
    void givesBadLinesAnIndexAReasonAndTheirText() {
        RowSource source = open("x.csv.gz", "1,2", "3", "", "4,abc", "5,\"6", "7,8");

        List<InputItem> items = TestInputs.items(source);

        assertThat(items).extracting(TestInputs::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(items.get(3))
                .isEqualTo(new InputItem.BadLine(3, "4,abc", "x.csv.gz:4: column 2 is 'abc', expected a number"));
        assertThat(TestInputs.reasons(source))
                .startsWith("x.csv.gz:2: 1 columns, expected 2", "x.csv.gz:3: the line is blank")
                .last()
                .asString()
                .startsWith("x.csv.gz:5: not comma-separated values: ");
    }

    @Test
    void countsLinesFromTheHeaderAndIndicesFromTheFirstRow() {
        assertThat(TestInputs.items(open("x.csv", "a,b", "1,x", "1,2")).get(0))
                .isEqualTo(new InputItem.BadLine(0, "1,x", "x.csv:2: column 2 is 'x', expected a number"));
    }

    @Test
    void ignoresBlankLinesAtTheEndOnly() {
        assertThat(TestInputs.items(open("x.csv", "", "1,2", "   ", "3,4", "", " ", "")))
                .extracting(TestInputs::index)
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2\r\n3,4\r\n", "\uFEFF1,2\n3,4", "1,2\n3,4\n\n"})
    void readsFilesOfAllSystems(String content) {
        Path path = TestInputs.write(folder.resolve("x.csv"), content.getBytes(StandardCharsets.UTF_8));

        assertThat(TestInputs.values(TestInputs.open(path))).containsExactly(new double[] {1, 2}, new double[] {3, 4});
    }

    @Test
    void doesNotTakeARaggedFirstLineForTheRule() {
        RowSource source = open("x.csv", "1,2,3", "1,2", "3,4");

        assertThat(source.dimension()).isEqualTo(2);
        assertThat(TestInputs.reasons(source)).containsExactly("x.csv:1: 3 columns, expected 2");
    }

    @Test
    void takesTheColumnCountFromTheFirstHundredLines() {
        String[] lines = new String[300];
        Arrays.fill(lines, 0, 51, "1,2");
        Arrays.fill(lines, 51, 300, "1,2,3");

        assertThat(open("x.csv", lines).dimension()).isEqualTo(2);
    }

    @Test
    void followsTheHeaderAgainstTheMajority() {
        assertThat(open("x.csv", "a,b", "1,2,3", "1,2,3", "1,2").dimension()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'a,b', 'no line is a row; name the numeric columns'",
        "'a,b\nx,1', 'no line is a row; the first: x.csv:2: column 1 is ''x'', expected a number'",
        "'\n\n', 'no line is a row'"
    })
    void refusesAFileWithoutRows(String content, String problem) {
        assertThatThrownBy(() -> open("x.csv", content))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.csv: " + problem);
    }

    @Test
    void refusesALineThatIsNoText() {
        byte[] content = new byte[LineReader.LONGEST_LINE + 2];
        Arrays.fill(content, (byte) '1');
        Path path = TestInputs.write(folder.resolve("x.csv.gz"), content);

        assertThatThrownBy(() -> TestInputs.open(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a line is longer than 16777216 characters");
    }

    @Test
    void refusesNamesForColumnsWithoutHeader() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "1,2");

        assertThatThrownBy(() -> TestInputs.open(path, "a")).hasMessageContaining("has no header");
    }

    @Test
    void aColumnOfGroupsIsNoNumberAndEveryGroupEndsWhenTheNextBegins() {
        Path path = TestInputs.write(
                folder.resolve("x.csv"), "a,image,b", "1,one ,2", "3,\"one\",4", "5,,6", "7,two,8", "9,one,10");

        RowSource source = TestInputs.openGrouped(path, "image");

        assertThat(source.dimension()).isEqualTo(2);
        assertThat(TestInputs.outline(TestInputs.items(source)))
                .containsExactly("0 one", "1 one", "end one", "2 null", "3 two", "end two", "4 one", "end one");
    }

    @Test
    void badLinesEndNoGroup() {
        Path path = TestInputs.write(
                folder.resolve("x.csv"),
                "a,image",
                "x,one",
                "1,one",
                "x,two",
                "2,one",
                "3," + "a".repeat(1025),
                "x,one");

        RowSource source = TestInputs.openGrouped(path, "image", "a");

        assertThat(TestInputs.outline(TestInputs.items(source)))
                .containsExactly("bad", "1 one", "bad", "3 one", "bad", "bad", "end one");
        assertThat(TestInputs.reasons(source))
                .contains("x.csv:6: the name of the group has 1025 bytes, expected at most 1024");
    }

    @Test
    void namesTheColumnsThereAreWhenThatOfTheGroupsIsMissing() {
        Path path = TestInputs.write(folder.resolve("x.csv"), "time,a", "0,1");
        Path headless = TestInputs.write(folder.resolve("y.csv"), "0,1");

        assertThatThrownBy(() -> TestInputs.openGrouped(path, "image"))
                .hasMessage(path + ": --group-column: no column 'image', expected one of time, a");
        assertThatThrownBy(() -> TestInputs.openGrouped(headless, "image")).hasMessageContaining("has no header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "1f", "0x1p3", "1,000", "one", "--1", "1e", "NaNs", "∞", "٣"})
    void doesNotReadOtherNotationsAsNumbers(String text) {
        assertThat(NumberText.parse(text)).isEmpty();
    }

    private RowSource open(String name, String... lines) {
        return TestInputs.open(TestInputs.write(folder.resolve(name), lines));
    }
}
