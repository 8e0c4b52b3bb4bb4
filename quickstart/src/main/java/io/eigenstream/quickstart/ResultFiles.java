package io.eigenstream.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.Eigenvector;
import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.Model;
import io.eigenstream.serdes.RecordCodec;
import io.eigenstream.serdes.Spectrum;
import io.eigenstream.serdes.SubspaceChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * The files of one run, a line for each record. They are written under {@code *.part} names and get their own, all of
 * them, on {@link #complete}; a run that fails leaves what was there before.
 */
final class ResultFiles implements OutputListener, AutoCloseable {

    private enum File {
        EIGENVECTORS("eigenvectors.jsonl"),
        SPECTRA("spectra.jsonl"),
        MODELS("models.jsonl"),
        SCORES("scores.jsonl"),
        GROUPS("groups.jsonl"),
        CHANGES("changes.jsonl"),
        DEAD_LETTERS("dead-letter.jsonl"),
        SUMMARY("summary.json");

        private final String name;

        File(String name) {
            this.name = name;
        }

        private Path part(Path directory) {
            return directory.resolve(name + ".part");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordCodec<AnomalyScore> scores = RecordCodec.of(AnomalyScore.class);
    private final RecordCodec<GroupScore> groups = RecordCodec.of(GroupScore.class);
    private final RecordCodec<SubspaceChange> changes = RecordCodec.of(SubspaceChange.class);
    private final RecordCodec<Eigenvector> eigenvectors = RecordCodec.of(Eigenvector.class);
    private final RecordCodec<Spectrum> spectra = RecordCodec.of(Spectrum.class);
    private final RecordCodec<Model> models = RecordCodec.of(Model.class);

    private final Path directory;
    private final Map<File, Writer> writers = new EnumMap<>(File.class);

    /** Creates the directory when it is missing. */
    ResultFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            for (File file : File.values()) {
                writers.put(file, Files.newBufferedWriter(file.part(directory)));
            }
        } catch (IOException e) {
            close();
            throw unwritable(e);
        }
    }

    @Override
    public void score(AnomalyScore score) {
        writeLine(File.SCORES, scores.toJson(score));
    }

    @Override
    public void group(GroupScore group) {
        writeLine(File.GROUPS, groups.toJson(group));
    }

    @Override
    public void change(SubspaceChange change) {
        writeLine(File.CHANGES, changes.toJson(change));
    }

    @Override
    public void eigenvector(Eigenvector eigenvector) {
        writeLine(File.EIGENVECTORS, eigenvectors.toJson(eigenvector));
    }

    @Override
    public void spectrum(Spectrum spectrum) {
        writeLine(File.SPECTRA, spectra.toJson(spectrum));
    }

    @Override
    public void model(Model model) {
        writeLine(File.MODELS, models.toJson(model));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        writeLine(File.DEAD_LETTERS, json(JSON, letter));
    }

    /** Adds the summary and makes the files appear, that of the groups when there are any. */
    void complete(RunSummary summary) {
        writeLine(File.SUMMARY, json(JSON.copy().enable(SerializationFeature.INDENT_OUTPUT), summary));
        try {
            closeWriters();
            for (File file : File.values()) {
                Files.move(file.part(directory), directory.resolve(file.name), StandardCopyOption.REPLACE_EXISTING);
            }
            if (summary.groups() == 0) {
                Files.delete(directory.resolve(File.GROUPS.name));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Deletes the files that were not completed. */
    @Override
    public void close() {
        try {
            closeWriters();
            for (File file : File.values()) {
                Files.deleteIfExists(file.part(directory));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void closeWriters() throws IOException {
        for (Writer writer : writers.values()) {
            writer.close();
        }
    }

    private void writeLine(File file, String line) {
        try {
            writers.get(file).append(line).append('\n');
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static String json(ObjectMapper mapper, Record value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandFailure unwritable(IOException e) {
        return new CommandFailure("--output " + directory + " cannot be written: " + e, e);
    }
}
