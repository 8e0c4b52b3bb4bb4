package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eigenstream.benchmarks.StudyTask.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a study in the repository: that of the committed results, not of an earlier run or somebody's editor. */
final class CommittedPage {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs");

    private CommittedPage() {}

    static void assertIsWhatItsResultsSay(Study study, List<String> figures, Path folder) throws IOException {
        Path page = DOCS.resolve(study.page());
        assumeTrue(Files.exists(page), "no page has been made yet");
        Matcher link = Pattern.compile("\\(\\.\\./benchmarks/results/(" + study.name() + "-[^)]*)\\)")
                .matcher(Files.readString(page));
        assertThat(link.find()).isTrue();
        Path results = ROOT.resolve("benchmarks").resolve("results").resolve(link.group(1));

        study.writePage(link.group(1), StampedCsv.read(results), folder);

        assertThat(folder.resolve(study.page())).hasSameTextualContentAs(page);
        for (String figure : figures) {
            assertThat(folder.resolve(figure)).hasSameTextualContentAs(DOCS.resolve(figure));
        }
    }
}
