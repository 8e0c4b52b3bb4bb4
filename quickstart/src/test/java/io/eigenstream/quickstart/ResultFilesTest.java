package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path parent;

    private static RunSummary summary(long groups) {
        return new RunSummary(
                "m",
                List.of("a.csv"),
                "as-is",
                1,
                false,
                false,
                3,
                2,
                1,
                1,
                groups,
                groups,
                0.5,
                6,
                Map.of("sketch.size", 64),
                Map.of());
    }

    @Test
    void writesALineForEachRecordAndTheSummary() throws IOException {
        Path directory = parent.resolve("new/out");
        try (ResultFiles files = new ResultFiles(directory)) {
            files.score(Records.score("m", 0, false));
            files.score(Records.score("m", 1, true));
            files.spectrum(Records.spectrum("m", 2, 0));
            files.eigenvector(Records.eigenvector("m", 2, null));
            files.model(Records.model("m", 2));
            files.group(Records.group("m", "image-7"));
            files.change(Records.change("m", 7));
            files.deadLetter(new DeadLetter("ragged", "rows", 0, 2L, "m", "1,2,3"));
            files.complete(summary(1));
        }

        assertThat(lines(directory, "scores.jsonl"))
                .extracting(line -> line.get("index").asLong())
                .containsExactly(0L, 1L);
        assertThat(lines(directory, "groups.jsonl").get(0).get("group").asText())
                .isEqualTo("image-7");
        assertThat(lines(directory, "changes.jsonl").get(0).get("index").asLong())
                .isEqualTo(7);
        assertThat(lines(directory, "spectra.jsonl")
                        .get(0)
                        .get("upperBounds")
                        .get(0)
                        .asDouble())
                .isEqualTo(2.5);
        JsonNode spectrum = lines(directory, "spectra.jsonl").get(0);
        assertThat(spectrum.get("resolved")).extracting(JsonNode::asBoolean).containsExactly(true, false);
        assertThat(spectrum.get("certifiedSinSquared").get(1).asDouble()).isEqualTo(1);
        assertThat(spectrum.get("rotation").isNull()).isTrue();
        assertThat(lines(directory, "eigenvectors.jsonl")
                        .get(0)
                        .get("certifiedSinSquared")
                        .isNull())
                .isTrue();
        assertThat(lines(directory, "models.jsonl").get(0).get("rankReason").asText())
                .isEqualTo("energy");
        assertThat(Files.readString(directory.resolve("dead-letter.jsonl")))
                .isEqualTo("{\"reason\":\"ragged\",\"topic\":\"rows\",\"partition\":0,\"offset\":2,"
                        + "\"key\":\"m\",\"value\":\"1,2,3\"}\n");
        JsonNode summary = JSON.readTree(directory.resolve("summary.json").toFile());
        assertThat(summary.get("rowsIn").asLong()).isEqualTo(3);
        assertThat(summary.get("settings").get("sketch.size").asInt()).isEqualTo(64);
        assertThat(names(directory)).hasSize(8).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void leavesNoGroupsOfAnEarlierRunWhereThereAreNone() throws IOException {
        Files.writeString(parent.resolve("groups.jsonl"), "earlier\n");
        try (ResultFiles files = new ResultFiles(parent)) {
            files.complete(summary(0));
        }

        assertThat(names(parent)).contains("scores.jsonl").doesNotContain("groups.jsonl", "groups.jsonl.part");
    }

    @Test
    void leavesWhatWasThereWhenTheRunDoesNotComplete() throws IOException {
        Files.writeString(parent.resolve("scores.jsonl"), "earlier\n");
        Files.writeString(parent.resolve("notes.txt"), "mine\n");
        try (ResultFiles files = new ResultFiles(parent)) {
            files.score(Records.score("m", 0, false));
        }

        assertThat(names(parent)).containsExactlyInAnyOrder("scores.jsonl", "notes.txt");
        assertThat(parent.resolve("scores.jsonl")).hasContent("earlier\n");
    }

    @Test
    void namesTheFlagWhenTheDirectoryCannotBe() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> new ResultFiles(file.resolve("out")))
                .withMessageContaining("--output " + file.resolve("out") + " cannot be written");
    }

    private static List<JsonNode> lines(Path directory, String name) throws IOException {
        return Files.readAllLines(directory.resolve(name)).stream()
                .map(ResultFilesTest::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
