package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job over the embedded broker. */
class RunCommandTest {

    private static final int COLUMNS = 5;

    @TempDir
    private Path directory;

    @Test
    void everyRowHasAScoreInOrderAndTheLastEstimatesCoverAll() throws Exception {
        int rows = 6000;
        CommandRun run = run(directory.resolve("out"), csv("rows.csv", lines(rows)));

        assertThat(run.err()).isEqualTo("starting a broker and the topology ...\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("rows: 6,000 rows of 5 columns in ").contains("; 0 rejected\n");
        RunResults results = new RunResults(directory.resolve("out"));
        assertThat(results.indices())
                .isEqualTo(LongStream.range(0, rows).boxed().toList());
        assertThat(results.deadLetters()).isEmpty();
        assertThat(results.last("spectra.jsonl").get("rows").asLong()).isEqualTo(rows);
        assertThat(results.last("eigenvectors.jsonl").get("rows").asLong()).isEqualTo(rows);
        assertThat(results.last("models.jsonl").get("rows").asLong()).isEqualTo(rows);
        assertThat(results.summary().get("rowsIn").asLong()).isEqualTo(rows);
        assertThat(results.summary().get("rowsPerSecond").asDouble()).isPositive();
    }

    @Test
    void badLinesBecomeDeadLettersAndNothingElseIsLost() throws Exception {
        List<String> lines = lines(300);
        Map<Integer, String> bad =
                Map.of(3, "1,2", 40, "a,b,c,d,e", 41, "1,2,NaN,4,5", 170, "1,2,1e300,4,5", 299, "1,2,3,4,5,6");
        bad.forEach(lines::set);

        CommandRun run = run(directory.resolve("out"), csv("rows.csv", lines));

        assertThat(run.exitCode()).as(run.err()).isZero();
        RunResults results = new RunResults(directory.resolve("out"));
        assertThat(results.indices())
                .isEqualTo(LongStream.range(0, 300)
                        .filter(index -> !bad.containsKey((int) index))
                        .boxed()
                        .toList());
        assertThat(results.deadLetters())
                .extracting(letter -> letter.get("offset").asInt())
                .containsExactlyInAnyOrderElementsOf(bad.keySet());
        assertThat(results.deadLetters()).allSatisfy(letter -> {
            assertThat(letter.get("reason").asText()).isNotBlank();
            assertThat(letter.get("key").asText()).isEqualTo("rows");
            assertThat(letter.get("value").asText()).isNotBlank();
        });
        assertThat(results.summary().get("rowsRejected").asInt()).isEqualTo(bad.size());
    }

    @Test
    void rowsWithMissingValuesAreJudgedByTheOthersWhenTheyMayBeMissing() throws Exception {
        List<String> lines = lines(300);
        Map<Integer, String> holes = Map.of(0, "1,2,3,4,", 7, "NA,,?,null,nan", 200, "0,,0,0,NaN", 299, "1e9,,0,0,0");
        holes.forEach(lines::set);
        String input = csv("rows.csv", lines);

        CommandRun run = run(directory.resolve("out"), input, "--missing");

        assertThat(run.exitCode()).as(run.err()).isZero();
        RunResults results = new RunResults(directory.resolve("out"));
        assertThat(results.deadLetters())
                .extracting(letter -> letter.get("reason").asText())
                .containsExactly(
                        "1 values are missing, and no row was there before that tells what they may be",
                        "all 5 values are missing, expected one at least");
        List<JsonNode> scores = results.scores();
        assertThat(scores)
                .filteredOn(score -> score.get("missing").asInt() > 0)
                .extracting(score -> score.get("index").asLong() + ":" + score.get("missing"))
                .containsExactly("200:2", "299:1");
        assertThat(scores.get(297).get("combined").asDouble())
                .isGreaterThan(scores.get(198).get("combined").asDouble());

        CommandRun refused = run(directory.resolve("refused"), input);
        assertThat(refused.exitCode()).as(refused.err()).isZero();
        assertThat(new RunResults(directory.resolve("refused")).deadLetters())
                .hasSize(4)
                .first()
                .extracting(letter -> letter.get("reason").asText())
                .isEqualTo(
                        "rows.csv:1: column 5 is empty, expected a number; with --missing it would be a missing value");
    }

    @Test
    void everyGroupOfRowsHasItsLine() throws Exception {
        List<String> lines = lines(600);
        List<String> grouped = new ArrayList<>(List.of("image,a,b,c,d,e"));
        for (int i = 0; i < lines.size(); i++) {
            grouped.add("image-" + i / 100 + "," + (i == 456 ? "9,-9,9,-9,9" : lines.get(i)));
        }
        Path out = directory.resolve("out");
        CommandRun run = run(out, csv("grouped.csv", grouped), "--group-column", "image");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("600 rows of 5 columns").contains("  groups                   6, ");
        List<JsonNode> groups = new RunResults(out).groups();
        assertThat(groups)
                .extracting(group -> group.get("group").asText())
                .containsExactly("image-0", "image-1", "image-2", "image-3", "image-4", "image-5");
        assertThat(groups)
                .allSatisfy(
                        group -> assertThat(group.get("complete").asBoolean()).isTrue());
        assertThat(groups)
                .extracting(group -> group.get("firstIndex").asLong())
                .containsExactly(0L, 100L, 200L, 300L, 400L, 500L);
        assertThat(groups.get(4).get("strongest").asLong()).isEqualTo(456);
        assertThat(groups.get(4).get("anomalousRows").asLong()).isPositive();

        assertThat(run(out, csv("rows.csv", lines)).exitCode()).isZero();
        assertThat(out.resolve("groups.jsonl")).doesNotExist();
    }

    @Test
    void everyRowIsJudgedByTheModelOfTheWholeFile() throws Exception {
        int rows = 333;
        List<String> lines = lines(rows);
        List<String> grouped = new ArrayList<>(List.of("image,a,b,c,d,e"));
        Map<Integer, String> bad = Map.of(2, "1,2,3,4,1e300", 70, "1,2", 332, "one,2,3,4,5");
        bad.forEach(lines::set);
        lines.set(4, "9,-9,9,-9,9");
        for (int i = 0; i < rows; i++) {
            grouped.add("image-" + i / 111 + "," + lines.get(i));
        }
        String input = csv("grouped.csv", grouped);
        CommandRun run = run(directory.resolve("out"), input, "--group-column", "image", "--whole");
        CommandRun causal = run(directory.resolve("causal"), input, "--group-column", "image");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(causal.exitCode()).as(causal.err()).isZero();
        RunResults results = new RunResults(directory.resolve("out"));
        RunResults before = new RunResults(directory.resolve("causal"));
        assertThat(results.indices()).isEqualTo(before.indices()).hasSize(rows - 3);
        assertThat(results.scores())
                .allSatisfy(score -> assertThat(score.get("modelRows").asInt()).isEqualTo(rows - 3));
        assertThat(results.scores().get(3).get("anomalous").asBoolean()).isTrue();
        assertThat(results.deadLetters())
                .extracting(letter -> letter.get("reason").asText())
                .containsExactlyElementsOf(before.deadLetters().stream()
                        .map(letter -> letter.get("reason").asText())
                        .toList());
        assertThat(results.groups())
                .extracting(group -> group.get("group").asText() + " " + group.get("rows"))
                .containsExactly("image-0 109", "image-1 111", "image-2 110");
        for (String estimates : List.of("spectra.jsonl", "eigenvectors.jsonl", "models.jsonl")) {
            assertThat(results.lines(estimates)).as(estimates).isEqualTo(before.lines(estimates));
        }
        assertThat(results.summary().get("rowsIn").asInt()).isEqualTo(rows);
        assertThat(results.summary().get("whole").asBoolean()).isTrue();
        assertThat(run.out()).contains("grouped: 333 rows of 5 columns").contains("; 3 rejected");
    }

    @Test
    void theSameRunTwiceGivesTheSameBits() throws Exception {
        String input = csv("rows.csv", lines(2500));
        String[] options = {"--order", "shuffled", "--seed", "7"};
        run(directory.resolve("first"), input, options);
        run(directory.resolve("second"), input, options);

        RunResults first = new RunResults(directory.resolve("first"));
        RunResults second = new RunResults(directory.resolve("second"));
        for (String file : List.of("spectra.jsonl", "eigenvectors.jsonl", "models.jsonl", "scores.jsonl")) {
            assertThat(first.lines(file)).as(file).isNotEmpty().isEqualTo(second.lines(file));
        }
    }

    @Test
    void rowsSpreadOverPartitionsAreAllCounted() throws Exception {
        int rows = 4000;
        CommandRun run = run(
                directory.resolve("out"),
                csv("rows.csv", lines(rows)),
                "--spread",
                "--partitions",
                "4",
                "--order",
                "shuffled");

        assertThat(run.exitCode()).as(run.err()).isZero();
        RunResults results = new RunResults(directory.resolve("out"));
        List<Long> indices = new ArrayList<>(results.indices());
        Collections.sort(indices);
        assertThat(indices).isEqualTo(LongStream.range(0, rows).boxed().toList());
        assertThat(results.last("spectra.jsonl").get("rows").asLong()).isEqualTo(rows);
    }

    @Test
    void saysWhyWhenNoRowIsAcceptedAndWritesNothing() throws Exception {
        CommandRun run = run(directory.resolve("out"), csv("rows.csv", Collections.nCopies(20, "1,2,NaN")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("eigenstream run: none of the 20 rows was accepted; the first: ");
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void leavesNothingInAClusterThatIsNamed() throws Exception {
        try (TemporaryDirectory data = new TemporaryDirectory();
                EmbeddedBroker broker = EmbeddedBroker.start(data.path())) {
            CommandRun run = run(
                    directory.resolve("out"),
                    csv("rows.csv", lines(200)),
                    "--bootstrap-servers",
                    broker.bootstrapServers());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(new RunResults(directory.resolve("out")).indices()).hasSize(200);
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
                Set<String> left = admin.listTopics().names().get(10, TimeUnit.SECONDS);
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void runsWithBrokersThatAssignThePartitions() throws Exception {
        CommandRun run =
                run(directory.resolve("out"), csv("rows.csv", lines(50)), "--set", "kafka.group.protocol=streams");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(new RunResults(directory.resolve("out")).indices()).hasSize(50);
    }

    @Test
    void refusesTopicsThatHoldAnEarlierRun() throws Exception {
        try (TemporaryDirectory data = new TemporaryDirectory();
                EmbeddedBroker broker = EmbeddedBroker.start(data.path())) {
            String input = csv("rows.csv", lines(50));
            String[] options = {"--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=kept-"};

            assertThat(run(directory.resolve("first"), input, options).exitCode())
                    .isZero();
            CommandRun second = run(directory.resolve("second"), input, options);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).startsWith("eigenstream run: topic kept-rows exists already");
        }
    }

    private static CommandRun run(Path out, String input, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--input", input, "--output", out.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private String csv(String name, List<String> lines) throws Exception {
        return Files.write(directory.resolve(name), lines).toString();
    }

    private static List<String> lines(int rows) {
        Random random = new Random(11);
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    double strength = random.nextGaussian();
                    return IntStream.range(0, COLUMNS)
                            .mapToObj(column -> String.valueOf(strength * (column + 1) + 0.1 * random.nextGaussian()))
                            .reduce((a, b) -> a + "," + b)
                            .orElseThrow();
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
