package io.eigenstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Every labelled set, by every method, at every false alarm rate. */
final class AnomalySweep {

    /** Asked for, the default last. */
    static final List<Double> FALSE_ALARM_RATES = List.of(0.01, 0.001);

    private static final double FLAGS_NOTHING = 0;
    private static final int SMOKE_ROWS = 600;
    private static final int SMOKE_DIMENSION = 8;
    private static final int SMOKE_ANOMALOUS_EVERY = 20;

    private final Consumer<String> progress;

    AnomalySweep(Consumer<String> progress) {
        this.progress = progress;
    }

    List<AnomalyPoint> measure(Path data) throws IOException {
        List<AnomalyPoint> points = new ArrayList<>();
        for (LabelledSets.Source source : LabelledSets.in(data)) {
            points.addAll(measure(source.read()));
        }
        return points;
    }

    private List<AnomalyPoint> measure(LabelledSet set) {
        List<AnomalyPoint> points = new ArrayList<>();
        for (AnomalyMethod method : AnomalyMethod.values()) {
            List<Double> rates = method.flags() ? FALSE_ALARM_RATES : List.of(FLAGS_NOTHING);
            for (double rate : rates) {
                points.add(AnomalyPoint.measure(set, method, rate));
            }
            AnomalyPoint last = points.get(points.size() - 1);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s %s, %s: AUROC %.3f",
                    set.family(),
                    set.name(),
                    CsvField.of(method),
                    last.ranking().auroc()));
        }
        return points;
    }

    /** Two columns that move together but for every twentieth row, among others that do as they like. */
    List<AnomalyPoint> smoke() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] rows = new double[2 * SMOKE_ROWS][SMOKE_DIMENSION];
        boolean[] labels = new boolean[SMOKE_ROWS];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < SMOKE_DIMENSION; j++) {
                rows[i][j] = random.nextGaussian();
            }
            boolean isAnomalous = i >= SMOKE_ROWS && i % SMOKE_ANOMALOUS_EVERY == 0;
            rows[i][1] = (isAnomalous ? -1 : 1) * rows[i][0] + 0.01 * rows[i][1];
            if (i >= SMOKE_ROWS) {
                labels[i - SMOKE_ROWS] = isAnomalous;
            }
        }
        List<double[]> all = List.of(rows);
        Map<Integer, List<Integer>> causes = Collections.singletonMap(0, List.of(0, 1));
        return measure(new LabelledSet(
                "smoke",
                "flip",
                all.subList(0, SMOKE_ROWS).toArray(double[][]::new),
                all.subList(SMOKE_ROWS, rows.length).toArray(double[][]::new),
                labels,
                causes,
                Double.NaN));
    }
}
