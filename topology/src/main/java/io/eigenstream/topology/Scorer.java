package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.AnomalyScore.Contribution;
import io.eigenstream.serdes.MatrixRow;
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
 */
record Scorer(String matrix, int contributions) {

    /** Of a row that no model has been there for. */
    AnomalyScore unscored(MatrixRow row) {
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
                row.group());
    }

    AnomalyScore score(MatrixRow row, Judgement judgement) {
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
                row.group());
    }

    private List<Contribution> largestContributions(double[] row, RowScore score) {
        double[] parts = new double[row.length];
        Arrays.setAll(parts, score::partOfCombined);
        List<Contribution> largest = new ArrayList<>();
        for (int column : largest(parts)) {
            largest.add(new Contribution(
                    column,
                    score.share(column),
                    score.partOfQ(column),
                    score.partOfT2(column),
                    row[column] - score.residual()[column]));
        }
        return largest;
    }

    /** The columns with the largest parts, descending; of equal ones the first. */
    private int[] largest(double[] parts) {
        int[] columns = new int[Math.min(contributions, parts.length)];
        int found = 0;
        for (int j = 0; j < parts.length; j++) {
            int place = found;
            while (place > 0 && parts[columns[place - 1]] < parts[j]) {
                place--;
            }
            if (place < columns.length) {
                found = Math.min(found + 1, columns.length);
                System.arraycopy(columns, place, columns, place + 1, found - 1 - place);
                columns[place] = j;
            }
        }
        return columns;
    }
}
