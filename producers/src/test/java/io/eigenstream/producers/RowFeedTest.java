package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RowFeedTest {

    @TempDir
    private Path folder;

    @Test
    void numbersRowsAndBadLinesOnOverFiles() throws IOException {
        RowFeed feed = open(write("a.csv", "1,2", "x,2"), write("b.csv", "3,4"), write("c.csv", "5", "6,7", "8,9"));

        assertThat(items(feed)).extracting(TestInputs::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void addsUpRowsWhenEveryFileKnowsItsNumber() {
        Path idx = TestInputs.write(folder.resolve("a.idx"), TestInputs.idx(8, new int[] {2}, 7, 9));

        assertThat(open(idx, idx).itemCount()).hasValue(4);
        assertThat(open(idx, write("a.csv", "1")).itemCount()).isEmpty();
    }

    @Test
    void refusesFilesOfDifferentDimensionsNamingBoth() {
        Path a = write("a.csv", "1,2");
        Path b = write("b.csv", "1,2,3");

        assertThatThrownBy(() -> open(a, b))
                .isInstanceOf(InputException.class)
                .hasMessage(b + " has rows of 3 numbers, but " + a + " has rows of 2");
    }

    @Test
    void shufflesAllFilesTogether() throws IOException {
        Path a = write("a.csv", numbers(0, 50));
        Path b = write("b.csv", numbers(50, 100));
        RowFeed asIs = open(a, b);

        List<InputItem> shuffled = items(asIs.ordered(RowOrder.SHUFFLED, 5));

        assertThat(shuffled)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrderElementsOf(items(asIs))
                .isNotEqualTo(items(asIs));
        assertThat(shuffled.subList(0, 50)).extracting(TestInputs::index).anyMatch(index -> index >= 50);
    }

    @Test
    void groupsEndWithTheirFileAndRowsAreNumberedOn() throws IOException {
        RowFeed feed = grouped(write("a.csv", "v,g", "1,a", "2,a"), write("b.csv", "v,g", "3,a", "4,b"));

        assertThat(TestInputs.outline(items(feed)))
                .containsExactly("0 a", "1 a", "end a", "2 a", "end a", "3 b", "end b");
        assertThat(feed.values()).isDeepEqualTo(new double[][] {{1}, {2}, {3}, {4}});
    }

    @Test
    void groupsOfShuffledRowsEndAfterTheLastRow() throws IOException {
        RowFeed feed = grouped(write("a.csv", "v,g", "1,a", "2,b", "3,a", "4,c", "5,b"))
                .ordered(RowOrder.SHUFFLED, 3);

        List<String> outline = TestInputs.outline(items(feed));

        assertThat(outline.subList(0, 5))
                .containsExactlyInAnyOrder("0 a", "1 b", "2 a", "3 c", "4 b")
                .isNotEqualTo(List.of("0 a", "1 b", "2 a", "3 c", "4 b"));
        assertThat(outline.subList(5, outline.size())).containsExactly("end a", "end b", "end c");
    }

    @Test
    void rowsAloneHaveTheirIndicesAndNothingElse() throws IOException {
        RowFeed feed = grouped(write("a.csv", "v,g", "1,a", "x,a", "2,b", "3,b", "y,c"));

        assertThat(TestInputs.outline(items(feed.rowsAlone()))).containsExactly("0 null", "2 null", "3 null");
        assertThat(TestInputs.outline(items(feed.rowsAlone().ordered(RowOrder.SHUFFLED, 3))))
                .containsExactlyInAnyOrder("0 null", "2 null", "3 null");
        assertThat(feed.rowsAlone().features()).containsExactly("v");
    }

    private static RowFeed grouped(Path... paths) {
        return RowFeed.ofFiles("m", List.of(paths), new RowLayout(List.of(), Optional.of("g"), MissingValues.REFUSED));
    }

    @Test
    void givesTheNumbersOfAllFilesInOrder() throws IOException {
        RowFeed feed = open(write("a.csv", "1,2"), write("b.csv", "3,4", "5,6"));

        assertThat(feed.values()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    }

    @Test
    void givesNoNumbersOfFilesWithALineThatIsNoRow() {
        RowFeed feed = open(write("a.csv", "1,2", "x,2"));

        assertThatThrownBy(feed::values)
                .isInstanceOf(InputException.class)
                .hasMessage("a.csv:2: column 1 is 'x', expected a number");
    }

    @Test
    void namesTheMatrixAfterTheFirstFile() {
        assertThat(open(write("train.part1.csv.gz", "1"), write("b.csv", "2")).matrix())
                .isEqualTo("train");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));

        assertRefused(folder.resolve("none.csv"), "no such file");
        assertRefused(folder, "not a regular file");
        assertRefused(empty, "the file is empty");
        assertRefused(write("x.parquet", "1"), "unknown format, expected a name that ends in .csv, .npy");
        assertRefused(write("x", "1"), "unknown format");
    }

    @Test
    void saysThatNumbersInArraysHaveNoNames() {
        Path idx = TestInputs.write(folder.resolve("a.idx"), TestInputs.idx(8, new int[] {1}, 7));

        assertThatThrownBy(() -> TestInputs.open(idx, "a")).hasMessageContaining("--fields is for files whose columns");
    }

    private static void assertRefused(Path path, String problem) {
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(path + ": " + problem);
    }

    @Test
    void masksMissingValuesWhenAskedTo() throws IOException {
        Path file = write("a.csv", "1,", "3,4");

        assertThat(items(open(file)).get(0)).isInstanceOf(InputItem.BadLine.class);
        InputItem masked = items(open("--missing", "--input=" + file)).get(0);
        assertThat(((InputItem.Row) masked).row().mask()).containsExactly(true, false);
    }

    private static RowFeed open(Path... paths) {
        return open(Arrays.stream(paths).map(path -> "--input=" + path).toArray(String[]::new));
    }

    private static RowFeed open(String... arguments) {
        InputOptions options = new InputOptions();
        new CommandLine(CommandSpec.create().addMixin("input", CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options.open();
    }

    private static List<InputItem> items(RowFeed feed) throws IOException {
        try (ItemReader reader = feed.open()) {
            return TestInputs.items(reader);
        }
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private Path write(String name, String... lines) {
        return TestInputs.write(folder.resolve(name), lines);
    }
}
