package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of 292 images of bottles, a fifth of them defective, none of which is known to be good. */
class ImageFeaturesRunTest {

    private static final Path DATA = Path.of("../../shared/data/mvtec_features/resnet18/bottle");

    @TempDir
    private Path out;

    @Test
    void ranksTheDefectiveImagesFirstByTheModelOfAllImages() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the shared data is not at " + DATA.toAbsolutePath());
        CommandRun run = CommandRun.of(
                "run", "--input", DATA.resolve("X.npy").toString(), "--whole", "--output", out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        Labels labels = Labels.read(DATA.resolve("y.csv.gz"));
        assertThat(labels.areaUnderTheCurve(new RunResults(out).scores(), "combined"))
                .isGreaterThan(0.95);
    }
}
