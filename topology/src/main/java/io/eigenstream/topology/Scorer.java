package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.AnomalyScore.Contribution;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.CompletedRow;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.RowScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes records of judgements.
 *
 * @param matrix whose rows they are
 * @param contributions how many columns a score names
 * @param columns of their embedded rows, which have a part each
 */
record Scorer(String matrix, int contributions, Columns columns) {

    /** The same for columns of other names. */
    Scorer naming(List<String> features) {
        return new Scorer(matrix, contributions, new Columns(columns.dimension(), features));
    }

    /** Of a row that no model has been there for. */
    AnomalyScore unscored(MatrixRow row, CompletedRow completed) {
        return new AnomalyScore(
                matrix,
                row.index(),
                null,
                null,
                null,
                null,
                null,
                false,
                true,
                List.of(),
                0,
                row.source(),
                row.group(),
                completed.missing());
    }

    AnomalyScore score(MatrixRow row, CompletedRow completed, Judgement judgement) {
        RowScore score = judgement.score();
        return new AnomalyScore(
                matrix,
                row.index(),
                score.q(),
                score.t2(),
                score.combined(),
                judgement.pValue(),
                judgement.grade(),
                judgement.isAnomalous(),
                !judgement.isWarm(),
                largestContributions(row.values(), score),
                judgement.modelRows(),
                row.source(),
                row.group(),
                completed.missing());
    }

    /** Of the columns that were observed. */
    private List<Contribution> largestContributions(double[] row, RowScore score) {
        double[] parts = new double[row.length];
        Arrays.setAll(parts, j -> Double.isNaN(row[j]) ? 0 : score.partOfCombined(j));
        List<Contribution> largest = new ArrayList<>();
        for (int column : LargestColumns.of(parts, contributions)) {
            if (!Double.isNaN(row[column])) {
                largest.add(new Contribution(
                        columns.feature(column),
                        columns.lag(column),
                        score.share(column),
                        score.partOfQ(column),
                        score.partOfT2(column),
                        score.expected(row, column),
                        columns.name(column)));
            }
        }
        return largest;
    }
}
