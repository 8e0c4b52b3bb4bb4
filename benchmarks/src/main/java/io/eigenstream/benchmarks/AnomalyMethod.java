package io.eigenstream.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import io.eigenstream.sketches.AnomalyDetector;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RankRule;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.RowScore;
import io.eigenstream.sketches.Scaling;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Arrays;
import java.util.List;

/** What judges rows, each by the rows before it alone. */
enum AnomalyMethod {
    /** The detector, its model frozen after the rows to learn from. */
    FROZEN {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            return detect(set, frozen(set, falseAlarmRate));
        }
    },
    /** As frozen, the columns scaled by their standard deviations. */
    SCALED {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            return detect(set, frozen(set, falseAlarmRate).withScaling(Scaling.STANDARD));
        }
    },
    /** The detector, learning all the time. */
    PREQUENTIAL {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            return detect(set, DetectorParameters.standard().withFalseAlarmRate(falseAlarmRate));
        }
    },
    /** As frozen, but one in twenty of the rows to learn from is anomalous, from the first one on. */
    CONTAMINATED {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            LabelledSet contaminated = set.contaminated(CONTAMINATION, SEED);
            return detect(contaminated, frozen(contaminated, falseAlarmRate));
        }
    },
    /** The principal subspace of 99 % of the energy of all rows to learn from, fitted at once. */
    BATCH_PCA {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            IncrementalSvd all =
                    new IncrementalSvd(set.dimension(), Math.max(2, set.dimension()), ShrinkPolicy.FREQUENT_DIRECTIONS);
            all.fold(RowBlock.of(set.train()));
            PrincipalComponents model = all.principalComponents(RankRule.energyShare(ENERGY));
            List<RowScore> scores = Arrays.stream(set.test()).map(model::score).toList();
            return new Judged(
                    scores.stream().mapToDouble(RowScore::combined).toArray(),
                    scores.stream().mapToDouble(RowScore::q).toArray(),
                    null,
                    null);
        }
    },
    /** Random Cut Forest as it is, filled by the rows to learn from and updated by none after them. */
    CUT_FOREST_FROZEN {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            return cutForest(set, false);
        }
    },
    /** Random Cut Forest, updated by every row. */
    CUT_FOREST {
        @Override
        Judged judge(LabelledSet set, double falseAlarmRate) {
            return cutForest(set, true);
        }
    };

    private static final double ENERGY = 0.99;
    private static final double CONTAMINATION = 0.05;
    private static final int SKETCH_SIZE = 64;
    private static final long SEED = 1;

    /**
     * Scores of the test rows, and what else is known of them.
     *
     * @param scores larger for stranger rows
     * @param residuals Q of every row; null where it is not told apart
     * @param flagged whether a row was flagged; null where no row is
     * @param parts of every column in every row's score; null where there are none
     */
    record Judged(double[] scores, double[] residuals, boolean[] flagged, double[][] parts) {

        static Judged byScore(double[] scores) {
            return new Judged(scores, null, null, null);
        }
    }

    abstract Judged judge(LabelledSet set, double falseAlarmRate);

    /** Whether it flags rows. */
    boolean flags() {
        return this == FROZEN || this == SCALED || this == PREQUENTIAL || this == CONTAMINATED;
    }

    private static DetectorParameters frozen(LabelledSet set, double falseAlarmRate) {
        return DetectorParameters.standard().withFalseAlarmRate(falseAlarmRate).withFreezeAfterRows(set.train().length);
    }

    private static Judged detect(LabelledSet set, DetectorParameters parameters) {
        AnomalyDetector detector = new AnomalyDetector(set.dimension(), SKETCH_SIZE, parameters);
        RowBlock block = new RowBlock(SKETCH_SIZE, set.dimension());
        for (double[] row : set.train()) {
            block = learned(detector, block, row);
        }
        detector.fold(block);
        block = new RowBlock(SKETCH_SIZE, set.dimension());
        int n = set.test().length;
        Judged judged = new Judged(new double[n], new double[n], new boolean[n], new double[n][]);
        for (int i = 0; i < n; i++) {
            double[] row = set.test()[i];
            Judgement judgement = detector.judge(row).orElseThrow();
            judged.scores[i] = judgement.score().combined();
            judged.residuals[i] = judgement.score().q();
            judged.flagged[i] = judgement.isAnomalous();
            if (set.causes().containsKey(i)) {
                judged.parts[i] = new double[set.dimension()];
                Arrays.setAll(judged.parts[i], judgement.score()::partOfCombined);
            }
            block = learned(detector, block, row);
        }
        return judged;
    }

    /** The block with the row, or an empty one when the row filled it and the detector has it. */
    private static RowBlock learned(AnomalyDetector detector, RowBlock block, double[] row) {
        block.add(row, 1);
        if (!block.isFull()) {
            return block;
        }
        detector.fold(block);
        return new RowBlock(SKETCH_SIZE, row.length);
    }

    private static Judged cutForest(LabelledSet set, boolean learns) {
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(set.dimension())
                .randomSeed(SEED)
                .build();
        for (double[] row : set.train()) {
            forest.update(single(row));
        }
        double[] scores = new double[set.test().length];
        for (int i = 0; i < scores.length; i++) {
            float[] row = single(set.test()[i]);
            scores[i] = forest.getAnomalyScore(row);
            if (learns) {
                forest.update(row);
            }
        }
        return Judged.byScore(scores);
    }

    private static float[] single(double[] row) {
        float[] single = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            single[i] = (float) row[i];
        }
        return single;
    }
}
