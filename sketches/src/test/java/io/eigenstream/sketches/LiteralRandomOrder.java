package io.eigenstream.sketches;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The random-order method as it is written down, over all rows at once: the oracle.
 *
 * @param light the direction after the last whole epoch, from its light rows
 * @param current the direction after the last whole block
 * @param threshold τ of the last whole epoch
 * @param guarded whether more rows than are kept were above τ, so that it was raised
 */
record LiteralRandomOrder(double[] light, double[] current, double threshold, boolean guarded) {

    static LiteralRandomOrder of(double[][] rows, int heavyRows, double[] start) {
        LiteralRandomOrder answer = new LiteralRandomOrder(start, start, 0, false);
        double[] z = start;
        for (int first = 1; first <= rows.length; first *= 2) {
            List<double[]> before = List.of(Arrays.copyOf(rows, first - 1));
            double wanted = threshold(before, rows[0].length);
            double least =
                    heavyRows <= before.size() ? squaredLength(longest(before).get(heavyRows / 2 - 1)) : 0;
            boolean guarded = heavyRows <= before.size() && least >= wanted;
            double threshold = guarded ? powerOfTwoFrom(Math.nextUp(least)) : wanted;
            for (int[] block : blocks(first, rows[0].length)) {
                if (block[1] <= rows.length) {
                    z = step(z, Arrays.copyOfRange(rows, block[0] - 1, block[1]), threshold);
                }
            }
            if (2 * first - 1 <= rows.length) {
                answer = new LiteralRandomOrder(z, z, threshold, guarded);
            }
        }
        return new LiteralRandomOrder(answer.light, z, answer.threshold, answer.guarded);
    }

    /** τ = F/(d·log₂²d), as a power of two. */
    private static double threshold(List<double[]> before, int d) {
        double energy =
                before.stream().mapToDouble(LiteralRandomOrder::squaredLength).reduce(0, Double::sum);
        return powerOfTwoFrom(energy / (d * Math.max(1, square(log2(d)))));
    }

    private static List<double[]> longest(List<double[]> rows) {
        return rows.stream()
                .sorted(Comparator.comparingDouble(LiteralRandomOrder::squaredLength)
                        .reversed())
                .toList();
    }

    private static double powerOfTwoFrom(double x) {
        double power = x == 0 ? 0 : 0x1.0p-200;
        while (power < x) {
            power *= 2;
        }
        return power;
    }

    /** First and last row of every block: of n rows, block i of T has a share in proportion to 1.5^i. */
    private static List<int[]> blocks(int n, int d) {
        int count = Math.max(1, (int) Math.ceil(2 * log2(d)));
        long[] ends = IntStream.rangeClosed(0, count)
                .mapToLong(i ->
                        n * (power(3, i) * power(2, count - i) - power(2, count)) / (power(3, count) - power(2, count)))
                .toArray();
        return IntStream.range(0, count)
                .mapToObj(i -> new int[] {n + (int) ends[i], n - 1 + (int) ends[i + 1]})
                .toList();
    }

    private static long power(int base, int exponent) {
        return Math.round(Math.pow(base, exponent));
    }

    private static double[] step(double[] z, double[][] block, double threshold) {
        double[] sum = new double[z.length];
        for (double[] row : block) {
            if (squaredLength(row) < threshold) {
                TestMatrix.add(dot(row, z), row, sum);
            }
        }
        double norm = Math.sqrt(squaredLength(sum));
        return norm > 0 ? Arrays.stream(sum).map(x -> x / norm).toArray() : z;
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(j -> x[j] * y[j]).reduce(0, Double::sum);
    }

    static double squaredLength(double[] row) {
        return dot(row, row);
    }

    private static double log2(int d) {
        return Math.log(d) / Math.log(2);
    }

    private static double square(double x) {
        return x * x;
    }
}
