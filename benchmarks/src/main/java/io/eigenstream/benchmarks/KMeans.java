package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.Random;

/**
 * Lloyd's k-means, begun by k-means++ (Arthur, Vassilvitskii, SODA 2007): a peer to compare with, which knows nothing
 * of errors. No group is left empty: one that would be takes the point that is farthest from its own centre.
 */
final class KMeans {

    private static final int ROUNDS = 50;

    private final double[][] points;
    private final double[][] centres;
    private final int[] labels;
    private final double[] distances;

    private KMeans(double[][] points, int groups) {
        this.points = points;
        centres = new double[groups][];
        labels = new int[points.length];
        distances = new double[points.length];
    }

    /**
     * The group of every point.
     *
     * @param groups from 1 to the number of points
     */
    static int[] labels(double[][] points, int groups, long seed) {
        KMeans means = new KMeans(points, groups);
        means.begin(new Random(seed));
        for (int round = 0; round < ROUNDS && means.assign(); round++) {
            means.move();
        }
        return means.labels;
    }

    /** Every next centre is a point, with probability in proportion to its squared distance to those before. */
    private void begin(Random random) {
        Arrays.fill(distances, 1);
        Arrays.fill(labels, -1);
        for (int k = 0; k < centres.length; k++) {
            centres[k] = points[draw(random)].clone();
            for (int i = 0; i < points.length; i++) {
                double distance = squaredDistance(points[i], centres[k]);
                distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
            }
        }
    }

    private int draw(Random random) {
        double left = random.nextDouble() * Arrays.stream(distances).sum();
        int i = 0;
        while (i < points.length - 1 && left >= distances[i]) {
            left -= distances[i++];
        }
        return i;
    }

    /** Whether a point has changed its group. */
    private boolean assign() {
        boolean changed = false;
        int[] sizes = new int[centres.length];
        for (int i = 0; i < points.length; i++) {
            int nearest = 0;
            distances[i] = Double.POSITIVE_INFINITY;
            for (int k = 0; k < centres.length; k++) {
                double distance = squaredDistance(points[i], centres[k]);
                if (distance < distances[i]) {
                    distances[i] = distance;
                    nearest = k;
                }
            }
            changed |= labels[i] != nearest;
            labels[i] = nearest;
            sizes[nearest]++;
        }
        fillEmpty(sizes);
        return changed;
    }

    private void fillEmpty(int[] sizes) {
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] == 0) {
                int farthest = -1;
                for (int i = 0; i < points.length; i++) {
                    if (sizes[labels[i]] > 1 && (farthest < 0 || distances[i] > distances[farthest])) {
                        farthest = i;
                    }
                }
                sizes[labels[farthest]]--;
                sizes[k]++;
                labels[farthest] = k;
                distances[farthest] = 0;
            }
        }
    }

    private void move() {
        int[] sizes = new int[centres.length];
        for (double[] centre : centres) {
            Arrays.fill(centre, 0);
        }
        for (int i = 0; i < points.length; i++) {
            double[] centre = centres[labels[i]];
            double[] point = points[i];
            Arrays.setAll(centre, j -> centre[j] + point[j]);
            sizes[labels[i]]++;
        }
        for (int k = 0; k < centres.length; k++) {
            double[] centre = centres[k];
            int size = sizes[k];
            Arrays.setAll(centre, j -> centre[j] / size);
        }
    }

    private static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        }
        return sum;
    }
}
