package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class AlignedVectorsTest {

    private static final int DIMENSION = 9;
    private static final int SEEDS = Seeds.COUNT;
    /** Sums of at most 9 products of numbers up to 1, some tens of them in a row. */
    private static final double ROUNDING = 1e-13;

    /** Groups {0}, {1, 2, 3}, {4, 5}: bounds that touch overlap. */
    private static final double[] LOWER = {10, 7, 6.5, 6, 2, 1.5};

    private static final double[] UPPER = {11, 8, 7, 6.6, 3, 2.5};
    private static final int[][] GROUPS = {{0, 1}, {1, 4}, {4, 6}};

    static double[][] orthonormal(int k, int d, Random random) {
        double[][] rows = new double[k][];
        Arrays.setAll(rows, i -> TestMatrix.gaussian(d, random));
        return orthonormalised(rows);
    }

    private static double[][] orthonormalised(double[][] rows) {
        double[][] result = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            result[i] = rows[i].clone();
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    TestMatrix.add(-dot(result[i], result[j]), result[j], result[i]);
                }
            }
            double norm = Math.sqrt(dot(result[i], result[i]));
            result[i] = Arrays.stream(result[i]).map(x -> x / norm).toArray();
        }
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double trace(double[][] v, double[][] p) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += dot(v[i], p[i]);
        }
        return sum;
    }

    static double distanceSquared(double[][] v, double[][] p) {
        return new SimpleMatrix(v).minus(new SimpleMatrix(p)).elementPower(2).elementSum();
    }

    private static double[][] group(double[][] vectors, int[] group) {
        return Arrays.copyOfRange(vectors, group[0], group[1]);
    }

    /** Cosines of the principal angles between the spans, descending. */
    static double[] cosines(double[][] v, double[][] p) {
        return new SimpleMatrix(v).mult(new SimpleMatrix(p).transpose()).svd().getSingularValues();
    }

    private static SimpleMatrix projector(double[][] v) {
        SimpleMatrix rows = new SimpleMatrix(v);
        return rows.transpose().mult(rows);
    }

    private static void assertOrthonormal(double[][] v, String label) {
        SimpleMatrix rows = new SimpleMatrix(v);
        assertThat(rows.mult(rows.transpose())
                        .minus(SimpleMatrix.identity(v.length))
                        .normF())
                .as(label)
                .isLessThan(ROUNDING);
    }

    private static AlignedVectors align(double[][] vectors, double[][] previous) {
        int k = vectors.length;
        return AlignedVectors.of(vectors, Arrays.copyOf(LOWER, k), Arrays.copyOf(UPPER, k), previous);
    }

    @Test
    void theSubspaceOfEveryGroupStaysAsItIs() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            double[][] aligned = align(v, orthonormal(6, DIMENSION, random)).vectors();
            for (int[] group : GROUPS) {
                assertThat(projector(group(aligned, group))
                                .minus(projector(group(v, group)))
                                .normF())
                        .as("seed %d, group of %d", seed, group[0])
                        .isLessThan(ROUNDING);
            }
            assertOrthonormal(aligned, "seed " + seed);
        }
    }

    @Test
    void noBasisOfAGroupIsNearerToTheEarlierOne() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            double[][] p = orthonormal(6, DIMENSION, random);
            double[][] aligned = align(v, p).vectors();
            for (int[] group : GROUPS) {
                double[][] earlier = group(p, group);
                double trace = trace(group(aligned, group), earlier);
                double most = Arrays.stream(cosines(group(v, group), earlier)).sum();
                assertThat(trace).as("seed %d: Σ cos θ", seed).isCloseTo(most, within(ROUNDING));
                int m = group[1] - group[0];
                for (int trial = 0; trial < 30; trial++) {
                    SimpleMatrix other =
                            new SimpleMatrix(orthonormal(m, m, random)).mult(new SimpleMatrix(group(v, group)));
                    assertThat(other.elementMult(new SimpleMatrix(earlier)).elementSum())
                            .as("seed %d, group of %d, trial %d", seed, group[0], trial)
                            .isLessThanOrEqualTo(trace + ROUNDING);
                }
            }
        }
    }

    @Test
    void aBasisMovesNoMoreThanItsSubspace() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            double[][] near = new double[6][];
            Arrays.setAll(near, i -> v[i].clone());
            double size = Math.pow(10, -random.nextInt(8));
            for (double[] row : near) {
                TestMatrix.add(size, TestMatrix.gaussian(DIMENSION, random), row);
            }
            double[][] p = orthonormalised(near);
            double[][] aligned = align(v, p).vectors();
            for (int[] group : GROUPS) {
                double[][] earlier = group(p, group);
                double sines = Arrays.stream(cosines(group(v, group), earlier))
                        .map(cosine -> 1 - cosine * cosine)
                        .sum();
                assertThat(distanceSquared(group(aligned, group), earlier))
                        .as("seed %d, group of %d", seed, group[0])
                        .isLessThanOrEqualTo(2 * sines + ROUNDING);
            }
        }
    }

    @Test
    void aVectorThatIsAloneTurnsByItsSignAlone() {
        double[][] v = orthonormal(6, DIMENSION, new Random(1));
        double[][] opposite = new double[6][];
        Arrays.setAll(opposite, i -> Arrays.stream(v[i]).map(x -> -x).toArray());
        assertThat(align(v, opposite).vectors()[0]).containsExactly(opposite[0]);
        assertThat(align(v, v).vectors()[0]).containsExactly(v[0]);
        assertThat(align(new double[][] {{1}}, new double[][] {{-1}}).vectors()).isDeepEqualTo(new double[][] {{-1}});
    }

    @Test
    void aligningToItselfChangesNoBit() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            assertThat(align(v, v).vectors()).as("seed %d", seed).isDeepEqualTo(v);
            double[][] once = align(v, orthonormal(6, DIMENSION, random)).vectors();
            AlignedVectors twice = align(once, once);
            assertThat(twice.vectors()).as("seed %d", seed).isDeepEqualTo(once);
            assertThat(twice.rotation().orElseThrow()).as("seed %d", seed).isLessThan(ROUNDING);
            assertThat(distanceSquared(align(v, once).vectors(), once))
                    .as("seed %d: the same subspaces again", seed)
                    .isLessThan(ROUNDING);
        }
    }

    @Test
    void rotationIsTheSineOfTheLargestPrincipalAngle() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            double[][] p = orthonormal(6, DIMENSION, random);
            AlignedVectors aligned = align(v, p);
            double cosine = cosines(v, p)[5];
            assertThat(aligned.rotation().orElseThrow())
                    .as("seed %d", seed)
                    .isCloseTo(Math.sqrt(1 - cosine * cosine), within(1e-9));
            assertThat(aligned.rotations()).hasSize(6);
            for (int i = 0; i < 6; i++) {
                double own = dot(aligned.vectors()[i], p[i]);
                assertThat(aligned.rotations()[i])
                        .as("seed %d, vector %d", seed, i)
                        .isCloseTo(Math.sqrt(1 - own * own), within(1e-9));
            }
        }
    }

    @Test
    void seesAnglesFarBelowTheRootOfRounding() {
        double[][] p = {{1, 0, 0, 0}, {0, 1, 0, 0}};
        double[][] v = {{1, 0, 1e-12, 0}, {0, 1, 0, 3e-12}};
        AlignedVectors aligned = AlignedVectors.of(v, new double[] {2, 1}, new double[] {2, 1}, p);
        assertThat(aligned.rotation().orElseThrow()).isCloseTo(3e-12, within(1e-15));
        assertThat(aligned.rotations()[0]).isCloseTo(1e-12, within(1e-15));
        assertThat(aligned.rotations()[1]).isCloseTo(3e-12, within(1e-15));
    }

    @Test
    void aTurnInsideTheSubspaceIsNoRotationOfIt() {
        double[][] p = {{1, 0, 0}, {0, 1, 0}};
        double[][] v = {{0.6, 0.8, 0}, {0.8, -0.6, 0}};
        AlignedVectors apart = AlignedVectors.of(v, new double[] {2, 1}, new double[] {2, 1}, p);
        assertThat(apart.rotation().orElseThrow()).isLessThan(ROUNDING);
        assertThat(apart.rotations()[0]).isCloseTo(0.8, within(ROUNDING));
        assertThat(apart.vectors()).isDeepEqualTo(new double[][] {{0.6, 0.8, 0}, {-0.8, 0.6, 0}});
        AlignedVectors together = AlignedVectors.of(v, new double[] {2, 1}, new double[] {2, 2}, p);
        assertThat(distanceSquared(together.vectors(), p)).isLessThan(ROUNDING);
    }

    @Test
    void aFirstAnswerAndOneOfAnotherDimensionStayAsTheyAre() {
        double[][] v = orthonormal(6, DIMENSION, new Random(1));
        for (double[][] previous : new double[][][] {{}, orthonormal(3, DIMENSION - 1, new Random(2))}) {
            AlignedVectors first = align(v, previous);
            assertThat(first.vectors()).isDeepEqualTo(v);
            assertThat(first.rotations()).isEmpty();
            assertThat(first.rotation()).isEmpty();
        }
        AlignedVectors none = align(new double[0][], v);
        assertThat(none.vectors()).isEmpty();
        assertThat(none.rotation()).isEmpty();
    }

    @Test
    void vectorsWithoutPredecessorCompleteTheirGroup() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] v = orthonormal(6, DIMENSION, random);
            double[][] p = orthonormal(2, DIMENSION, random);
            AlignedVectors grown = align(v, p);
            assertOrthonormal(grown.vectors(), "seed " + seed);
            int[] group = GROUPS[1];
            assertThat(projector(group(grown.vectors(), group))
                            .minus(projector(group(v, group)))
                            .normF())
                    .as("seed %d", seed)
                    .isLessThan(ROUNDING);
            // the one that has a predecessor is the projection of it to the subspace
            double[] projected = new double[DIMENSION];
            for (double[] row : group(v, group)) {
                TestMatrix.add(dot(row, p[1]), row, projected);
            }
            assertThat(Dense.cosine(projected, grown.vectors()[1]))
                    .as("seed %d", seed)
                    .isCloseTo(1, within(ROUNDING));
            for (int i = 2; i < 4; i++) {
                double[] vector = grown.vectors()[i];
                assertThat(Arrays.stream(vector).max().orElseThrow())
                        .as("seed %d: sign of %d", seed, i)
                        .isEqualTo(Arrays.stream(vector).map(Math::abs).max().orElseThrow());
            }
            assertThat(grown.vectors()[4]).containsExactly(v[4]);
            assertThat(grown.rotations()).hasSize(2);
            double cosine = cosines(Arrays.copyOf(grown.vectors(), 2), p)[1];
            assertThat(grown.rotation().orElseThrow()).isCloseTo(Math.sqrt(1 - cosine * cosine), within(1e-9));
        }
    }

    @Test
    void fewerVectorsMeetTheFirstOfTheirPredecessors() {
        Random random = new Random(1);
        double[][] v = orthonormal(2, DIMENSION, random);
        double[][] p = orthonormal(6, DIMENSION, random);
        AlignedVectors shrunk = align(v, p);
        AlignedVectors same = align(v, Arrays.copyOf(p, 2));
        assertThat(shrunk.vectors()).isDeepEqualTo(same.vectors());
        assertThat(shrunk.rotation()).isEqualTo(same.rotation());
        assertThat(shrunk.rotations()).containsExactly(same.rotations());
    }

    @Test
    void vectorsOrthogonalToTheirPredecessorsStayUnitVectors() {
        double[][] e = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        double[] equal = {1, 1};
        double[][] v = {e[0], e[1]};
        for (double[][] p : new double[][][] {{e[2], e[3]}, {e[0], e[3]}, {e[2], e[1]}, {e[2]}}) {
            AlignedVectors aligned = AlignedVectors.of(v, equal, equal, p);
            assertOrthonormal(aligned.vectors(), Arrays.deepToString(p));
            assertThat(aligned.rotation().orElseThrow())
                    .as(Arrays.deepToString(p))
                    .isCloseTo(1, within(ROUNDING));
        }
        AlignedVectors kept = AlignedVectors.of(v, equal, equal, new double[][] {e[0], e[3]});
        assertThat(kept.vectors()[0]).usingComparatorWithPrecision(ROUNDING).containsExactly(e[0]);
        AlignedVectors alone =
                AlignedVectors.of(new double[][] {e[0]}, new double[1], new double[1], new double[][] {e[1]});
        assertThat(alone.vectors()).isDeepEqualTo(new double[][] {e[0]});
        assertThat(alone.rotations()).containsExactly(1);
    }
}
