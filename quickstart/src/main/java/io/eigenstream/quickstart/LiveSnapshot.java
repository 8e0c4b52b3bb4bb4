package io.eigenstream.quickstart;

import io.eigenstream.serdes.AnomalyScore;
import io.eigenstream.serdes.SubspaceChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the output topics said at one moment.
 *
 * @param elapsed since the view began
 * @param matrices by name
 * @param rejected dead letters seen
 * @param latestAnomalies newest first
 * @param latestChanges newest first
 */
record LiveSnapshot(
        Duration elapsed,
        List<MatrixState> matrices,
        long rejected,
        List<AnomalyScore> latestAnomalies,
        List<SubspaceChange> latestChanges) {

    LiveSnapshot {
        matrices = List.copyOf(matrices);
        latestAnomalies = List.copyOf(latestAnomalies);
        latestChanges = List.copyOf(latestChanges);
    }

    /**
     * One matrix; what has not been published yet is absent.
     *
     * @param rows rows scored since the view began, or covered by the latest spectrum when these are more
     * @param rowsPerSecond rows scored since the snapshot before
     * @param singularValues certified lower bounds, descending
     * @param shrinkageShare Δ over the energy ‖A‖_F²
     * @param certifiedSinSquared bound of sin² of the leading eigenvector's angle to the true one
     * @param modelRank axes of the scoring model
     * @param flagged anomalous rows seen
     */
    record MatrixState(
            String name,
            long rows,
            double rowsPerSecond,
            List<Double> singularValues,
            Optional<Double> shrinkageShare,
            Optional<Double> certifiedSinSquared,
            Optional<Integer> modelRank,
            long flagged) {}
}
