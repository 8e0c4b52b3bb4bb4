package io.eigenstream.benchmarks;

import java.util.Optional;

/**
 * One method's judgement of one labelled set.
 *
 * @param falseAlarmRate that was asked for; 0 for a method that flags nothing
 * @param residual how well Q alone ranks the rows
 * @param zScores the explanations by the largest deviation from the mean in standard deviations
 */
record AnomalyPoint(
        Data data,
        AnomalyMethod method,
        double falseAlarmRate,
        Ranking ranking,
        Optional<Ranking> residual,
        Optional<Alarms> alarms,
        Optional<Explanations> explanations,
        Optional<Explanations> zScores) {

    private static final double LEAST_VARIANCE = 1e-12;

    /** What was judged. */
    record Data(
            String family,
            String name,
            int trainRows,
            int testRows,
            int dimension,
            double anomalousShare,
            double isolationForest) {

        static Data of(LabelledSet set) {
            int anomalous = 0;
            for (boolean label : set.labels()) {
                anomalous += label ? 1 : 0;
            }
            return new Data(
                    set.family(),
                    set.name(),
                    set.train().length,
                    set.test().length,
                    set.dimension(),
                    (double) anomalous / set.labels().length,
                    set.isolationForest());
        }
    }

    static AnomalyPoint measure(LabelledSet set, AnomalyMethod method, double falseAlarmRate) {
        AnomalyMethod.Judged judged = method.judge(set, falseAlarmRate);
        boolean isExplained = judged.parts() != null && !set.causes().isEmpty();
        return new AnomalyPoint(
                Data.of(set),
                method,
                falseAlarmRate,
                Ranking.of(judged.scores(), set.labels()),
                Optional.ofNullable(judged.residuals()).map(q -> Ranking.of(q, set.labels())),
                Optional.ofNullable(judged.flagged()).map(flagged -> Alarms.of(flagged, set.labels())),
                isExplained ? Optional.of(Explanations.of(judged.parts(), set.causes())) : Optional.empty(),
                isExplained ? Optional.of(Explanations.of(zScores(set), set.causes())) : Optional.empty());
    }

    private static double[][] zScores(LabelledSet set) {
        int d = set.dimension();
        double[] mean = new double[d];
        double[] square = new double[d];
        for (double[] row : set.train()) {
            for (int j = 0; j < d; j++) {
                mean[j] += row[j] / set.train().length;
                square[j] += row[j] * row[j] / set.train().length;
            }
        }
        double[][] scores = new double[set.test().length][];
        for (int i : set.causes().keySet()) {
            scores[i] = new double[d];
            for (int j = 0; j < d; j++) {
                double deviation = Math.sqrt(Math.max(square[j] - mean[j] * mean[j], LEAST_VARIANCE));
                scores[i][j] = Math.abs(set.test()[i][j] - mean[j]) / deviation;
            }
        }
        return scores;
    }
}
