package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampedCsvTest {

    @TempDir
    private Path directory;

    @Test
    void readsTheStampAndTheFieldsByColumn() {
        StampedCsv csv = StampedCsv.of(List.of("# commit: abc", "# jvm: OpenJDK: 17", "a,b", "1,", "2,x"));

        assertThat(csv.stamp()).containsExactly(entry("commit", "abc"), entry("jvm", "OpenJDK: 17"));
        assertThat(csv.rows()).hasSize(2);
        assertThat(csv.rows().get(0)).containsExactly(entry("a", "1"), entry("b", ""));
        assertThat(csv.rows().get(1)).containsExactly(entry("a", "2"), entry("b", "x"));
    }

    @Test
    void refusesALineThatDoesNotFitTheHeader() {
        assertThatThrownBy(() -> StampedCsv.of(List.of("a,b", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 fields, expected the 2 of the header: 1");
    }

    @Test
    void readsWhatARunWrote() throws IOException, InterruptedException {
        TestRepository.in(directory);
        StampedRun run = StampedRun.begin(directory, List.of("-Xmx1g"), new PrintWriter(new StringWriter()))
                .orElseThrow();

        Path file = run.write("numbers", List.of("a,b", "1,2"));
        StampedCsv csv = StampedCsv.read(file);

        assertThat(file.getFileName()).hasToString("numbers-" + run.stamp().date() + ".csv");
        assertThat(file.getParent()).endsWith(Path.of("benchmarks", "results"));
        assertThat(csv.stamp())
                .containsEntry("commit", run.checkout().commit())
                .containsEntry("dirty", "no")
                .hasEntrySatisfying("jvm", jvm -> assertThat(jvm).endsWith("-Xmx1g"));
        assertThat(csv.rows()).singleElement().isEqualTo(Map.of("a", "1", "b", "2"));
    }
}
