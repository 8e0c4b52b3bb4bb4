package io.eigenstream.benchmarks;

import io.eigenstream.producers.InputException;
import io.eigenstream.producers.RowFeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The labelled data sets of a folder, read one by one. */
final class LabelledSets {

    /** Reads one set. */
    @FunctionalInterface
    interface Source {

        /** @throws InputException naming the file that is missing or damaged */
        LabelledSet read() throws IOException;
    }

    /**
     * A set in a folder.
     *
     * @param isolationForest area under the ROC curve of scikit-learn's IsolationForest (100 trees of 256 rows), fitted
     *     on the same rows to learn from: published with the data sets, not measured here
     */
    private record Place(String path, double isolationForest) {

        String family() {
            return path.substring(0, path.indexOf('/'));
        }

        String name() {
            return path.substring(path.indexOf('/') + 1);
        }
    }

    private static final List<Place> SEQUENCES = List.of(
            new Place("smd/machine-1-6", 0.840),
            new Place("smd/machine-2-1", 0.662),
            new Place("smd/machine-3-4", 0.698),
            new Place("asd/omi-4", 0.433),
            new Place("asd/omi-9", 0.883),
            new Place("nasa/MSL/D-14", 0.314),
            new Place("nasa/MSL/M-6", 0.464),
            new Place("nasa/SMAP/D-7", 0.509),
            new Place("nasa/SMAP/D-9", 0.492));
    private static final List<Place> PLANT_FAULTS =
            List.of(new Place("tep/d01", 0.995), new Place("tep/d04", 0.742), new Place("tep/d11", 0.749));
    private static final int PLANT_FAULT_BEGINS = 160;
    private static final List<Place> IMAGES = List.of(
            new Place("mvtec_features/resnet18/bottle", 0.969),
            new Place("mvtec_features/resnet18/grid", 0.656),
            new Place("mvtec_features/resnet18/screw", 0.599),
            new Place("mvtec_features/vit/bottle", 0.993),
            new Place("mvtec_features/vit/grid", 0.672),
            new Place("mvtec_features/vit/screw", 0.599));
    private static final List<Place> TABLES = List.of(
            new Place("tabular/6_cardio", 0.931),
            new Place("tabular/10_cover", 0.751),
            new Place("tabular/24_mnist", 0.867),
            new Place("tabular/25_musk", 0.983),
            new Place("tabular/31_satimage-2", 0.991),
            new Place("tabular/32_shuttle", 0.996),
            new Place("tabular/35_SpamBase", 0.858));
    private static final long SEED = 1;

    private LabelledSets() {}

    static List<Source> in(Path data) {
        Stream<Source> sequences = SEQUENCES.stream().map(place -> () -> sequence(data, place));
        Stream<Source> plant = PLANT_FAULTS.stream().map(place -> () -> plant(data, place));
        Stream<Source> images = IMAGES.stream().map(place -> () -> split(data, place, "X.npy"));
        Stream<Source> tables = TABLES.stream().map(place -> () -> split(data, place, "X.csv.gz"));
        return Stream.of(sequences, plant, images, tables).flatMap(each -> each).toList();
    }

    private static LabelledSet sequence(Path data, Place place) throws IOException {
        Path directory = data.resolve(place.path());
        return new LabelledSet(
                place.family(),
                place.name(),
                rows(directory.resolve("train.csv.gz")),
                rows(directory.resolve("test.csv.gz")),
                labels(directory.resolve("test_label.csv.gz")),
                causes(directory.resolve("interpretation_label.txt")),
                place.isolationForest());
    }

    private static LabelledSet plant(Path data, Place place) throws IOException {
        double[][] train = rows(data.resolve("tep/d00_train.csv.gz"));
        double[][] test = rows(data.resolve(place.path() + "_test.csv.gz"));
        boolean[] labels = new boolean[test.length];
        Arrays.fill(labels, PLANT_FAULT_BEGINS, test.length, true);
        return new LabelledSet(place.family(), place.name(), train, test, labels, Map.of(), place.isolationForest());
    }

    /** The first half of the normal rows to learn from; all others, in an order by lot, to judge. */
    private static LabelledSet split(Path data, Place place, String file) throws IOException {
        Path directory = data.resolve(place.path());
        double[][] rows = rows(directory.resolve(file));
        boolean[] labels = labels(directory.resolve("y.csv.gz"));
        long learned = Math.round((rows.length - count(labels)) / 2.0);
        List<double[]> train = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (!labels[i] && train.size() < learned) {
                train.add(rows[i]);
            } else {
                others.add(i);
            }
        }
        shuffle(others);
        double[][] test = new double[others.size()][];
        boolean[] testLabels = new boolean[test.length];
        for (int i = 0; i < test.length; i++) {
            test[i] = rows[others.get(i)];
            testLabels[i] = labels[others.get(i)];
        }
        return new LabelledSet(
                place.family(),
                place.name(),
                train.toArray(double[][]::new),
                test,
                testLabels,
                Map.of(),
                place.isolationForest());
    }

    private static int count(boolean[] labels) {
        int count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        return count;
    }

    private static void shuffle(List<Integer> list) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private static double[][] rows(Path file) throws IOException {
        return RowFeed.ofFiles(file.toString(), List.of(file), List.of()).values();
    }

    private static boolean[] labels(Path file) throws IOException {
        double[][] rows = rows(file);
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows[i][0] != 0;
        }
        return labels;
    }

    /** Lines of {@code from-to:column,column}, rows from 0, columns from 1. */
    private static Map<Integer, List<Integer>> causes(Path file) throws IOException {
        Map<Integer, List<Integer>> causes = new HashMap<>();
        if (!Files.exists(file)) {
            return causes;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("[-:]");
                List<Integer> columns = Arrays.stream(parts[2].split(","))
                        .map(column -> Integer.parseInt(column.strip()) - 1)
                        .toList();
                for (int row = Integer.parseInt(parts[0]); row <= Integer.parseInt(parts[1]); row++) {
                    causes.put(row, columns);
                }
            }
        }
        return causes;
    }
}
