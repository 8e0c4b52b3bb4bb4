package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The parts that a page of results is made of. */
class PageTest {

    @Test
    void fillsLinesWithBlocksAndPlacesWithWords() {
        PageTemplate template = new PageTemplate(List.of("By {{commit}} on {{date}}.", "", "{{table}}", "End"));

        assertThat(template.fill(Map.of("table", List.of("a", "b")), Map.of("commit", "$1", "date", "today")))
                .containsExactly("By $1 on today.", "", "a", "b", "End");
    }

    @Test
    void leavesNoPlaceOfAPageEmpty() {
        PageTemplate template = new PageTemplate(List.of("{{table}}"));

        assertThatThrownBy(() -> template.fill(Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing for the place table");
    }

    @Test
    void readsAPageOfThisModule() throws IOException {
        assertThat(PageTemplate.named("ACCURACY.md").lines()).first().isEqualTo("# Accuracy");
    }

    @Test
    void drawsATableUnderItsHeader() {
        MarkdownTable table = new MarkdownTable(List.of("a", "b"));
        table.add(List.of("1", "2"));

        assertThat(table.lines()).containsExactly("| a | b |", "|---|---|", "| 1 | 2 |");
        assertThatThrownBy(() -> table.add(List.of("1"))).hasMessage("1 cells, expected 2");
    }

    @Test
    void writesNumbersShortAndNoneAsADash() {
        assertThat(ReportText.scientific(0.000123)).isEqualTo("1.2e-4");
        assertThat(ReportText.scientific(1.5e-12)).isEqualTo("1.5e-12");
        assertThat(ReportText.scientific(2500)).isEqualTo("2.5e3");
        assertThat(ReportText.scientific(0)).isEqualTo("0");
        assertThat(ReportText.scientific(OptionalDouble.empty())).isEqualTo("–");
        assertThat(ReportText.times(0.954)).isEqualTo("0.95×");
        assertThat(ReportText.times(1.04)).isEqualTo("1.0×");
        assertThat(ReportText.times(12_345.6)).isEqualTo("12,346×");
        assertThat(ReportText.times(OptionalDouble.empty())).isEqualTo("–");
        assertThat(ReportText.excess(1.0273)).isEqualTo("2.73 %");
        assertThat(ReportText.excess(1 - 1e-12)).isEqualTo("0.00 %");
        assertThat(ReportText.excess(OptionalDouble.empty())).isEqualTo("–");
        assertThat(ReportText.grouped(40_000)).isEqualTo("40,000");
    }

    @Test
    void takesTheLowerMedianOfTwo() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 3, 2))).isEqualTo(new Spread(4, 1, 2, 4));
        assertThat(Spread.of(DoubleStream.of(5, 1, 3))).isEqualTo(new Spread(3, 1, 3, 5));
        assertThat(Spread.of(DoubleStream.empty()).median()).isNaN();
    }
}
