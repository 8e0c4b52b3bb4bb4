package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EigenstreamTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "produce", "topology", "watch", "forget", "faults"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        CommandRun help = CommandRun.of(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: eigenstream " + command).containsPattern("Examples?:");
        assertThat(help.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "watch"})
    void commandsKnowTheirVersion(String command) {
        assertThat(CommandRun.of(command, "--version").out())
                .isEqualTo(CommandRun.of("--version").out());
        assertThat(CommandRun.of("--version").out()).startsWith("eigenstream ").contains("kafka ", "java ");
    }

    @Test
    void namesTheCommandsWhenNoneIsGiven() {
        assertThat(CommandRun.of()).isEqualTo(new CommandRun(2, "", """
                                eigenstream: a command is missing: run, demo, produce, topology, watch, forget or faults
                                See eigenstream --help
                                """));
    }

    @Test
    void namesTheFlagThatIsMissing() {
        CommandRun run = CommandRun.of("run", "--input", "rows.csv");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("eigenstream run: Missing required option: '--output=DIR'")
                .hasLineCount(2);
    }

    @Test
    void namesTheSettingThatIsUnknownAndTheNearestOne() throws Exception {
        CommandRun run = CommandRun.of("run", "--input", rows(), "--output", out(), "--set", "sketch.sise=9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("eigenstream run: --set: unknown setting sketch.sise: did you mean sketch.size?")
                .hasLineCount(2);
        assertThat(Path.of(out())).doesNotExist();
    }

    @Test
    void pointsToTheFlagOfASettingThatHasOne() throws Exception {
        CommandRun run = CommandRun.of("run", "--input", rows(), "--output", out(), "--set", "topic.partitions=4");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("eigenstream run: --set topic.partitions=4: use --partitions instead");
    }

    @Test
    void namesTheFlagOfTooFewPartitions() throws Exception {
        CommandRun run = CommandRun.of("run", "--input", rows(), "--output", out(), "--partitions", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("eigenstream run: --partitions is 0, expected 1 or more");
    }

    @Test
    void namesWhatCannotBeAskedForTogetherWithTheModelOfAllRows() throws Exception {
        assertWholeRefused("--whole without --spread: every partition has a model of its own", "--spread");
        assertWholeRefused(
                "--set anomaly.freeze.after.rows=5: --whole freezes the model after all rows",
                "--set",
                "anomaly.freeze.after.rows=5");
        assertWholeRefused(
                "--set anomaly.relearn.after.rows=0: --whole learns one model from all rows",
                "--set",
                "anomaly.relearn.after.rows=0");
    }

    private void assertWholeRefused(String problem, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "--input", rows(), "--output", out(), "--whole"));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("eigenstream run: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--spread", "--order=shuffled"})
    void refusesLagsOfRowsThatDoNotKeepTheirOrder(String option) throws Exception {
        CommandRun run = CommandRun.of("run", "--input", rows(), "--output", out(), "--set", "lags=*=3", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("eigenstream run: --set lags=*=3: without --spread and --order shuffled");
    }

    @Test
    void failsBeforeAnythingStartsWhenTheFileIsMissing() {
        String missing = directory.resolve("missing.csv").toString();
        CommandRun run = CommandRun.of("run", "--input", missing, "--output", out());

        assertThat(run).isEqualTo(new CommandRun(1, "", "eigenstream run: " + missing + ": no such file\n"));
        assertThat(Path.of(out())).doesNotExist();
    }

    @Test
    void failsBeforeAnythingStartsWhenTheFileIsEmpty() throws Exception {
        String empty = Files.createFile(directory.resolve("empty.csv")).toString();
        CommandRun run = CommandRun.of("run", "--input", empty, "--output", out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("eigenstream run: " + empty).contains("empty");
        assertThat(Path.of(out())).doesNotExist();
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        String missing = directory.resolve("missing.csv").toString();

        assertThat(CommandRun.of("run", "--input", missing, "--output", out()).err())
                .doesNotContain("\tat ");
        assertThat(CommandRun.of("run", "--input", missing, "--output", out(), "--stacktrace")
                        .err())
                .contains("\tat io.eigenstream.producers");
    }

    @Test
    void namesTheDurationThatIsNone() {
        CommandRun demo = CommandRun.of("demo", "--for", "30");

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.err()).contains("'--for'", "'30' is not a duration, expected such as 30s, 2m or 1h");
    }

    @Test
    void rejectsARateThatIsNotPositive() {
        assertThat(CommandRun.of("demo", "--rate", "0").err())
                .startsWith("eigenstream demo: --rate is 0.0, expected a number above 0");
    }

    private String rows() throws Exception {
        return Files.writeString(directory.resolve("rows.csv"), "1,2\n3,4\n").toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }
}
