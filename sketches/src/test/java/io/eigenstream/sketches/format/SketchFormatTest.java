package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.AnyOrderEigenvector;
import io.eigenstream.sketches.CorruptStateException;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.MatrixSummary;
import io.eigenstream.sketches.PaneWindow;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RandomOrderEigenvector;
import io.eigenstream.sketches.RankRule;
import io.eigenstream.sketches.Section;
import io.eigenstream.sketches.ShrinkPolicy;
import io.eigenstream.sketches.SketchParameters;
import io.eigenstream.sketches.SpectrumEstimate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another program has written from docs/FORMAT.md; they are never edited. */
class SketchFormatTest {

    private static final Path GOLDEN = Path.of("src/test/resources/format/v1");
    private static final Path SPECIFICATION = Path.of("../docs/FORMAT.md");

    /** Of a singular value from a decomposition of a 3×3 matrix: a few units in the last place of the largest. */
    private static final double ROUNDING = 16 * 4 * 0x1.0p-52;

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name + ".sketch"));
    }

    private static MatrixSketch read(String name) throws IOException {
        return SketchFile.MATRIX_SKETCH.read(golden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "example", "pending", "narrow", "wide", "extremes"})
    void everyFileIsWrittenAgainByteForByte(String name) throws IOException {
        assertThat(TestFiles.file(read(name))).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "example", "pending", "narrow", "wide"})
    void everyFileGoesOn(String name) throws IOException {
        TestFiles.assertWorks(read(name), name);
    }

    @Test
    void singleSketchesAreFilesOfTheirOwnFamily() throws IOException {
        IncrementalSvd svd = SketchFile.INCREMENTAL_SVD.read(golden("svd"));
        assertThat(svd.mean()).containsExactly(5, -1);
        assertThat(SketchFile.INCREMENTAL_SVD.write(svd)).isEqualTo(golden("svd"));
        PaneWindow window = SketchFile.PANE_WINDOW.read(golden("window"));
        assertThat(window.rows()).isEqualTo(7);
        assertThat(window.merged().rows()).isEqualTo(4);
        assertThat(window.merged().mean()).containsExactly(0.75, 1.25, 0);
        assertThat(SketchFile.PANE_WINDOW.write(window)).isEqualTo(golden("window"));
        RandomOrderEigenvector randomOrder = SketchFile.RANDOM_ORDER_EIGENVECTOR.read(golden("random-order"));
        assertThat(randomOrder.rows()).isEqualTo(9);
        assertThat(SketchFile.RANDOM_ORDER_EIGENVECTOR.write(randomOrder)).isEqualTo(golden("random-order"));
        AnyOrderEigenvector anyOrder = SketchFile.ANY_ORDER_EIGENVECTOR.read(golden("any-order"));
        assertThat(anyOrder.rows()).isEqualTo(9);
        assertThat(SketchFile.ANY_ORDER_EIGENVECTOR.write(anyOrder)).isEqualTo(golden("any-order"));
        assertThatThrownBy(() -> SketchFile.INCREMENTAL_SVD.read(golden("any-order")))
                .isInstanceOf(CorruptStateException.class);
    }

    @Test
    void theEmptySketchIsWrittenAsTheSpecificationSays() throws IOException {
        SketchParameters parameters = new SketchParameters(3, 4, ShrinkPolicy.ROBUST, 5, 0x123456789ABCDEF0L);
        assertThat(TestFiles.file(new MatrixSketch(parameters))).isEqualTo(golden("empty"));
        assertThat(read("empty").parameters()).isEqualTo(parameters);
        assertThat(read("empty").rows()).isZero();
    }

    @Test
    void waitingRowsAreWrittenAsTheSpecificationSays() throws IOException {
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(2, 3, ShrinkPolicy.TRUNCATION, 2, 7));
        sketch.update(new double[] {1, -2}, 1);
        sketch.update(new double[] {0.1, 1e-300}, 0.5);
        assertThat(TestFiles.file(sketch)).isEqualTo(golden("pending"));
        assertThat(read("pending").rows()).isEqualTo(2);
        assertThat(read("pending").foldedRows()).isZero();
        assertThat(read("pending").summary().spectrum().energy()).isCloseTo(5.005, within(ROUNDING * 5));
    }

    @Test
    void theNarrowSketchAnswersWithWhatWasWritten() throws IOException {
        MatrixSketch sketch = read("narrow");
        assertThat(sketch.parameters()).isEqualTo(new SketchParameters(2, 4, ShrinkPolicy.PARAMETERISED, 3, 2));
        assertThat(sketch.rows()).isEqualTo(10);
        SpectrumEstimate spectrum = sketch.summary().spectrum();
        assertThat(spectrum.energy()).isEqualTo(14 + 20 * 26);
        assertThat(spectrum.shrinkage()).isZero();
        PrincipalComponents model = sketch.lastFoldComponents(RankRule.energyShare(0.5));
        assertThat(model.mean()).containsExactly(5, -1);
        // S = (9 3; 3 5) has the eigenvalues 7 ± √13, and W − 1 is 19
        assertThat(model.variances()[0]).isCloseTo((7 + Math.sqrt(13)) / 19, within(ROUNDING * 11));
        assertThat(model.residualVariance()).isCloseTo((7 - Math.sqrt(13)) / 19, within(ROUNDING * 11));
    }

    @Test
    void theWideSketchAnswersWithWhatWasWritten() throws IOException {
        MatrixSketch sketch = read("wide");
        assertThat(sketch.parameters()).isEqualTo(new SketchParameters(3, 2, 2, 5));
        assertThat(sketch.foldedRows()).isEqualTo(9);
        assertThat(sketch.rows()).isEqualTo(10);
        PrincipalComponents model = sketch.lastFoldComponents(RankRule.energyShare(0.8));
        assertThat(model.rows()).isEqualTo(9);
        assertThat(model.mean()).containsExactly(0, 0, 1);
        assertThat(model.axes()).isDeepEqualTo(new double[][] {{1, 0, 0}});
        // 16 + Δ over W − 1, and what is left of the scatter without it
        assertThat(model.variances()).containsExactly(17 / 8.0);
        assertThat(model.residualVariance()).isEqualTo((24 - 16) / 8.0);
    }

    @Test
    void theWaitingRowOfTheWideSketchIsInItsSummary() throws IOException {
        MatrixSummary summary = read("wide").summary();
        assertThat(summary.rows()).isEqualTo(10);
        // scatter + W‖μ‖² + the squared length of (0.25, 0.5, 2)
        double energy = 24 + 9 + 4.3125;
        assertThat(summary.spectrum().energy()).isCloseTo(energy, within(ROUNDING * energy));
        assertThat(summary.spectrum().shrinkage()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void theExtremesAreReadAsTheyAre() throws IOException {
        MatrixSketch sketch = read("extremes");
        assertThat(sketch.parameters()).isEqualTo(new SketchParameters(2, 1 << 20, ShrinkPolicy.ROBUST, 1 << 20, -1));
        assertThat(sketch.foldedRows()).isEqualTo((1L << 53) - 1);
        assertThat(sketch.rows()).isEqualTo((1L << 53) + 1);
        assertThat(sketch.lastFoldComponents(RankRule.energyShare(0.9)).mean()).containsExactly(1e60, -1e60);
    }

    @Test
    void anotherProgramWritesTheCommittedFiles(@TempDir Path directory) throws IOException, InterruptedException {
        Python.assumeHas("struct");
        Python.run("golden_v1.py", directory);
        assertThat(names(directory)).isEqualTo(names(GOLDEN));
        for (String name : names(directory)) {
            assertThat(directory.resolve(name)).as(name).hasSameBinaryContentAs(GOLDEN.resolve(name));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theExampleOfTheSpecificationIsTheFile() throws IOException {
        Matcher block = Pattern.compile("```\n(53 4B.*?)```", Pattern.DOTALL).matcher(Files.readString(SPECIFICATION));
        assertThat(block.find()).isTrue();
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        for (String line : block.group(1).split("\n")) {
            Matcher octets = Pattern.compile("^([0-9A-F]{2} {1,2})+").matcher(line);
            if (octets.find()) {
                for (String octet : octets.group().trim().split(" +")) {
                    bytes.put((byte) Integer.parseInt(octet, 16));
                }
            }
        }
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(1, 2, 2, 1));
        sketch.update(new double[] {3}, 2);
        assertThat(TestFiles.file(sketch))
                .isEqualTo(golden("example"))
                .isEqualTo(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    @Test
    void theSpecificationKnowsEverySectionFamilyAndPolicy() throws IOException {
        String text = Files.readString(SPECIFICATION);
        List<String> sections = new ArrayList<>();
        for (Section section : Section.values()) {
            sections.add("| " + section.ordinal() + " | `" + section + "` |");
        }
        assertThat(text).containsSubsequence(sections);
        for (SketchFamily family : SketchFamily.values()) {
            assertThat(text).contains("| " + family.id() + " | `" + family + "` |");
        }
        assertThat(ShrinkPolicy.values())
                .containsExactly(
                        ShrinkPolicy.FREQUENT_DIRECTIONS,
                        ShrinkPolicy.ROBUST,
                        ShrinkPolicy.PARAMETERISED,
                        ShrinkPolicy.TRUNCATION);
        assertThat(text).contains("0 Frequent Directions, 1 robust, 2 parameterised, 3 truncation");
    }
}
