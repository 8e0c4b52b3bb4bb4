package io.eigenstream.sketches.concatenated;

import java.util.List;

/**
 * Disjoint clusters that hold every member once.
 *
 * @param rank r, common to all clusters
 * @param dimension d; 0 when no member has rows
 * @param clusters in the order in which they were made
 */
public record Clustering(int rank, int dimension, List<Cluster> clusters) {

    /**
     * Numbers given over numbers to store: Nd over the sum of every cluster's. A cluster of K rows stores Kd if it is
     * a single member, else the lesser of Kd and r(d + K): a basis of r rows and r coordinates for each row. 1 when
     * nothing is given.
     */
    public double compressionRatio() {
        double given = 0;
        double stored = 0;
        for (Cluster cluster : clusters) {
            double whole = (double) cluster.rows() * dimension;
            double shared = rank * ((double) dimension + cluster.rows());
            given += whole;
            stored += cluster.members().size() == 1 ? whole : Math.min(whole, shared);
        }
        return given == 0 ? 1 : given / stored;
    }
}
