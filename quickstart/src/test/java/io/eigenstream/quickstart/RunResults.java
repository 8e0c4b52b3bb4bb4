package io.eigenstream.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a run wrote. */
record RunResults(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode last(String file) {
        List<String> lines = lines(file);
        return parse(lines.get(lines.size() - 1));
    }

    List<JsonNode> scores() {
        return lines("scores.jsonl").stream().map(RunResults::parse).toList();
    }

    /** Of the scores, in the order of the file. */
    List<Long> indices() {
        return scores().stream().map(score -> score.get("index").asLong()).toList();
    }

    List<JsonNode> groups() {
        return lines("groups.jsonl").stream().map(RunResults::parse).toList();
    }

    List<JsonNode> deadLetters() {
        return lines("dead-letter.jsonl").stream().map(RunResults::parse).toList();
    }

    JsonNode summary() {
        return parse(String.join("\n", lines("summary.json")));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
