package io.eigenstream.topology;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.AnomalyScore.Contribution;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.ControlLimits;
import io.eigenstream.sketches.PrincipalComponents;
import io.eigenstream.sketches.RowScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores rows by one model, or says that there is none. */
final class Scorer {

    private static final double GRADE_AT_LIMIT = 0.5;

    private final String matrix;
    private final Settings settings;
    private final PrincipalComponents model;
    private final ControlLimits limits;
    private final int contributions;

    /** Without a model. */
    Scorer(String matrix, Settings settings) {
        this(matrix, settings, null, null);
    }

    private Scorer(String matrix, Settings settings, PrincipalComponents model, ControlLimits limits) {
        this.matrix = matrix;
        this.settings = settings;
        this.model = model;
        this.limits = limits;
        this.contributions = settings.getInt(Settings.CONTRIBUTIONS);
    }

    Scorer with(PrincipalComponents newModel) {
        double rate = settings.getDouble(Settings.FALSE_ALARM_RATE);
        return new Scorer(matrix, settings, newModel, newModel.limits(rate));
    }

    AnomalyScore score(MatrixRow row) {
        if (model == null) {
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
        RowScore score = model.score(row.values());
        double grade = limits.grade(score);
        return new AnomalyScore(
                matrix,
                row.index(),
                score.q(),
                score.t2(),
                score.combined(),
                limits.pValue(score),
                grade,
                model.isWarm() && grade > GRADE_AT_LIMIT,
                !model.isWarm(),
                largestContributions(row.values(), score),
                model.rows(),
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
